package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Agent;
import io.ticketkit.AgentDirectory;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.Expected;
import io.ticketkit.Priority;
import io.ticketkit.Routing;
import io.ticketkit.RoutingReport;
import io.ticketkit.RoutingRule;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules send new tickets to a team, a strategy gives them to somebody there, and duplicates are merged. */
class TeamworkTest {
    @Test
    void newTicketsFindTheirPeople() {
        AgentDirectory directory = tenant -> List.of(
                Agent.builder("carla").teams(Set.of("billing")).build(),
                Agent.builder("dora").teams(Set.of("billing")).available(false).build(),
                Agent.builder("emil").build());
        RoutingRule refunds = RoutingRule.builder("refunds")
                .whenCategory("billing")
                .whenText("refund", "money back")
                .team("billing")
                .priority(Priority.HIGH)
                .addTags("refund")
                .build();
        RoutingRule acme = RoutingRule.builder("acme")
                .whenRequester("*@acme.com")
                .addTags("vip")
                .build();

        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .routing(Routing.of(List.of(refunds, acme)))
                .assignment(AssignmentStrategy.leastOpen(directory))
                .build()) {
            Ticket ticket = kit.as(Actor.requester("ann@acme.com"))
                    .submit(TicketDraft.of("Refund", "I was charged twice: please refund my invoice."));

            assertThat(ticket.assignee()).contains("carla");
            assertThat(ticket.tags()).containsExactly("refund", "vip");

            RoutingReport report = kit.as(Actor.staff("agent-7")).routing().explain(ticket.id());
            assertThat(report.lines()).allMatch(RoutingReport.Line::isMatched);
        }
    }

    @Test
    void duplicatesAreMerged() {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            var staff = kit.as(Actor.staff("agent-7"));
            TicketId original =
                    staff.submit(TicketDraft.of("Printer", "It is on fire.")).id();
            TicketId duplicate =
                    staff.submit(TicketDraft.of("Fire", "The printer burns.")).id();

            staff.links().merge(duplicate, Expected.any(), original);

            assertThat(staff.get(duplicate).mergedInto()).contains(original);
            assertThat(staff.links().of(original).items())
                    .extracting(TicketLink::kind)
                    .containsExactly(TicketLink.Kind.DUPLICATE);
        }
    }
}
