package io.ticketkit;

/** There is no such conversation, or the actor may not see it; which of the two is not told. */
public final class ConversationNotFoundException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** The id asked for. */
    private final String id;

    /**
     * Made by TicketKit.
     *
     * @param id the id asked for
     */
    public ConversationNotFoundException(ConversationId id) {
        super("Conversation " + id + " was not found.");
        this.id = id.value();
    }

    /** {@return the id asked for} */
    public ConversationId id() {
        return new ConversationId(id);
    }
}
