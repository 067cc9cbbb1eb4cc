package io.ticketkit.demo;

import io.ticketkit.Agent;
import io.ticketkit.AgentDirectory;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.demo.settings.AgentSettings;
import java.util.List;

/** Who gets a new ticket. */
final class Assigning {
    private Assigning() {}

    static AssignmentStrategy of(AgentSettings settings) {
        List<Agent> agents = settings.agents().stream()
                .map(agent ->
                        Agent.builder(agent.name()).skills(agent.categories()).build())
                .toList();
        AgentDirectory directory = tenant -> agents;
        return switch (settings.mode()) {
            case OFF -> AssignmentStrategy.none();
            case ROUND_ROBIN -> AssignmentStrategy.bySkill(directory, AssignmentStrategy::roundRobin);
            case LEAST_OPEN -> AssignmentStrategy.bySkill(directory, AssignmentStrategy::leastOpen);
        };
    }
}
