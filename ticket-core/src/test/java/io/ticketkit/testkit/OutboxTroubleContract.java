package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.DeadLetter;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.OutboxEvent;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.EventClaim;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Handlers that fail, take too long or crash. */
interface OutboxTroubleContract extends StorageContract {
    private OutboxDesk outboxDesk() {
        return new OutboxDesk(harness());
    }

    /** Fails on the events of some tickets, as long as these are in the set. */
    private static TicketKit failing(OutboxDesk desk, Set<TicketId> tickets, int attempts) {
        return desk.kit(
                0,
                event -> {
                    if (tickets.contains(event.ticketId())) {
                        throw new IOException("no letter box for ada@example.org");
                    }
                },
                outbox -> outbox.attempts(attempts),
                builder -> {});
    }

    @Test
    default void aFailureHoldsItsTicketUntilTheNextAttempt() {
        OutboxDesk desk = outboxDesk();
        Set<TicketId> failing = ConcurrentHashMap.newKeySet();
        TicketKit kit = failing(desk, failing, 3);
        Ticket bad = desk.submit(kit, "Bad");
        Ticket good = desk.submit(kit, "Good");
        failing.add(bad.id());
        desk.change(kit, bad, 1);
        desk.change(kit, good, 1);

        OutboxDesk.deliver(kit);
        desk.change(kit, bad, 1);
        OutboxDesk.deliver(kit);

        assertThat(desk.heard(good)).containsExactly(1L, 2L);
        assertThat(desk.heard(bad)).isEmpty();
        failing.clear();
        assertThat(OutboxDesk.deliver(kit)).isZero();

        desk.desk().clock().advance(OutboxDesk.FIRST_DELAY);
        assertThat(OutboxDesk.deliver(kit)).isEqualTo(3);
        assertThat(desk.heard(bad)).containsExactly(1L, 2L, 3L);
        assertThat(desk.heard())
                .filteredOn(event -> event.ticketId().equals(bad.id()))
                .extracting(OutboxEvent::attempt)
                .containsExactly(2, 1, 1);
    }

    /** A dead letter with two events behind it. */
    private static Ticket dead(OutboxDesk desk, TicketKit kit, Set<TicketId> failing) {
        Ticket ticket = desk.submit(kit, "Dead");
        failing.add(ticket.id());
        desk.change(kit, ticket, 1);
        OutboxDesk.deliver(kit);
        desk.desk().clock().advance(OutboxDesk.FIRST_DELAY);
        OutboxDesk.deliver(kit);
        desk.change(kit, ticket, 1);
        failing.clear();
        assertThat(OutboxDesk.deliver(kit)).isZero();
        desk.desk().clock().advance(Duration.ofDays(1));
        assertThat(OutboxDesk.deliver(kit)).isZero();
        assertThat(desk.heard(ticket)).isEmpty();
        return ticket;
    }

    @Test
    default void aDeadLetterHoldsItsTicketUntilItIsReplayed() {
        OutboxDesk desk = outboxDesk();
        Set<TicketId> failing = ConcurrentHashMap.newKeySet();
        TicketKit kit = failing(desk, failing, 2);
        Ticket ticket = dead(desk, kit, failing);

        assertThat(desk.deadLetters(kit)).singleElement().satisfies(letter -> {
            assertThat(letter.handler()).isEqualTo(desk.handler());
            assertThat(letter.tenant()).isEqualTo(desk.desk().tenant());
            assertThat(letter.ticketId()).isEqualTo(ticket.id());
            assertThat(letter.number()).isEqualTo(1);
            assertThat(letter.type()).isEqualTo("submitted");
            assertThat(letter.at()).isEqualTo(ticket.createdAt());
            assertThat(letter.diedAt()).isEqualTo(ticket.createdAt().plus(OutboxDesk.FIRST_DELAY));
            assertThat(letter.attempts()).isEqualTo(2);
            assertThat(letter.failure()).isEqualTo("java.io.IOException");
        });
        assertThat(desk.backlog(kit)).satisfies(backlog -> {
            assertThat(backlog.waiting()).isZero();
            assertThat(backlog.held()).isEqualTo(2);
            assertThat(backlog.dead()).isEqualTo(1);
            assertThat(backlog.oldest()).isEmpty();
        });

        assertThat(kit.outbox().replay(desk.handler(), ticket.id(), 1)).isTrue();
        assertThat(OutboxDesk.deliver(kit)).isEqualTo(3);
        assertThat(desk.heard(ticket)).containsExactly(1L, 2L, 3L);
        assertThat(desk.heard()).extracting(OutboxEvent::attempt).containsOnly(1);
        assertThat(desk.deadLetters(kit)).isEmpty();
    }

