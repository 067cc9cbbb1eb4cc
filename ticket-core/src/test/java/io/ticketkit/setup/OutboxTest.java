package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.DeadLetter;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.PageRequest;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketDraft;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a kit with an outbox is wired, driven and closed. */
class OutboxTest {
    /** Says it joins, or goes away when told to. */
    private static final class Odd implements TicketStorage {
        private final TicketStorage inner = new InMemoryTicketStorage();
        private final boolean joins;
        private final AtomicBoolean gone = new AtomicBoolean();

        Odd(boolean joins) {
            this.joins = joins;
        }

        @Override
        public <T> T read(Function<? super TicketReader, ? extends T> work) {
            return inner.read(work);
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            if (gone.get()) {
                throw new StorageUnavailableException(null);
            }
            return inner.write(work);
        }

        @Override
        public boolean joins() {
            return joins;
        }

        @Override
        public void close() {
            gone.set(true);
        }
    }

    private interface Reaction {
        void to(OutboxEvent event) throws Exception;
    }

    private static OutboxHandler handler(String name, Reaction reaction) {
        return new OutboxHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void handle(OutboxEvent event) throws Exception {
                reaction.to(event);
            }
        };
    }

    private static Outbox to(Reaction reaction) {
        return Outbox.to(handler("mail", reaction));
    }

    private static TicketKit kit(TicketStorage storage, Outbox outbox) {
        return TicketKit.builder()
                .storage(storage)
                .offlineClassifier(Fixtures.plainClassifier())
                .outbox(outbox)
                .build();
    }

    private static void submit(TicketKit kit, int times) {
        for (int i = 0; i < times; i++) {
            kit.as(Actor.staff("agent")).submit(TicketDraft.of("Printer " + i, "Details."));
        }
    }

    @Test
    void joiningItNeedsTransactionsOfItsOwn() {
        Outbox outbox = to(event -> {});
        assertThatIllegalStateException()
                .isThrownBy(() -> kit(new Odd(true), outbox))
                .withMessageContaining("outbox(…)")
                .withMessageContaining("transactionRunner(…)");
    }

    @Test
    void settingsHaveLimits() {
        Outbox outbox = to(event -> {});
        for (Runnable wrong : List.<Runnable>of(
                () -> Outbox.to(),
                () -> Outbox.to(handler("", event -> {})),
                () -> Outbox.to(handler("with space", event -> {})),
                () -> Outbox.to(handler("x".repeat(65), event -> {})),
                () -> Outbox.to(handler("mail", event -> {}), handler("mail", event -> {})),
                () -> outbox.batch(0),
                () -> outbox.batch(501),
                () -> outbox.callsAtOnce(0),
                () -> outbox.callsAtOnce(33),
                () -> outbox.attempts(0),
                () -> outbox.attempts(101),
                () -> outbox.every(Duration.ofMillis(9)),
                () -> outbox.every(Duration.ofDays(2)),
                () -> outbox.handlerTime(Duration.ZERO),
                () -> outbox.handlerTime(Duration.ofHours(2)),
                () -> outbox.lease(Duration.ofMillis(999)),
                () -> outbox.lease(Duration.ofDays(2)),
                () -> outbox.backOff(Duration.ZERO, Duration.ofDays(1)),
                () -> outbox.backOff(Duration.ofMinutes(2), Duration.ofMinutes(1)),
                () -> outbox.backOff(Duration.ofMinutes(2), Duration.ofDays(8)))) {
            assertThatIllegalArgumentException().isThrownBy(wrong::run);
        }
        Outbox tooShort = outbox.handlerTime(Duration.ofMinutes(2));
        assertThatIllegalStateException()
                .isThrownBy(() -> kit(new InMemoryTicketStorage(), tooShort))
                .withMessageContaining("lease");
    }

    @Test
    void onAnExecutorItDeliversByItselfUntilTheKitIsClosed() {
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        Queue<Long> heard = new ConcurrentLinkedQueue<>();
        InMemoryTicketStorage storage = new InMemoryTicketStorage();
        try (TicketKit kit = kit(
                storage,
                Outbox.to(
                                handler("a", event -> heard.add(event.ticketId().value())),
                                handler(
                                        "b",
                                        event -> heard.add(-event.ticketId().value())))
                        .on(executor)
                        .every(Duration.ofMillis(10)))) {
            submit(kit, 40);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> heard.size() == 80);
        }
        assertThat(heard).doesNotHaveDuplicates();
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdownNow();
    }

    @Test
    void aHandlerThatTakesTooLongIsInterruptedAndHasFailed() {
        AtomicBoolean interrupted = new AtomicBoolean();
        Outbox outbox = to(event -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                })
                .handlerTime(Duration.ofMillis(100))
                .attempts(1);
        try (TicketKit kit = kit(new InMemoryTicketStorage(), outbox)) {
            submit(kit, 1);

            assertThat(kit.outboxWorker().tick()).isEqualTo(1);

            Awaitility.await().atMost(Duration.ofMinutes(1)).untilTrue(interrupted);
            assertThat(kit.outbox().deadLetters("mail", PageRequest.first()).items())
                    .extracting(DeadLetter::failure)
                    .containsExactly("timeout");
        }
    }

    @Test
    void whatCouldNotBeginInTimeIsGivenBack() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean stuck = new AtomicBoolean(true);
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        Outbox outbox = to(event -> {
                    while (stuck.get()) {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            // does not heed it
                        }
                    }
                    attempts.add(event.attempt());
                })
                .callsAtOnce(1)
                .handlerTime(Duration.ofMillis(100))
                .lease(Duration.ofSeconds(1))
                .backOff(Duration.ofMillis(1), Duration.ofMillis(1));
        try (TicketKit kit = kit(new InMemoryTicketStorage(), outbox)) {
            submit(kit, 3);

            assertThat(kit.outboxWorker().tick()).isEqualTo(1);
            assertThat(kit.outbox().backlog().get(0).waiting()).isEqualTo(3);

            stuck.set(false);
            end.countDown();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> attempts.size() == 1);
            attempts.clear();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                kit.outboxWorker().tick();
                return kit.outbox().backlog().get(0).waiting() == 0;
            });
            assertThat(attempts).containsExactlyInAnyOrder(1, 1, 2);
        }
    }

    @Test
    void closingWaitsForWhatIsAtWorkAndLeavesTheRest() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        Queue<Long> heard = new ConcurrentLinkedQueue<>();
        InMemoryTicketStorage storage = new InMemoryTicketStorage();
        Outbox slow = to(event -> {
                    begun.countDown();
                    closing.await();
                    heard.add(event.ticketId().value());
                })
                .callsAtOnce(1);
        TicketKit kit = kit(storage, slow);
        submit(kit, 2);
        CompletableFuture<Integer> tick = CompletableFuture.supplyAsync(kit.outboxWorker()::tick);
        begun.await();
        Thread close = new Thread(kit::close);
        close.start();
        // it lets nobody in any more, and waits for the handler
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> close.getState() == Thread.State.TIMED_WAITING);
        assertThat(heard).isEmpty();
        closing.countDown();
        close.join();

        assertThat(tick.get(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(heard).hasSize(1);
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        try (TicketKit next = kit(storage, to(event -> attempts.add(event.attempt())))) {
            assertThat(next.outboxWorker().tick()).isEqualTo(1);
            assertThat(attempts).containsExactly(1);
        }
    }

    @Test
    void aStorageThatFailsFailsTheTickAndLosesNothing() {
        Odd storage = new Odd(false);
        Queue<Long> heard = new ConcurrentLinkedQueue<>();
        try (TicketKit kit = kit(storage, to(event -> heard.add(event.number())))) {
            submit(kit, 1);
            storage.gone.set(true);
            assertThatThrownBy(kit.outboxWorker()::tick).isInstanceOf(StorageUnavailableException.class);
            storage.gone.set(false);
            assertThat(kit.outboxWorker().tick()).isEqualTo(1);
            assertThat(heard).containsExactly(1L);
        }
    }
}
