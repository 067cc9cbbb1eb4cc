package io.ticketkit;

/** The conversation has ended, and nothing more can be said in it; nothing was written. */
public final class ConversationEndedException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** Which one. */
    private final String id;

    /**
     * Made by TicketKit.
     *
     * @param id which one
     */
    public ConversationEndedException(ConversationId id) {
        super("Conversation " + id + " has ended: start a new one.");
        this.id = id.value();
    }

    /** {@return which one: its id} */
    public ConversationId id() {
        return new ConversationId(id);
    }
}
