package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.StorageException;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketService;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How a kit that learns is wired, driven and closed. */
class LearningTest {
    private static Learning learning() {
        return Learning.of(LearningClassifier.create());
    }

    private static void submitLabelled(TicketKit kit, String title) {
        kit.as(Actor.staff("agent"))
                .submit(Fixtures.draft(title).category("billing").build());
    }

    /** Says it joins, goes away when told to, and counts. */
    private static final class Odd implements TicketStorage {
        private final TicketStorage inner = new InMemoryTicketStorage();
        private final boolean joins;
        private final AtomicBoolean gone = new AtomicBoolean();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicBoolean inRunner = new AtomicBoolean();
        private final AtomicInteger outsideRunner = new AtomicInteger();

        Odd(boolean joins) {
            this.joins = joins;
        }

        private void runner(Runnable work) {
            inRunner.set(true);
            work.run();
            inRunner.set(false);
        }

        private void called() {
            if (gone.get()) {
                refused.incrementAndGet();
                throw new StorageUnavailableException(null);
            }
            if (!inRunner.get()) {
                outsideRunner.incrementAndGet();
            }
        }

        @Override
        public <T> T read(Function<? super TicketReader, ? extends T> work) {
            called();
            return inner.read(work);
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            called();
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

        /** Those whose round is not over, however long one waits: asked without claiming them. */
        List<ModelWriter.Round> neverSeen() {
            Instant never = Instant.EPOCH;
            return inner.write(writer -> writer.models().claim(never, never, 10));
        }
    }

    @Test
    void whatIsMissingIsSaidWhenTheKitIsBuilt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TicketKit.builder()
                        .storage(new Odd(true))
                        .learning(learning())
                        .build())
                .withMessageContaining("transactionRunner(…)");
        try (TicketKit without =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            assertThatIllegalStateException()
                    .isThrownBy(without::learningWorker)
                    .withMessageContaining("learning(");
        }
    }

    @Test
    void settingsHaveLimits() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(8))) {
            assertThatIllegalArgumentException().isThrownBy(() -> learning().every(wrong));
        }
        assertThat(learning().pause()).isEqualTo(Duration.ofSeconds(30));
        assertThat(learning().every(Duration.ofSeconds(2)).pause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void joiningItReadsAndStoresOnlyInTransactionsOfTheRunner() {
        Odd storage = new Odd(true);
        try (TicketKit kit = TicketKit.builder()
                .storage(storage)
                .learning(learning())
                .transactionRunner(storage::runner)
                .build()) {
            submitLabelled(kit, "Invoice");
            int before = storage.outsideRunner.get();

            assertThat(kit.learningWorker().tick()).isEqualTo(1);

            assertThat(storage.outsideRunner).hasValue(before);
        }
    }

    @Test
    void aStorageThatIsGoneIsTheCallersToKnow() {
        Odd storage = new Odd(false);
        try (TicketKit kit =
                TicketKit.builder().storage(storage).learning(learning()).build()) {
            storage.gone.set(true);
            assertThatThrownBy(() -> kit.learningWorker().tick()).isInstanceOf(StorageException.class);
        }
    }

    @Test
    void whatWasLearnedIsForThoseWhoSeeRuns() {
        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .learning(learning())
                .build()) {
            assertThat(kit.as(Actor.staff("agent")).models()).isEmpty();
            TicketService requester = kit.as(Actor.requester("rita"));
            assertThatThrownBy(requester::models).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void theExecutorsThreadsLearnUntilTheKitIsClosed() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        executor.setRemoveOnCancelPolicy(true);
        Odd storage = new Odd(false);
        try (TicketKit kit = TicketKit.builder()
                .storage(storage)
                .learning(learning().on(executor).every(Duration.ofSeconds(1)))
                .build()) {
            submitLabelled(kit, "Invoice");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> storage.neverSeen().isEmpty());

            // an outage does not end the schedule
            storage.gone.set(true);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> storage.refused.get() > 1);
            storage.gone.set(false);
            kit.forTenant("other")
                    .as(Actor.staff("agent"))
                    .submit(Fixtures.draft("Invoice").category("billing").build());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> storage.neverSeen().isEmpty());
        }
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> executor.getQueue().isEmpty() && executor.getActiveCount() == 0);
        assertThat(executor.isShutdown()).isFalse();
        executor.shutdownNow();
    }
}