    @Test
    default void aDeadLetterThatIsSkippedHoldsNobody() {
        OutboxDesk desk = outboxDesk();
        Set<TicketId> failing = ConcurrentHashMap.newKeySet();
        TicketKit kit = failing(desk, failing, 2);
        Ticket ticket = dead(desk, kit, failing);

        assertThat(kit.outbox().skip(desk.handler(), ticket.id(), 2)).isFalse();
        assertThat(kit.outbox().replay(desk.handler(), ticket.id(), 2)).isFalse();
        assertThat(kit.outbox().skip("another", ticket.id(), 1)).isFalse();
        assertThat(OutboxDesk.deliver(kit)).isZero();

        assertThat(kit.outbox().skip(desk.handler(), ticket.id(), 1)).isTrue();
        assertThat(kit.outbox().skip(desk.handler(), ticket.id(), 1)).isFalse();
        assertThat(kit.outbox().replay(desk.handler(), ticket.id(), 1)).isFalse();
        assertThat(OutboxDesk.deliver(kit)).isEqualTo(2);
        assertThat(desk.heard(ticket)).containsExactly(2L, 3L);
    }

    @Test
    default void anErasedTicketIsToldAlsoWhenADeadLetterHoldsIt() {
        OutboxDesk desk = outboxDesk();
        Set<TicketId> failing = ConcurrentHashMap.newKeySet();
        TicketKit kit = failing(desk, failing, 2);
        Ticket ticket = dead(desk, kit, failing);

        desk.staff(kit).erase(ticket.id());

        assertThat(desk.deadLetters(kit)).isEmpty();
        assertThat(OutboxDesk.deliver(kit)).isEqualTo(1);
        assertThat(desk.heard()).extracting(OutboxEvent::type).containsExactly("erased");
    }

    @Test
    default void deadLettersAreListedByPages() {
        OutboxDesk desk = outboxDesk();
        Set<TicketId> failing = ConcurrentHashMap.newKeySet();
        TicketKit kit = failing(desk, failing, 1);
        List<TicketId> tickets = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Ticket ticket = desk.submit(kit, "Dead " + i);
            failing.add(ticket.id());
            tickets.add(ticket.id());
        }
        tickets.sort(null);
        OutboxDesk.deliver(kit);

        Page<DeadLetter> first = kit.outbox().deadLetters(desk.handler(), PageRequest.first(2));
        Page<DeadLetter> second = kit.outbox()
                .deadLetters(desk.handler(), PageRequest.at(first.next().orElseThrow(), 2));
        Page<DeadLetter> third = kit.outbox()
                .deadLetters(desk.handler(), PageRequest.at(second.next().orElseThrow(), 2));
        Page<DeadLetter> back = kit.outbox()
                .deadLetters(desk.handler(), PageRequest.at(third.previous().orElseThrow(), 2));

