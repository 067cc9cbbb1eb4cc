package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.RunOutcome;
import io.ticketkit.Source;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TryAgainLaterException;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.JobChange;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.testkit.ProcessingDesk.Helpdesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sources, sinks, models and processes fail, and nodes work at the same time. */
interface ProcessingTroubleContract extends StorageContract {
    private ProcessingDesk processing() {
        return new ProcessingDesk(harness());
    }

    private static Classifier answering() {
        return request -> Optional.of(ProcessingDesk.answer());
    }

    @Test
    default void aSourceThatFailsIsTriedAgainAndThenTheJobStops() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(4);
        helpdesk.readable = false;
        ProcessingOptions options = ProcessingDesk.options().attempts(3).build();

        ProcessingProgress stopped = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run();

        assertThat(stopped.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(stopped.failure()).contains(ProcessingFailure.SOURCE);
        assertThat(helpdesk.reads).hasValue(3);
        helpdesk.readable = true;
        assertThat(processor
                        .job("import", ProcessingInput.source(helpdesk), options)
                        .run()
                        .done())
                .isEqualTo(4);
        assertThat(processor.progress("import").orElseThrow().failure()).isEmpty();
    }

    @Test
    default void aSinkThatFailsIsToldWhenTheJobIsRunAgainAndTheModelIsNotAskedAgain() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(4);
        helpdesk.writable = false;
        ProcessingOptions options = ProcessingDesk.options().sink(helpdesk).build();
        List<ProcessedTicket> told = new ArrayList<>();

        ProcessingProgress stopped = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run(told::add);

