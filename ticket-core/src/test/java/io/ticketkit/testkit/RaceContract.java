package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.PageRequest;
import io.ticketkit.Scope;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.StoredTicket;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several threads and nodes at the same ticket. */
interface RaceContract extends StorageContract {
    @Test
    default void ofManyChangesForOneVersionExactlyOneWins() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        List<Outcome<Ticket>> outcomes = Desk.atOnce(
                8,
                number -> desk.on(number % 2, Actor.staff("agent-" + number))
                        .assign(ticket.id(), Expected.version(1), "agent-" + number));

        List<Ticket> winners = outcomes.stream()
                .map(Outcome::returned)
                .flatMap(Optional::stream)
                .toList();
        assertThat(winners).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(StaleTicketException.class));
        Ticket now = desk.staff().get(ticket.id());
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.assignee()).isEqualTo(winners.get(0).assignee());
    }

    @Test
    default void changesOfDifferentFieldsAllSurvive() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        Desk.atOnce(
                        8,
                        number -> desk.on(number % 2, Actor.staff("agent"))
                                .update(
                                        ticket.id(),
                                        Expected.any(),
                                        TicketChange.builder()
                                                .addTags("tag" + number)
                                                .attribute("k" + number, "v")
                                                .build()))
                .forEach(Outcome::get);

        Ticket now = desk.staff().get(ticket.id());
        assertThat(now.tags()).hasSize(8);
        assertThat(now.attributes()).hasSize(8);
        assertThat(now.version()).isEqualTo(9);
        List<Long> events = desk.staff().history(ticket.id(), PageRequest.first()).items().stream()
                .map(HistoryEntry::event)
                .distinct()
                .toList();
        assertThat(events).isEqualTo(LongStream.rangeClosed(1, 9).boxed().toList());
    }

    @Test
    default void oneKeyMakesOneTicketUnderSixteenThreads() {
        Desk desk = desk();
        TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("k-1").build();

        // each goes on in the same transaction of the host, which a lost race must not spoil
        List<TicketId> ids = Desk.atOnce(
                        16,
                        number -> desk.asHost(() -> {
                            TicketService agent = desk.kit(number % 2, builder -> {})
                                    .forTenant(desk.tenant())
                                    .as(Actor.staff("agent"));
                            TicketId id = agent.submit(draft).id();
                            agent.submit(Fixtures.draft("Next").build());
                            return id;
                        }))
                .stream()
                .map(Outcome::get)
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(17);
        assertThat(desk.staff().count(TicketQuery.builder().text("printer").build()))
                .isEqualTo(1);
    }

    @Test
    default void aKeyBelongsToItsActorAndContent() {
        Desk desk = desk();
        TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("k-1").build();
        Ticket first = desk.as(Actor.staff("a")).submit(draft);
        Ticket changed = desk.staff().assign(first.id(), Expected.any(), "agent-2");

        assertThat(desk.as(Actor.staff("a")).submit(draft))
                .usingRecursiveComparison()
                .isEqualTo(changed);
        assertThat(desk.as(Actor.staff("b")).submit(draft).id()).isNotEqualTo(first.id());
        assertThat(desk.as(Actor.system("a")).submit(draft).id()).isNotEqualTo(first.id());
        assertThat(desk().as(Actor.staff("a")).submit(draft).id()).isNotEqualTo(first.id());
        assertThatThrownBy(() -> desk.as(Actor.staff("a"))
                        .submit(Fixtures.draft("Other").idempotencyKey("k-1").build()))
                .isInstanceOf(IdempotencyConflictException.class);
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(3);
    }

    @Test
    default void aKeyIsFreeAgainWhileItsTicketIsErased() {
        Desk desk = desk();
        TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("k-1").build();

        List<Outcome<Ticket>> outcomes = Desk.atOnce(8, number -> {
            TicketService agent = desk.on(number % 2, Actor.staff("agent"));
            Ticket last = agent.submit(draft);
            for (int i = 0; i < 20; i++) {
                try {
                    agent.erase(last.id());
                } catch (TicketNotFoundException e) {
                    // another was faster
                }
                last = agent.submit(draft);
            }
            return last;
        });

        outcomes.forEach(Outcome::get);
        assertThat(desk.staff().count(TicketQuery.all())).isLessThanOrEqualTo(1);
    }

    @Test
    default void aRepeatedKeyLeavesTheHostsTransactionUsable() {
        Desk desk = desk();
        TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("k-1").build();
        Ticket first = desk.submit(draft);

        Ticket next = desk.asHost(() -> {
            Ticket again = desk.kit(0, builder -> {})
                    .forTenant(desk.tenant())
                    .as(Actor.staff("agent-1"))
                    .submit(draft);
            assertThat(again.id()).isEqualTo(first.id());
            return desk.kit(0, builder -> {})
                    .forTenant(desk.tenant())
                    .as(Actor.staff("agent-1"))
                    .submit(Fixtures.draft("Next").build());
        });

        assertThat(desk.staff().get(next.id()).title()).isEqualTo("Next");
    }

    @Test
    default void firstUseOfACategoryByManyAtOnce() {
        Desk desk = desk();

        Desk.atOnce(
                        8,
                        number -> desk.on(number % 2, Actor.staff("agent"))
                                .submit(Fixtures.draft("Printer " + number)
                                        .category("account")
                                        .build()))
                .forEach(Outcome::get);

        assertThat(desk.staff()
                        .count(TicketQuery.builder().categories("account").build()))
                .isEqualTo(8);
    }

    @Test
    default void idsAreUniqueAcrossNodesAndTenants() {
        Desk one = desk();
        Desk two = desk();

        List<TicketId> ids = Desk.atOnce(
                        8,
                        number -> (number < 4 ? one : two)
                                .on(number % 2, Actor.staff("agent"))
                                .submit(Fixtures.draft("Printer").build())
                                .id())
                .stream()
                .map(Outcome::get)
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    default void aLostClaimLeavesTheTransactionUsable() {
        Desk desk = desk();
        Ticket first = desk.submit("First").get(0);
        IdempotencyKey key = new IdempotencyKey(desk.tenant(), Actor.Role.STAFF, "agent-1", "k");
        IdempotencyClaim claim = new IdempotencyClaim(
                key, "0".repeat(64), first.id(), desk.clock().instant());

        long count = desk.asHost(() -> harness().node(0).write(writer -> {
            assertThat(writer.claim(claim)).isTrue();
            assertThat(writer.claim(claim)).isFalse();
            assertThat(writer.findClaim(key)).contains(claim);
            Ticket next = first.toBuilder().id(writer.nextId()).build();
            writer.insert(new StoredTicket(next, 1), List.of());
            return writer.count(new TicketSelection(desk.tenant(), Scope.all(), TicketQuery.all()));
        }));

        assertThat(count).isEqualTo(2);
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(2);
    }

    @Test
    default void aRefusedSubmitUsesNoKey() {
        Desk desk = desk();
        TicketService ada = desk.kit(0, builder -> {}).forTenant(desk.tenant()).as(Actor.requester("ada"));

        Ticket ticket = desk.asHost(() -> {
            assertThatThrownBy(() -> ada.submit(Fixtures.draft("x")
                            .requester("bob")
                            .idempotencyKey("k")
                            .build()))
                    .isInstanceOf(AccessDeniedException.class);
            return ada.submit(Fixtures.draft("x").idempotencyKey("k").build());
        });

        assertThat(ticket.requester()).contains("ada");
    }
}
