package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.PageRequest;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Listeners, and what a rollback leaves: nothing. */
interface EventContract extends StorageContract {
    @Test
    default void listenersHearEveryRealChangeInOrder() {
        Desk desk = desk();
        List<TicketEvent> before = new ArrayList<>();
        List<TicketEvent> after = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> builder.beforeCommit(before::add).afterCommit(after::add));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));

        Ticket ticket =
                staff.submit(Fixtures.draft("Printer").idempotencyKey("k").build());
        staff.submit(Fixtures.draft("Printer").idempotencyKey("k").build());
        staff.transition(ticket.id(), Expected.any(), Status.OPEN);
        Ticket closed = staff.update(
                ticket.id(),
                Expected.any(),
                TicketChange.builder().status(Status.CLOSED).assignee("a").build());
        staff.erase(ticket.id());

        assertThat(before).isEqualTo(after).hasSize(3);
        assertThat(after).extracting(event -> event.header().number()).containsExactly(1L, 2L, 3L);
        assertThat(after).allSatisfy(event -> {
            assertThat(event.header().tenant()).isEqualTo(desk.tenant());
            assertThat(event.header().ticketId()).isEqualTo(ticket.id());
            assertThat(event.header().actor()).isEqualTo(Actor.staff("agent-1"));
            assertThat(event.header().at()).isEqualTo(desk.clock().instant());
        });
        assertThat(after.get(0))
                .isInstanceOfSatisfying(
                        TicketEvent.Submitted.class,
                        event -> assertThat(event.ticket()).isEqualTo(ticket));
        assertThat(after.get(1)).isInstanceOfSatisfying(TicketEvent.Updated.class, event -> {
            assertThat(event.ticket()).usingRecursiveComparison().isEqualTo(closed);
            assertThat(event.change(TicketField.STATUS).orElseThrow().to()).isEqualTo("closed");
            assertThat(event.change(TicketField.ASSIGNEE).orElseThrow().from()).isNull();
            assertThat(event.change(TicketField.TITLE)).isEmpty();
        });
        assertThat(after.get(2)).isInstanceOf(TicketEvent.Erased.class);
    }

    @Test
    default void aThrowingBeforeCommitListenerRollsEverythingBack() {
        Desk desk = desk();
        Ticket kept = desk.submit("Kept").get(0);
        List<TicketEvent> after = new ArrayList<>();
        TicketKit kit = desk.kit(
                0,
                builder -> builder.beforeCommit(event -> {
                            throw new IllegalStateException("no");
                        })
                        .afterCommit(after::add));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> staff.submit(Fixtures.draft("Gone")
                        .category("account")
                        .tags("x")
                        .idempotencyKey("k")
                        .build()),
                () -> staff.update(
                        kept.id(),
                        Expected.any(),
                        TicketChange.builder()
                                .title("Changed")
                                .addTags("x")
                                .attribute("k", "v")
                                .build()),
                () -> staff.erase(kept.id()))) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessage("no");
        }

        assertThat(after).isEmpty();
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(1);
        assertThat(desk.staff().get(kept.id())).usingRecursiveComparison().isEqualTo(kept);
        assertThat(desk.staff().history(kept.id(), PageRequest.first()).items()).hasSize(1);
        assertThat(desk.staff()
                        .submit(Fixtures.draft("Other").idempotencyKey("k").build())
                        .title())
                .isEqualTo("Other");
    }

    @Test
    default void afterCommitListenersSeeTheCommittedTicketAndStopNobody() {
        Desk desk = desk();
        List<Optional<Ticket>> seen = new ArrayList<>();
        TicketKit kit = desk.kit(
                0,
                builder -> builder.afterCommit(event -> {
                            throw new IllegalStateException("broken listener");
                        })
                        .afterCommit(event -> seen.add(
                                desk.on(1, Actor.staff("b")).find(event.header().ticketId()))));

        Ticket ticket = desk.service(kit, Actor.staff("a"))
                .submit(Fixtures.draft("Printer").build());

        assertThat(seen).containsExactly(Optional.of(ticket));
    }

    @Test
    default void aVetoLeavesNothingEvenWhenTheHostCatchesItAndCommits() {
        Desk desk = desk();
        Ticket kept = desk.submit("Kept").get(0);
        List<TicketEvent> after = new ArrayList<>();
        TicketKit kit = desk.kit(
                0,
                builder -> builder.beforeCommit(event -> {
                            throw new IllegalStateException("no");
                        })
                        .afterCommit(after::add));
        TicketService staff = kit.forTenant(desk.tenant()).as(Actor.staff("agent-1"));
        TicketService free = desk.kit(0, builder -> {}).forTenant(desk.tenant()).as(Actor.staff("agent-1"));
        TicketDraft gone = Fixtures.draft("Gone").tags("x").idempotencyKey("k").build();

        Ticket own = desk.asHost(() -> {
            assertThatThrownBy(() -> staff.submit(gone)).hasMessage("no");
            assertThatThrownBy(() -> staff.transition(kept.id(), Expected.any(), Status.CLOSED))
                    .hasMessage("no");
            assertThatThrownBy(() -> staff.erase(kept.id())).hasMessage("no");
            return free.submit(Fixtures.draft("Own").build());
        });

        assertThat(after).isEmpty();
        assertThat(desk.staff().search(TicketQuery.all()).items()).containsExactly(own, kept);
        assertThat(desk.staff().get(kept.id())).usingRecursiveComparison().isEqualTo(kept);
        assertThat(desk.staff()
                        .submit(Fixtures.draft("New").idempotencyKey("k").build())
                        .title())
                .isEqualTo("New");
    }

    @Test
    default void hooksThatRefuseLeaveNoTicket() {
        Desk desk = desk();
        if (!harness().node(0).joins()) {
            return;
        }
        TicketKit kit = desk.kit(
                0,
                builder -> builder.afterCommit(event -> {}).transactionHooks(action -> {
                    throw new IllegalStateException("no synchronization");
                }));

        desk.asHost(() -> {
            assertThatThrownBy(() -> kit.forTenant(desk.tenant())
                            .as(Actor.staff("a"))
                            .submit(Fixtures.draft("Gone").build()))
                    .hasMessage("no synchronization");
            return true;
        });

        assertThat(desk.staff().count(TicketQuery.all())).isZero();
    }
}
