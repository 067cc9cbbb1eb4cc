package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Deadline;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.TicketId;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many events, some of them behind dead letters. Prints how fast they go: {@code -Doutbox.volume=10000}. */
class OutboxVolumeTest {
    private static final int EVENTS = Integer.getInteger("outbox.volume", 2_000);
    private static final int EACH = 20;
    private static final String HANDLER = "journal";

    static List<Supplier<TestDatabase>> databases() {
        return List.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    /** Takes all but those of some tickets. */
    private record Journal(AtomicInteger handled, Set<TicketId> refused) implements OutboxHandler {
        @Override
        public String name() {
            return HANDLER;
        }

        @Override
        public void handle(OutboxEvent event) {
            if (refused.contains(event.ticketId())) {
                throw new IllegalStateException("refused");
            }
            handled.incrementAndGet();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatWaitsBehindDeadLettersCostsTheOthersLittle(Supplier<TestDatabase> databases) {
        try (TestDatabase database = databases.get();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            AtomicInteger handled = new AtomicInteger();
            List<TicketId> longOnes = WaitingEvents.store(storage, HANDLER, 2, EVENTS / 2);
            TicketKit kit = TicketKit.builder()
                    .storage(storage)
                    .outbox(Outbox.to(new Journal(handled, Set.copyOf(longOnes)))
                            .attempts(1))
                    .build();
            deliver(kit);
            assertThat(handled).hasValue(0);
            assertThat(kit.outbox().backlog().get(0).held()).isEqualTo(EVENTS - 2L);

            WaitingEvents.store(storage, HANDLER, EVENTS / EACH, EACH);
            Deadline time = Deadline.after(Duration.ofHours(1));
            deliver(kit);

            assertThat(handled).hasValue(EVENTS / EACH * EACH);
            System.out.println("outbox on " + database + ": "
                    + EVENTS * 1000L / Math.max(1, time.elapsed().toMillis())
                    + " events a second, with as many behind dead letters");
            kit.close();
        }
    }

    private static void deliver(TicketKit kit) {
        while (kit.outboxWorker().tick() > 0) {
            // until nothing is due
        }
    }
}
