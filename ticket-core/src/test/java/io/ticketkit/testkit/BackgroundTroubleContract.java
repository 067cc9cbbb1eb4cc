package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.Priority;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunValue;
import io.ticketkit.Source;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketEvent;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What goes wrong between queueing, asking and applying. */
interface BackgroundTroubleContract extends StorageContract {
    private BackgroundDesk background() {
        return new BackgroundDesk(harness());
    }

    /** A storage that can be taken away. */
    final class Failing extends WrappedStorage {
        private final AtomicBoolean gone;

        private Failing(TicketStorage inner, AtomicBoolean gone) {
            super(inner);
            this.gone = gone;
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            if (gone.get()) {
                throw new StorageUnavailableException(null);
            }
            return super.write(work);
        }
    }

    @Test
    default void aCrashBetweenCallAndResultCostsOneMoreCall() throws Exception {
        BackgroundDesk desk = background();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        TicketKit crashed = desk.kit(0, request -> {
            asked.countDown();
            late.await();
            return Optional.of(
                    Classification.builder(Source.LLM).category("account", 0.99).build());
        });
        TicketKit next = desk.kit(1, request -> Optional.of(BackgroundDesk.answer()));
        Ticket ticket = desk.submit(crashed, "Invoice");
        FutureTask<Integer> tick =
                new FutureTask<>(() -> crashed.classificationWorker().tick());
        Thread thread = new Thread(tick, "crashed");
        thread.setDaemon(true);
        thread.start();
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.STARTED);
        assertThat(desk.modelRuns(ticket).get(0).isCostUnknown()).isTrue();
        assertThat(next.classificationWorker().tick()).isZero();

        desk.desk().clock().advance(Duration.ofHours(2));
        assertThat(next.classificationWorker().tick()).isEqualTo(2);

