package io.ticketkit;

/** The {@link AccessPolicy} does not give the actor this action; nothing was written. */
public final class AccessDeniedException extends TicketKitException {
    private static final long serialVersionUID = 1L;

    /** What was tried. */
    private final Action action;

    /**
     * Made by TicketKit.
     *
     * @param actor who tried
     * @param action what was tried
     */
    public AccessDeniedException(Actor actor, Action action) {
        super("A " + actor.role().wireName() + " actor may not "
                + action.wireName().replace('_', ' ') + " here; the AccessPolicy decides this.");
        this.action = action;
    }

    /** {@return what was tried: the action} */
    public Action action() {
        return action;
    }
}
