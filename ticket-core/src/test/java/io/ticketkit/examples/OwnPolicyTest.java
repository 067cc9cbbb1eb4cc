package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Access;
import io.ticketkit.AccessPolicy;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Scope;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Staff see the tickets of their teams, and those assigned to them. */
class OwnPolicyTest {
    @Test
    void staffSeeTheirTeams() {
        AccessPolicy teams = actor -> switch (actor.role()) {
            case STAFF ->
                new Access(
                        EnumSet.complementOf(EnumSet.of(Action.ERASE)),
                        Scope.anyOf(Stream.concat(
                                        Stream.of(Scope.assignee(actor.id())),
                                        actor.teams().stream().map(Scope::team))
                                .toList()));
            default -> AccessPolicy.standard().accessOf(actor);
        };

        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .accessPolicy(teams)
                .build()) {
            var router = kit.as(Actor.system("router"));
            router.submit(TicketDraft.builder()
                    .title("A")
                    .description("a")
                    .team("blue")
                    .build());
            router.submit(TicketDraft.builder()
                    .title("B")
                    .description("b")
                    .team("red")
                    .build());
            router.submit(TicketDraft.builder()
                    .title("C")
                    .description("c")
                    .assignee("eve")
                    .build());

            var eve = kit.as(Actor.staff("eve").inTeams(Set.of("blue")));

            assertThat(eve.search(TicketQuery.all()).items())
                    .extracting("title")
                    .containsExactly("C", "A");
            assertThat(eve.stats(TicketQuery.all()).total()).isEqualTo(2);
        }
    }
}