        assertThat(desk.found(ticket).category().code()).isEqualTo("billing");
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.FAILED, RunOutcome.ANSWERED);
        ClassificationRun lost = desk.modelRuns(ticket).get(0);
        assertThat(lost.failure()).contains(FailureReason.LOST);
        assertThat(lost.isCostUnknown()).isTrue();

        // it was only slow
        late.countDown();
        tick.get(1, TimeUnit.MINUTES);
        assertThat(desk.found(ticket).category().code()).isEqualTo("billing");
        assertThat(desk.found(ticket).version()).isEqualTo(2);
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.FAILED, RunOutcome.ANSWERED);
        assertThat(desk.asked()).hasSize(2);
    }

    @Test
    default void aResultThatCannotBeStoredIsAskedForAgain() {
        BackgroundDesk desk = background();
        AtomicBoolean gone = new AtomicBoolean();
        TicketKit unlucky = desk.kit(
                0,
                request -> {
                    gone.set(true);
                    return Optional.of(BackgroundDesk.answer());
                },
                builder -> builder.storage(new Failing(desk.storage(0), gone)));
        TicketKit kit = desk.kit(1, request -> Optional.of(BackgroundDesk.answer()));
        Ticket ticket = desk.submit(unlucky, "Invoice");

        assertThat(unlucky.classificationWorker().tick()).isZero();
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.STARTED);

        gone.set(false);
        desk.desk().clock().advance(Duration.ofHours(2));
        assertThat(kit.classificationWorker().tick()).isEqualTo(2);
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.FAILED, RunOutcome.ANSWERED);
        assertThat(desk.found(ticket).category().code()).isEqualTo("billing");
    }

    @Test
    default void aTextThatKillsItsWorkersIsGivenUp() {
        BackgroundDesk desk = background();
        AtomicBoolean gone = new AtomicBoolean();
        TicketKit dying = desk.kit(
                0,
                request -> {
                    gone.set(true);
                    return Optional.empty();
                },
                builder -> builder.storage(new Failing(desk.storage(0), gone)));
        Ticket ticket = desk.submit(dying, "Poison");

        for (int i = 0; i < 5; i++) {
            dying.classificationWorker().tick();
            gone.set(false);
            desk.desk().clock().advance(Duration.ofHours(2));
        }

        assertThat(desk.asked()).hasSize(3);
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.FAILED, RunOutcome.FAILED, RunOutcome.FAILED);
    }

    @Test
    default void aFailureThatPassesIsTriedAgainLaterThreeTimesInAll() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, BackgroundDesk.failing(FailureReason.RATE_LIMITED));
        Ticket ticket = desk.submit(kit, "Invoice");

        for (Duration pause : new Duration[] {Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10)}) {
            desk.desk().clock().advance(pause);
            assertThat(kit.classificationWorker().tick()).isEqualTo(1);
            desk.desk().clock().advance(Duration.ofSeconds(30));
            assertThat(kit.classificationWorker().tick()).isZero();
        }

        desk.desk().clock().advance(Duration.ofDays(30));
        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.modelRuns(ticket))
                .hasSize(3)
                .allSatisfy(run -> assertThat(run.failure()).contains(FailureReason.RATE_LIMITED));
        assertThat(desk.found(ticket).version()).isEqualTo(1);
    }

    @Test
    default void aFailureThatStaysIsNotTriedAgain() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, BackgroundDesk.failing(FailureReason.INVALID_REQUEST));
        Ticket ticket = desk.submit(kit, "Invoice");

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);

        desk.desk().clock().advance(Duration.ofDays(30));
        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.FAILED);
    }

    @Test
    default void whileNothingIsCalledTheRunGoesOnWaiting() {
        BackgroundDesk desk = background();
        TicketKit open = desk.kit(0, BackgroundDesk.failing(FailureReason.CIRCUIT_OPEN));
        Ticket ticket = desk.submit(open, "Invoice");

        for (int i = 0; i < 5; i++) {
            assertThat(open.classificationWorker().tick()).isZero();
            assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.WAITING);
            assertThat(desk.modelRuns(ticket).get(0).isCostUnknown()).isFalse();
            desk.desk().clock().advance(Duration.ofMinutes(1));
        }
        assertThat(desk.asked()).hasSize(5);

        TicketKit closed = desk.kit(0, request -> Optional.of(BackgroundDesk.answer()));
        assertThat(closed.classificationWorker().tick()).isEqualTo(1);
        assertThat(desk.outcomes(ticket)).containsExactly(RunOutcome.ANSWERED);
    }

    @Test
    default void aSpentBudgetWaitsForTheNextDay() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, BackgroundDesk.failing(FailureReason.BUDGET_SPENT));
        Ticket ticket = desk.submit(kit, "Invoice");

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        assertThat(desk.outcomes(ticket)).containsExactlyInAnyOrder(RunOutcome.FAILED, RunOutcome.WAITING);

        desk.desk().clock().set(Instant.parse("2026-03-01T23:59:59Z"));
        assertThat(kit.classificationWorker().tick()).isZero();
        desk.desk().clock().set(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
    }

    @Test
    default void aFailedAttemptAtAnOldTextIsNotRepeated() {
        BackgroundDesk desk = background();
        TicketKit plain = desk.kit(0, request -> Optional.empty());
        Ticket ticket = desk.submit(plain, "Invoice");
        TicketKit kit = desk.kit(0, request -> {
            if (request.title().equals(Optional.of("Invoice"))) {
                desk.staff(plain)
                        .update(
                                ticket.id(),
                                Expected.any(),
                                TicketChange.builder().title("Parcel").build());
                throw new TimeoutException();
            }
            return Optional.of(BackgroundDesk.answer());
        });

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        // the one for the new text is due at once
        assertThat(kit.classificationWorker().tick()).isEqualTo(1);
        desk.desk().clock().advance(Duration.ofDays(1));
        assertThat(kit.classificationWorker().tick()).isZero();
        assertThat(desk.asked()).containsExactly("Invoice", "Parcel");
    }

    @Test
    default void oneFailureKeepsNothingFromTheOthers() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(0, request -> {
            if (request.title().equals(Optional.of("Bad"))) {
                throw new StackOverflowError();
            }
            return Optional.of(BackgroundDesk.answer());
        });
        Ticket bad = desk.submit(kit, "Bad");
        Ticket good = desk.submit(kit, "Good");

        assertThat(kit.classificationWorker().tick()).isEqualTo(2);

        assertThat(desk.found(good).priority()).isEqualTo(Priority.HIGH);
        assertThat(desk.outcomes(bad)).containsExactly(RunOutcome.FAILED);
    }

    @Test
    default void anAnswerThatAListenerRefusesIsRecordedAndNotApplied() {
        BackgroundDesk desk = background();
        TicketKit kit = desk.kit(
                0,
                request -> Optional.of(BackgroundDesk.answer()),
                builder -> builder.beforeCommit(event -> {
                    if (event instanceof TicketEvent.Updated) {
                        throw new IllegalStateException("refused");
                    }
                }));
        Ticket ticket = desk.submit(kit, "Invoice");

        assertThat(kit.classificationWorker().tick()).isEqualTo(1);

        assertThat(desk.found(ticket).version()).isEqualTo(1);
        ClassificationRun run = desk.modelRuns(ticket).get(0);
        assertThat(run.outcome()).isEqualTo(RunOutcome.ANSWERED);
        assertThat(run.values().get(ClassifiedField.CATEGORY))
                .isEqualTo(new RunValue("billing", 0.95, Source.LLM, RunValue.Fate.OFFERED, null));
        desk.desk().clock().advance(Duration.ofDays(1));
        assertThat(kit.classificationWorker().tick()).isZero();
    }
}
