package io.ticketkit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the built-in strategies choose among the agents that fit. */
record Agents(AgentDirectory directory) {
    Optional<String> inTurn(AssignmentRequest request) {
        return request.nextOf(rotation("round_robin", request.ticket()), fitting(request.ticket()));
    }

    Optional<String> leastBusy(AssignmentRequest request) {
        List<String> ids = fitting(request.ticket());
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Long> open = request.openTickets(ids);
        long fewest = Collections.min(open.values());
        return request.nextOf(
                rotation("least_open", request.ticket()),
                ids.stream().filter(id -> open.getOrDefault(id, 0L) == fewest).toList());
    }

    /** Each team has its own: in one for all, those who are in several would come more often. */
    private static String rotation(String name, Ticket ticket) {
        return ticket.team().map(team -> name + "/team=" + team).orElse(name);
    }

    private List<String> fitting(Ticket ticket) {
        return directory.agents(ticket.tenant()).stream()
                .filter(Agent::isAvailable)
                .filter(agent -> ticket.team().map(agent.teams()::contains).orElse(true))
                .map(Agent::id)
                .distinct()
                .toList();
    }
}
