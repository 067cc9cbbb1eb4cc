package io.ticketkit.llm.internal.prompt;

import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.redaction.Redaction;
import java.util.List;
import java.util.Set;

/**
 * What is asked about one ticket.
 *
 * @param messages exactly what leaves
 * @param redaction the way back to the original text
 * @param flags what a person should know about the text
 * @param key the same for questions that have the same answer
 */
public record Prompt(
        List<ChatMessage> messages, OutputSchema schema, Redaction redaction, Set<String> flags, String key) {

    /** The text tries to tell the model what to answer. */
    public static final String SUSPECTED_INJECTION = "suspected_injection";

    /** The model saw only the beginning and the end of the text. */
    public static final String TEXT_CUT = "text_cut";

    /** Nothing of the messages. */
    @Override
    public String toString() {
        return "Prompt[" + flags + "]";
    }
}
