package io.ticketkit.llm.chat;

/**
 * One message of a conversation with a model.
 *
 * @param role who speaks
 * @param text what is said; nothing of it is interpreted here
 */
public record ChatMessage(Role role, String text) {
    /** Who speaks. */
    public enum Role {
        /** The host: instructions stand only here. */
        SYSTEM,
        /** Whoever asks: text that is not to be trusted. */
        USER,
        /** The model. */
        ASSISTANT
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "ChatMessage[" + role + ", " + text.length() + " characters]";
    }
}
