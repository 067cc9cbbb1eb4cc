package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ticketkit.Actor;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.Priority;
import io.ticketkit.Routing;
import io.ticketkit.RoutingRule;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.testkit.Fixtures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a kit with rules and a strategy is wired, and what the background leaves of what they decided. */
class RoutingSetupTest {
    private static TicketKitBuilder kit(RoutingRule rule) {
        return TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .offlineClassifier(Fixtures.plainClassifier())
                .routing(Routing.of(List.of(rule)));
    }

    @Test
    void aRuleThatNoTicketCouldFitIsRefusedWhenTheKitIsBuilt() {
        RoutingRule category =
                RoutingRule.builder("one").whenCategory("sales").team("x").build();
        RoutingRule text = RoutingRule.builder("two").whenText("?!").team("x").build();

        assertThatIllegalStateException()
                .isThrownBy(() -> kit(category).build())
                .withMessageContaining("\"one\"")
                .withMessageContaining("sales");
        assertThatIllegalStateException().isThrownBy(() -> kit(text).build()).withMessageContaining("\"two\"");
    }

    @Test
    void aRuleMayNameACategoryAsPeopleDo() {
        RoutingRule rule =
                RoutingRule.builder("one").whenCategory("BILLING").team("x").build();
        try (TicketKit kit = kit(rule).build()) {
            Ticket ticket = kit.as(Actor.staff("agent"))
                    .submit(Fixtures.draft("Printer").category("billing").build());

            assertThat(ticket.team()).contains("x");
        }
    }

    @Test
    void theBackgroundNeitherReplacesThePriorityOfARuleNorRoutesAgain() {
        RoutingRule priority =
                RoutingRule.builder("priority").priority(Priority.LOW).build();
        RoutingRule billing =
                RoutingRule.builder("billing").whenCategory("billing").team("x").build();
        try (TicketKit kit = kit(priority)
                .routing(Routing.of(List.of(priority, billing)))
                .classifier(request -> Optional.of(Classification.builder(Source.LLM)
                        .category(new Category("billing"), 0.99)
                        .priority(Priority.CRITICAL, 0.99)
                        .build()))
                .backgroundClassification(BackgroundClassification.onTick())
                .build()) {
            TicketService staff = kit.as(Actor.staff("agent"));
            Ticket ticket = staff.submit(TicketDraft.of("Printer", "Details."));

            assertThat(kit.classificationWorker().tick()).isEqualTo(1);

            Ticket now = staff.get(ticket.id());
            assertThat(now.category()).isEqualTo(new Category("billing"));
            assertThat(now.priority()).isEqualTo(Priority.LOW);
            assertThat(now.team()).isEmpty();
        }
    }

    @Test
    void aRotationNeedsAName() {
        AssignmentStrategy strategy = request -> {
            assertThatIllegalArgumentException().isThrownBy(() -> request.nextOf(" ", List.of("a")));
            assertThatIllegalArgumentException().isThrownBy(() -> request.nextOf("x".repeat(201), List.of("a")));
            return request.nextOf("x", List.of("a"));
        };
        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .assignment(strategy)
                .build()) {
            Ticket ticket = kit.as(Actor.staff("agent")).submit(TicketDraft.of("Printer", "Details."));

            assertThat(ticket.assignee()).contains("a");
        }
    }
}