        assertThat(first.items()).extracting(DeadLetter::ticketId).isEqualTo(tickets.subList(0, 2));
        assertThat(second.items()).extracting(DeadLetter::ticketId).isEqualTo(tickets.subList(2, 4));
        assertThat(third.items()).extracting(DeadLetter::ticketId).isEqualTo(tickets.subList(4, 5));
        assertThat(third.next()).isEmpty();
        assertThat(back.items()).extracting(DeadLetter::ticketId).isEqualTo(tickets.subList(2, 4));
        PageRequest elsewhere = PageRequest.at(first.next().orElseThrow(), 2);
        assertThatThrownBy(() -> kit.outbox().deadLetters("another", elsewhere))
                .isInstanceOf(InvalidCursorException.class);
        assertThat(kit.outbox().deadLetters("another", PageRequest.first()).items())
                .isEmpty();
    }

    @Test
    default void whatACrashedNodeHadClaimedIsDeliveredWhenItsLeaseHasEnded() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket ticket = desk.submit(kit, "Printer");
        desk.change(kit, ticket, 1);
        Instant now = desk.desk().clock().instant();

        List<EventClaim> lost = claim(desk, 1, now);

        assertThat(lost).hasSize(1);
        assertThat(OutboxDesk.deliver(kit)).isZero();
        desk.desk().clock().advance(Duration.ofSeconds(30));
        assertThat(OutboxDesk.deliver(kit)).isEqualTo(2);
        assertThat(desk.heard(ticket)).containsExactly(1L, 2L);
        assertThat(desk.heard()).extracting(OutboxEvent::attempt).containsExactly(2, 1);
    }

    private static List<EventClaim> claim(OutboxDesk desk, int node, Instant now) {
        return desk.on(node, queue -> queue.claim(desk.handler(), now, now.plusSeconds(30), 10));
    }

    @Test
    default void whoComesTooLateSettlesNobodyElsesClaim() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket ticket = desk.submit(kit, "Printer");
        Instant now = desk.desk().clock().instant();
        EventClaim late = claim(desk, 1, now).get(0);
        Instant then = now.plusSeconds(30);
        EventClaim current = claim(desk, 0, then).get(0);

        assertThat(desk.<Integer>on(1, queue -> queue.delivered(List.of(late), then)))
                .isZero();
        assertThat(desk.<Boolean>on(1, queue -> queue.failed(late, "x", then))).isFalse();
        assertThat(desk.<Boolean>on(1, queue -> queue.died(late, "x", then))).isFalse();
        assertThat(desk.<Boolean>on(1, queue -> queue.giveBack(late, then))).isFalse();
        assertThat(claim(desk, 1, then)).isEmpty();
        assertThat(current.event().ticket()).isEqualTo(ticket.id());
        assertThat(current.claim()).isGreaterThan(late.claim());
        assertThat(desk.<Integer>on(0, queue -> queue.delivered(List.of(late, current), then)))
                .isEqualTo(1);
        assertThat(desk.<Integer>on(0, queue -> queue.delivered(List.of(current), then)))
                .isZero();
        assertThat(desk.backlog(kit).waiting()).isZero();
    }

    @Test
    default void whatWasGivenBackCountsAsNotTried() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        desk.submit(kit, "Printer");
        Instant now = desk.desk().clock().instant();
        EventClaim claim = claim(desk, 1, now).get(0);

        assertThat(desk.<Boolean>on(1, queue -> queue.giveBack(claim, now))).isTrue();

        OutboxDesk.deliver(kit);
        assertThat(desk.heard()).extracting(OutboxEvent::attempt).containsExactly(1);
    }

    @Test
    default void anEventThatKillsEveryNodeDiesInTheEnd() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0, event -> {}, outbox -> outbox.attempts(2), builder -> {});
        desk.submit(kit, "Printer");
        for (int i = 0; i < 2; i++) {
            assertThat(claim(desk, 1, desk.desk().clock().instant())).hasSize(1);
            desk.desk().clock().advance(Duration.ofSeconds(30));
        }

        assertThat(OutboxDesk.deliver(kit)).isZero();

        assertThat(desk.heard()).isEmpty();
        assertThat(desk.deadLetters(kit))
                .singleElement()
                .satisfies(letter -> assertThat(letter.failure()).isEqualTo("lost"));
    }

    @Test
    default void whatWaitsBehindADeadLetterIsPassedOver() {
        OutboxDesk desk = outboxDesk();
        Set<TicketId> failing = ConcurrentHashMap.newKeySet();
        TicketKit kit = failing(desk, failing, 1);
        Ticket bad = desk.submit(kit, "Bad");
        failing.add(bad.id());
        desk.change(kit, bad, 5);
        OutboxDesk.deliver(kit);
        Ticket good = desk.submit(kit, "Good");
        Instant now = desk.desk().clock().instant();

        // they were parked by the tick that found nothing else to do
        assertThat(desk.<Integer>on(0, queue -> queue.park(desk.handler(), now, now.plusSeconds(60))))
                .isZero();
        OutboxDesk.deliver(kit);

        assertThat(desk.heard(good)).containsExactly(1L);
        failing.clear();
        kit.outbox().replay(desk.handler(), bad.id(), 1);
        OutboxDesk.deliver(kit);
        assertThat(desk.heard(bad)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    default void aReplayedLetterThatFailsAgainDiesAgain() {
        OutboxDesk desk = outboxDesk();
        AtomicInteger calls = new AtomicInteger();
        TicketKit kit = desk.kit(
                0,
                event -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("always");
                },
                outbox -> outbox.attempts(1),
                builder -> {});
        Ticket ticket = desk.submit(kit, "Printer");
        OutboxDesk.deliver(kit);

        assertThat(kit.outbox().replay(desk.handler(), ticket.id(), 1)).isTrue();
        OutboxDesk.deliver(kit);

        assertThat(calls).hasValue(2);
        assertThat(desk.deadLetters(kit))
                .singleElement()
                .satisfies(letter -> assertThat(letter.attempts()).isEqualTo(1));
    }
}
