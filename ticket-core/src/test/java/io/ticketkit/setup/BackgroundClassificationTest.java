package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunOutcome;
import io.ticketkit.Source;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.testkit.Fixtures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a kit with background classification is wired, driven and closed. */
class BackgroundClassificationTest {
    private static final Classifier SURE = request -> Optional.of(
            Classification.builder(Source.LLM).priority(Priority.HIGH, 0.9).build());

    private static TicketKitBuilder kit(TicketStorage storage, Classifier classifier) {
        return TicketKit.builder()
                .storage(storage)
                .offlineClassifier(Fixtures.plainClassifier())
                .classifier(classifier);
    }

    private static Ticket submit(TicketKit kit, String title) {
        return kit.as(Actor.staff("agent")).submit(TicketDraft.of(title, "Details."));
    }

    private static Priority priority(TicketKit kit, TicketId id) {
        return kit.as(Actor.staff("agent")).find(id).orElseThrow().priority();
    }

    /** Says it joins, or goes away when told to. */
    private static final class Odd implements TicketStorage {
        private final TicketStorage inner = new InMemoryTicketStorage();
        private final boolean joins;
        private final AtomicBoolean gone = new AtomicBoolean();
        private final AtomicInteger refused = new AtomicInteger();

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
                refused.incrementAndGet();
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

    @Test
    void whatIsMissingIsSaidWhenTheKitIsBuilt() {
        BackgroundClassification onTick = BackgroundClassification.onTick();
        assertThatIllegalStateException()
                .isThrownBy(() -> TicketKit.builder()
                        .storage(new InMemoryTicketStorage())
                        .backgroundClassification(onTick)
                        .build())
                .withMessageContaining("classifier(…)");
        assertThatIllegalStateException()
                .isThrownBy(() -> kit(new Odd(true), SURE)
                        .backgroundClassification(onTick)
                        .build())
                .withMessageContaining("transactionRunner(…)");
        assertThatIllegalStateException()
                .isThrownBy(() -> kit(new Odd(false), SURE)
                        .transactionRunner(Runnable::run)
                        .build())
                .withMessageContaining("joining storage");
        try (TicketKit inline = kit(new InMemoryTicketStorage(), SURE).build()) {
            assertThatIllegalStateException()
                    .isThrownBy(inline::classificationWorker)
                    .withMessageContaining("backgroundClassification(");
        }
    }

    @Test
    void settingsHaveLimits() {
        BackgroundClassification onTick = BackgroundClassification.onTick();
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(2))) {
            assertThatIllegalArgumentException().isThrownBy(() -> onTick.every(wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> onTick.callsAtOnce(0));
        assertThatIllegalArgumentException().isThrownBy(() -> onTick.callsAtOnce(33));
    }

    @Test
    void joiningItChangesTicketsOnlyInTransactionsOfTheRunner() {
        AtomicInteger transactions = new AtomicInteger();
        Odd storage = new Odd(true);
        try (TicketKit kit = kit(storage, SURE)
                .backgroundClassification(BackgroundClassification.onTick())
                .transactionRunner(work -> {
                    transactions.incrementAndGet();
                    work.run();
                })
                .build()) {
            Ticket ticket = submit(kit, "Printer");
            assertThat(transactions).hasValue(0);

            assertThat(kit.classificationWorker().tick()).isEqualTo(1);

            assertThat(priority(kit, ticket.id())).isEqualTo(Priority.HIGH);
            // look for lost ones, claim, apply
            assertThat(transactions).hasValue(3);
        }
    }

    @Test
    void aRunnerThatDoesNotRunIsFoundOut() {
        try (TicketKit kit = kit(new Odd(true), SURE)
                .backgroundClassification(BackgroundClassification.onTick())
                .transactionRunner(work -> {})
                .build()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> kit.classificationWorker().tick())
                    .withMessageContaining("TransactionRunner");
        }
    }

    @Test
    void aTickAsksForSeveralAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        Classifier together = request -> {
            both.countDown();
            both.await();
            return SURE.classify(request);
        };
        try (TicketKit kit = kit(new InMemoryTicketStorage(), together)
                .classificationTime(Duration.ofMinutes(1))
                .backgroundClassification(BackgroundClassification.onTick().callsAtOnce(2))
                .build()) {
            List<Ticket> tickets = List.of(submit(kit, "One"), submit(kit, "Two"), submit(kit, "Three"));

            assertThat(kit.classificationWorker().tick()).isEqualTo(2);

            assertThat(tickets)
                    .extracting(ticket -> priority(kit, ticket.id()))
                    .containsExactlyInAnyOrder(Priority.HIGH, Priority.HIGH, Priority.MEDIUM);
        }
    }

    @Test
    void classifyStillAsksAtOnce() {
        try (TicketKit kit = kit(new InMemoryTicketStorage(), SURE)
                .backgroundClassification(BackgroundClassification.onTick())
                .build()) {
            Classification answer = kit.as(Actor.staff("agent")).classify("Printer", "It jams.");

            assertThat(answer.priority().orElseThrow().value()).isEqualTo(Priority.HIGH);
        }
    }

    @Test
    void aStorageThatIsGoneIsTheCallersToKnow() {
        Odd storage = new Odd(false);
        try (TicketKit kit = kit(storage, SURE)
                .backgroundClassification(BackgroundClassification.onTick())
                .build()) {
            submit(kit, "Printer");
            storage.gone.set(true);
            assertThatThrownBy(() -> kit.classificationWorker().tick()).isInstanceOf(StorageException.class);
        }
    }

    @Test
    void theExecutorsThreadsWorkUntilTheKitIsClosed() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setRemoveOnCancelPolicy(true);
        Odd storage = new Odd(false);
        try (TicketKit kit = kit(storage, SURE)
                .backgroundClassification(BackgroundClassification.on(executor).every(Duration.ofMillis(5)))
                .build()) {
            Ticket first = submit(kit, "One");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> priority(kit, first.id()) == Priority.HIGH);

            // an outage does not end the schedule
            storage.gone.set(true);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> storage.refused.get() > 1);
            storage.gone.set(false);
            Ticket second = submit(kit, "Two");
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> priority(kit, second.id()) == Priority.HIGH);
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> executor.getQueue().isEmpty() && executor.getActiveCount() == 0);
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdownNow();
    }

    @Test
    void closingInterruptsTheCallAndWaitsForNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        Classifier endless = request -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return Optional.empty();
        };
        InMemoryTicketStorage shared = new InMemoryTicketStorage();
        TicketKit kit = kit(shared, endless)
                .classificationTime(Duration.ofMinutes(10))
                .backgroundClassification(BackgroundClassification.on(executor).every(Duration.ofMillis(5)))
                .build();
        Ticket ticket = submit(kit, "Printer");
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

        kit.close();

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
        executor.shutdown();
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        // this storage outlives the kit, so the interrupted attempt is on record and the next one waits
        try (TicketKit reader = kit(shared, SURE).build()) {
            TicketService staff = reader.as(Actor.staff("agent"));
            assertThat(staff.runs().ofTicket(ticket.id(), PageRequest.first()).items())
                    .extracting(ClassificationRun::outcome)
                    .containsExactly(RunOutcome.ANSWERED, RunOutcome.FAILED, RunOutcome.WAITING);
        }
    }
}