        assertThat(stopped.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(stopped.failure()).contains(ProcessingFailure.SINK);
        assertThat(stopped.unwritten()).isEqualTo(4);
        assertThat(told).extracting(ProcessedTicket::outcome).containsOnly(ProcessingOutcome.UNWRITTEN);
        assertThat(helpdesk.written).hasSize(4).values().containsOnly(2);
        assertThat(processor.troubles("import", PageRequest.first()).items())
                .extracting(one -> one.detail().orElse(""))
                .containsOnly("java.lang.IllegalStateException")
                .hasSize(4);
        helpdesk.writable = true;
        ProcessingProgress done = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run(told::add);
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(4);
        assertThat(desk.asked()).hasSize(4).values().containsOnly(1);
        assertThat(helpdesk.written).hasSize(4).values().containsOnly(3);
        assertThat(told.subList(4, 8)).allSatisfy(one -> {
            assertThat(one.cost()).isEqualByComparingTo(ProcessingDesk.PRICE);
            assertThat(one.source()).contains(Source.LLM);
        });
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(4));
    }

    @Test
    default void aSinkThatAsksForAPauseGetsIt() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(2);
        AtomicInteger calls = new AtomicInteger();
        ProcessingOptions options = ProcessingDesk.options()
                .attempts(3)
                .sink(found -> {
                    if (calls.incrementAndGet() <= 2) {
                        throw new TryAgainLaterException(Duration.ofMillis(300));
                    }
                })
                .build();

        ProcessingProgress done = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run();

        assertThat(done.done()).isEqualTo(2);
        assertThat(calls).hasValue(4);
        assertThat(done.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    default void withoutTheModelTheOfflineClassifierAnswers() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0, BackgroundDesk.failing(FailureReason.SERVER_ERROR)));
        List<ProcessedTicket> told = new ArrayList<>();

        ProcessingProgress done = processor
                .job(
                        "import",
                        ProcessingInput.source(new Helpdesk(3)),
                        ProcessingDesk.options().build())
                .run(told::add);

        assertThat(done.done()).isEqualTo(3);
        assertThat(done.unknownCosts()).isEqualTo(3);
        assertThat(done.lost()).isZero();
        assertThat(told).allSatisfy(one -> {
            assertThat(one.source()).contains(Source.RULE);
            assertThat(one.unknownCosts()).isEqualTo(1);
        });
    }

    @Test
    default void whoWaitsForTheModelAsksItAgain() {
        ProcessingDesk desk = processing();
        AtomicInteger calls = new AtomicInteger();
        TicketProcessor processor = desk.processor(desk.kit(0, request -> {
            if (calls.incrementAndGet() <= 2) {
                throw new ClassificationException(FailureReason.RATE_LIMITED, "failed", null, null);
            }
            return Optional.of(ProcessingDesk.answer());
        }));
        ProcessingOptions waiting = ProcessingDesk.options()
                .attempts(3)
                .withoutModel(ProcessingOptions.WithoutModel.WAIT)
                .build();
        List<ProcessedTicket> told = new ArrayList<>();

        ProcessingProgress done = processor
                .job("import", ProcessingInput.source(new Helpdesk(1)), waiting)
                .run(told::add);

        assertThat(done.done()).isEqualTo(1);
        assertThat(told.get(0).source()).contains(Source.LLM);
        assertThat(told.get(0).unknownCosts()).isEqualTo(2);
        assertThat(done.unknownCosts()).isEqualTo(2);
        assertThat(desk.runs(desk.tickets().get(0)).map(ClassificationRun::source))
                .containsExactlyInAnyOrder(Source.RULE, Source.LLM, Source.LLM, Source.LLM);
    }

    @Test
    default void whoHasNoPlaceAtTheModelWaitsForOne() {
        ProcessingDesk desk = processing();
        AtomicInteger calls = new AtomicInteger();
        TicketProcessor processor = desk.processor(desk.kit(0, request -> {
            if (calls.incrementAndGet() <= 4) {
                throw new ClassificationException(FailureReason.BUSY, "busy", null, null);
            }
            return Optional.of(ProcessingDesk.answer());
        }));

        ProcessingProgress done = processor
                .job(
                        "import",
                        ProcessingInput.source(new Helpdesk(3)),
                        ProcessingDesk.options().build())
                .run();

        assertThat(done.done()).isEqualTo(3);
        assertThat(done.unknownCosts()).isZero();
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(3));
        assertThat(desk.tickets()).allSatisfy(ticket -> {
            assertThat(ticket.category().code()).isEqualTo("billing");
            assertThat(desk.runs(ticket)).hasSize(2);
        });
    }

    @Test
    default void whenTheBudgetIsSpentAWaitingJobStops() {
        ProcessingDesk desk = processing();
        ProcessingOptions waiting = ProcessingDesk.options()
                .withoutModel(ProcessingOptions.WithoutModel.WAIT)
                .build();
        ProcessingInput input = ProcessingInput.source(new Helpdesk(3));

        ProcessingProgress stopped = desk.processor(desk.kit(0, BackgroundDesk.failing(FailureReason.BUDGET_SPENT)))
                .job("import", input, waiting)
                .run();

        assertThat(stopped.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(stopped.failure()).contains(ProcessingFailure.BUDGET_SPENT);
        assertThat(stopped.waiting()).isEqualTo(3);
        assertThat(stopped.unknownCosts()).isZero();
        ProcessingProgress tomorrow =
                desk.processor(desk.kit(0)).job("import", input, waiting).run();
        assertThat(tomorrow.done()).isEqualTo(3);
    }

    @Test
    default void aTicketThatAListenerRefusesIsSetAside() {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(
                0,
                answering(),
                builder -> builder.beforeCommit(event -> {
                    boolean first = event instanceof TicketEvent.Submitted submitted
                            && submitted.ticket().title().equals("Problem 2");
                    boolean second = event instanceof TicketEvent.Updated updated
                            && updated.ticket().title().equals("Problem 5");
                    if (first || second) {
                        throw new IllegalStateException("a message that may be personal");
                    }
                }));
        TicketProcessor processor = desk.processor(kit);

        ProcessingProgress done = processor
                .job(
                        "import",
                        ProcessingInput.source(new Helpdesk(6)),
                        ProcessingDesk.options().build())
                .run();

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(4);
        assertThat(done.setAside()).isEqualTo(2);
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(5));
        List<ProcessedTicket> troubles =
                processor.troubles("import", PageRequest.first()).items();
        assertThat(troubles).extracting(one -> one.failure().orElseThrow()).containsOnly(ProcessingFailure.REFUSED);
        assertThat(troubles)
                .extracting(one -> one.detail().orElseThrow())
                .containsOnly("java.lang.IllegalStateException");
        assertThat(troubles.get(0).ticket()).isEmpty();
        assertThat(troubles.get(1).ticket()).isPresent();
        assertThat(desk.tickets()).hasSize(5);
    }

    @Test
    default void aCallThatWasUnderWayAtACrashIsRecordedAsLostAndMadeAgain() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(3);
        ProcessingOptions options = ProcessingDesk.options().build();
        AtomicInteger told = new AtomicInteger();
        processor
                .job("import", ProcessingInput.source(new Helpdesk(0)), options)
                .run();
        JobKey key = new JobKey(desk.desk().tenant(), "import");
        // what a node does that is killed while it asks about the first and the third
        Instant before = Instant.parse("2026-01-01T00:00:00Z");
        processor.job("import", ProcessingInput.source(helpdesk), options).run(one -> told.incrementAndGet());
        desk.on(0, jobs -> jobs.remove(key));
        ProcessingProgress staged = desk.processor(desk.kit(0, BackgroundDesk.failing(FailureReason.BUDGET_SPENT)))
                .job(
                        "import",
                        ProcessingInput.source(helpdesk),
                        ProcessingDesk.options()
                                .withoutModel(ProcessingOptions.WithoutModel.WAIT)
                                .build())
                .run();
        assertThat(staged.waiting()).isEqualTo(3);
        List<JobItem> killed = desk.on(0, jobs -> {
            JobLife life =
                    jobs.open(new JobLife(key, 1), "0".repeat(64), before).life();
            Instant end = Instant.now();
            return jobs.claim(life, new JobLease(7, end.plusSeconds(60), end.minusSeconds(1)), true, 2);
        });
        assertThat(killed)
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.lostSince()).isNull());

        ProcessingProgress done = desk.processor(desk.kit(1))
                .job("import", ProcessingInput.source(helpdesk), options)
                .run();

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.lost()).isEqualTo(2);
        assertThat(done.unknownCosts()).isEqualTo(2);
        List<ClassificationRun> lost = desk.tickets().stream()
                .flatMap(desk::runs)
                .filter(run -> run.failure().equals(Optional.of(FailureReason.LOST)))
                .toList();
        assertThat(lost).hasSize(2).allSatisfy(run -> {
            assertThat(run.isCostUnknown()).isTrue();
            assertThat(run.source()).isEqualTo(Source.LLM);
            assertThat(run.outcome()).isEqualTo(RunOutcome.FAILED);
        });
        // whoever comes back too late changes nothing
        JobItem late = killed.get(0);
        assertThat(desk.<Boolean>on(
                        0,
                        jobs -> jobs.change(
                                late, new JobChange(JobStage.WAITING, before, 0, null, null, JobSpending.NONE))))
                .isFalse();
        assertThat(desk.costOfRuns()).isEqualByComparingTo(ProcessingDesk.price(6));
    }

    @Test
    default void nodesShareAJobAndDoEachTicketOnce() {
        ProcessingDesk desk = processing();
        Helpdesk helpdesk = new Helpdesk(30);
        ProcessingOptions options = ProcessingDesk.options().sink(helpdesk).build();
        Classifier slow = request -> {
            Thread.sleep(5);
            return Optional.of(ProcessingDesk.answer());
        };
        List<TicketKit> kits = List.of(desk.kit(0, slow), desk.kit(1, slow));
        AtomicInteger told = new AtomicInteger();

        List<CompletableFuture<ProcessingProgress>> nodes = kits.stream()
                .map(kit -> ProcessingDesk.apart(() -> desk.processor(kit)
                        .job("import", ProcessingInput.source(helpdesk), options)
                        .run(one -> told.incrementAndGet())))
                .toList();
        nodes.forEach(CompletableFuture::join);

        ProcessingProgress done = desk.processor(kits.get(0)).progress("import").orElseThrow();
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(30);
        assertThat(done.lost()).isZero();
        assertThat(told).hasValue(30);
        assertThat(desk.tickets()).hasSize(30);
        assertThat(desk.asked()).hasSize(30).values().containsOnly(1);
        assertThat(helpdesk.written).hasSize(30).values().containsOnly(1);
        assertThat(desk.costOfRuns()).isEqualByComparingTo(ProcessingDesk.price(30));
    }

    @Test
    default void anErasedTicketIsSetAsideAndOneOfWhomSomethingIsThrownEndsTheRun() {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(0);
        List<Ticket> tickets = desk.desk().submit("One", "Two", "Three", "Four");
        ProcessingInput input = ProcessingInput.tickets(
                TicketQuery.builder().order(TicketOrder.OLDEST).build());
        ProcessingOptions options = ProcessingDesk.options().concurrency(1).build();

        assertThatThrownBy(
                        () -> desk.processor(kit).job("again", input, options).run(one -> {
                            throw new UnsupportedOperationException("told");
                        }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(desk.processor(kit).progress("again").orElseThrow().state()).isEqualTo(ProcessingState.CANCELLED);
        desk.desk().staff().erase(tickets.get(3).id());

        ProcessingProgress done =
                desk.processor(kit).job("again", input, options).run();

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.setAside()).isEqualTo(1);
        assertThat(desk.processor(kit).troubles("again", PageRequest.first()).items())
                .allSatisfy(one -> {
                    assertThat(one.failure()).contains(ProcessingFailure.NOT_FOUND);
                    assertThat(one.ticket()).isEmpty();
                });
    }

    @Test
    default void aDatabaseThatIsGoneForAMomentIsWaitedForAndElseTheRunFails() {
        ProcessingDesk desk = processing();
        Outages outages = new Outages(harness());
        TicketKit kit = new ProcessingDesk(outages).kit(0);
        TicketProcessor processor = desk.processor(kit);
        ProcessingOptions options = ProcessingDesk.options().attempts(4).build();
        // one piece of work may meet them all
        ProcessingOptions patient =
                ProcessingDesk.options().attempts(10 * 2 + 1).build();
        Helpdesk helpdesk = new Helpdesk(10);

        ProcessingProgress done = processor
                .job("import", ProcessingInput.source(helpdesk), patient)
                .run(one -> outages.left.set(2));
        assertThat(done.done()).isEqualTo(10);
        assertThat(desk.tickets()).hasSize(10);

        assertThatThrownBy(() -> processor
                        .job("second", ProcessingInput.source(helpdesk), options)
                        .run(one -> outages.left.set(Integer.MAX_VALUE)))
                .isInstanceOf(StorageUnavailableException.class);
        outages.left.set(0);
        assertThat(desk.processor(desk.kit(1)).progress("second").orElseThrow().read())
                .isPositive();
    }
}
