package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Expected;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketId;
import io.ticketkit.setup.TicketKit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Nodes that deliver at once, while others write. */
interface OutboxRaceContract extends StorageContract {
    @Test
    default void nodesThatDeliverAtOnceKeepTheOrderOfEachTicketAndRepeatNothing() {
        OutboxDesk desk = new OutboxDesk(harness());
        Set<TicketId> atWork = ConcurrentHashMap.newKeySet();
        AtomicInteger collisions = new AtomicInteger();
        OutboxDesk.Reaction reaction = event -> {
            if (!atWork.add(event.ticketId())) {
                collisions.incrementAndGet();
            }
            Thread.onSpinWait();
            atWork.remove(event.ticketId());
        };
        List<TicketKit> kits = IntStream.range(0, 4)
                .mapToObj(number ->
                        desk.kit(number % 2, reaction, outbox -> outbox.batch(4).callsAtOnce(2), b -> {}))
                .toList();
        List<Ticket> tickets = IntStream.range(0, 6)
                .mapToObj(number -> desk.submit(kits.get(number % 4), "Ticket " + number))
                .toList();
        int all = 6 * 6;

        List<Outcome<Integer>> outcomes = Desk.atOnce(6, number -> {
            if (number < 2) {
                for (int round = 0; round < 5; round++) {
                    for (int i = number; i < tickets.size(); i += 2) {
                        desk.staff(kits.get(number))
                                .update(
                                        tickets.get(i).id(),
                                        Expected.any(),
                                        TicketChange.builder()
                                                .title("Round " + round)
                                                .build());
                    }
                }
                return 0;
            }
            TicketKit kit = kits.get(number - 2);
            int settled = 0;
            while (desk.heard().size() < all) {
                settled += kit.outboxWorker().tick();
            }
            return settled;
        });

        assertThat(outcomes.stream().mapToInt(Outcome::get).sum()).isEqualTo(all);
        assertThat(collisions).hasValue(0);
        List<Long> inOrder = LongStream.rangeClosed(1, 6).boxed().toList();
        assertThat(tickets).allSatisfy(ticket -> assertThat(desk.heard(ticket)).isEqualTo(inOrder));
        assertThat(desk.heard()).hasSize(all);
        assertThat(desk.backlog(kits.get(0)).waiting()).isZero();
    }

    @Test
    default void oneDeadLetterIsReplayedOnce() {
        OutboxDesk desk = new OutboxDesk(harness());
        TicketKit failing = desk.kit(
                0,
                event -> {
                    throw new IllegalStateException("no");
                },
                outbox -> outbox.attempts(1),
                builder -> {});
        Ticket ticket = desk.submit(failing, "Printer");
        OutboxDesk.deliver(failing);
        List<TicketKit> kits = List.of(desk.kit(0), desk.kit(1));

        List<Outcome<Boolean>> replayed =
                Desk.atOnce(4, number -> kits.get(number % 2).outbox().replay(desk.handler(), ticket.id(), 1));

        assertThat(replayed).extracting(Outcome::get).containsOnlyOnce(true);
        OutboxDesk.deliver(kits.get(0));
        assertThat(desk.heard(ticket)).containsExactly(1L);
    }
}
