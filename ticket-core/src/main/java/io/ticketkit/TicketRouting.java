package io.ticketkit;

/**
 * Who works on the tickets of one tenant, decided by the kit's {@link Routing} and {@link AssignmentStrategy}. A cheap,
 * immutable, thread-safe view for one actor.
 *
 * <p>Both are applied to every new ticket, after it was classified and in the same transaction: first the rules, then,
 * when nobody has the ticket and it is not done, the strategy. What they change is an event of its own by
 * {@code ticketkit-routing} or {@code ticketkit-assignment}, a system actor. Later they are applied only when somebody
 * asks for it here, not when a ticket or its category changes.
 *
 * <p>Every method may throw {@link AccessDeniedException} when the {@link AccessPolicy} does not give the actor the
 * action, and {@link StorageException} when the database fails; neither writes anything.
 */
public interface TicketRouting {
    /**
     * What the rules would do with a ticket now, and why. Nothing is changed. Needs {@link Action#ASSIGN}.
     *
     * @param id the ticket's id
     * @return the report
     * @throws TicketNotFoundException when there is none or the actor may not see it
     */
    RoutingReport explain(TicketId id);

    /**
     * Applies the rules to a ticket now. Team and assignee that it has stay, and a priority that a person or the host has
     * chosen. Needs {@link Action#ASSIGN} and {@link Action#EDIT}.
     *
     * @param id the ticket's id
     * @param expected which state of it was looked at
     * @return the ticket after it; as it was when no rule changes it
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws StaleTicketException when it was changed since the expected version
     */
    Ticket route(TicketId id, Expected expected);

    /**
     * Has the strategy give the ticket to somebody now, also when somebody has it already. Needs {@link Action#ASSIGN}.
     *
     * @param id the ticket's id
     * @param expected which state of it was looked at
     * @return the ticket after it; as it was when the strategy chooses nobody, or fails
     * @throws TicketNotFoundException when there is none or the actor may not see it
     * @throws StaleTicketException when it was changed since the expected version
     */
    Ticket assign(TicketId id, Expected expected);
}
