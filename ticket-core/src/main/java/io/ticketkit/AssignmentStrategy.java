package io.ticketkit;

import java.util.Optional;
import java.util.function.Function;

/**
 * Decides who works on a ticket. A host may write its own; it is called inside the transaction that assigns, from any
 * thread, and must be fast. What it throws is logged, by the name of its class only, and leaves the ticket as it is: only
 * a {@link StorageException} is passed on, for then the transaction can no longer be used.
 *
 * <p>The built-in ones give tickets to available agents only, and a ticket of a team only to agents of that team. Where
 * nobody fits, nobody gets it.
 *
 * <pre>{@code
 * AssignmentStrategy strategy = AssignmentStrategy.bySkill(directory, AssignmentStrategy::leastOpen);
 * }</pre>
 */
@FunctionalInterface
public interface AssignmentStrategy {
    /**
     * Decides about one ticket.
     *
     * @param request the ticket, and what may be asked
     * @return who shall work on it, 1 to 254 characters, or empty for nobody
     */
    Optional<String> choose(AssignmentRequest request);

    /** {@return the strategy that chooses nobody} */
    static AssignmentStrategy none() {
        return NoAssignment.STRATEGY;
    }

    /**
     * Everybody in turn, in the order of ids, each team apart.
     *
     * @param directory who there is
     * @return the strategy
     */
    static AssignmentStrategy roundRobin(AgentDirectory directory) {
        return new Agents(directory)::inTurn;
    }

    /**
     * Whoever has the fewest tickets that are open or in progress; in turn among equals.
     *
     * @param directory who there is
     * @return the strategy
     */
    static AssignmentStrategy leastOpen(AgentDirectory directory) {
        return new Agents(directory)::leastBusy;
    }

    /**
     * Only those whose skills hold the category of the ticket.
     *
     * @param directory who there is
     * @param among chooses among them, for example {@code AssignmentStrategy::roundRobin}: is given a directory of those
     *     that fit
     * @return the strategy
     */
    static AssignmentStrategy bySkill(AgentDirectory directory, Function<AgentDirectory, AssignmentStrategy> among) {
        return request -> {
            String skill = request.ticket().category().code();
            AgentDirectory skilled = tenant -> directory.agents(tenant).stream()
                    .filter(agent -> agent.skills().contains(skill))
                    .toList();
            return among.apply(skilled).choose(new GroupedRequest(request, "skill=" + skill));
        };
    }
}
