package io.ticketkit;

import java.util.List;

/**
 * The host's people to whom tickets can be given. Asked inside the transaction that assigns, from any thread: it must be
 * fast, so keep the list in memory. What it throws leaves the ticket without assignee.
 */
@FunctionalInterface
public interface AgentDirectory {
    /**
     * The agents of a tenant.
     *
     * @param tenant whose
     * @return in any order; those who are not available may be among them
     */
    List<Agent> agents(String tenant);
}
