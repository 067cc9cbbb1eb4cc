package io.ticketkit;

/** The {@link Workflow} does not allow this change of status; nothing was written. */
public final class IllegalTransitionException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** The status the ticket has. */
    private final Status from;
    /** The status asked for. */
    private final Status to;

    /**
     * Made by TicketKit.
     *
     * @param from the status the ticket has
     * @param to the status asked for
     * @param workflow tells in the message what would be allowed
     */
    public IllegalTransitionException(Status from, Status to, Workflow workflow) {
        super("A ticket cannot go from " + from.wireName() + " to " + to.wireName() + "; from " + from.wireName()
                + " it can go to: "
                + String.join(
                        ", ", workflow.from(from).stream().map(Status::wireName).toList()) + ".");
        this.from = from;
        this.to = to;
    }

    /** {@return the status the ticket has} */
    public Status from() {
        return from;
    }

    /** {@return the status asked for} */
    public Status to() {
        return to;
    }
}
