package io.ticketkit;

/** There is no such attachment on that ticket, or the actor may not see it; which of the two is not told. */
public final class AttachmentNotFoundException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** The id asked for. */
    private final long id;

    /**
     * Made by TicketKit.
     *
     * @param id the id asked for
     */
    public AttachmentNotFoundException(AttachmentId id) {
        super("Attachment " + id + " was not found.");
        this.id = id.value();
    }

    /** {@return the id asked for} */
    public AttachmentId id() {
        return new AttachmentId(id);
    }
}
