package io.ticketkit;

/** Decides whether a requester's reply opens a ticket again. Called within the transaction of the reply; must be fast. */
@FunctionalInterface
public interface ReopenPolicy {
    /**
     * Whether a reply opens its ticket again. Asked of public replies of kind {@link CommentKind#USER} on tickets that
     * are resolved or closed, where the {@link Workflow} allows it; nobody's {@link Action#REOPEN} is asked for.
     *
     * @param before the ticket as it was before the reply
     * @param reply the reply
     * @return true to set the ticket to open; what this throws undoes the reply
     */
    boolean reopens(Ticket before, Comment reply);

    /** {@return what is resolved is opened again, what is closed stays closed: the default policy} */
    static ReopenPolicy standard() {
        return (before, reply) -> before.status() == Status.RESOLVED;
    }

    /** {@return no reply opens a ticket: the policy} */
    static ReopenPolicy never() {
        return (before, reply) -> false;
    }
}
