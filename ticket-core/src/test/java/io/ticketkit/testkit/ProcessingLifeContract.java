package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.ModelCall;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import io.ticketkit.ProcessingState;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.spi.JobChange;
import io.ticketkit.spi.JobEnd;
import io.ticketkit.spi.JobItem;
import io.ticketkit.spi.JobKey;
import io.ticketkit.spi.JobLease;
import io.ticketkit.spi.JobLife;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.JobRead;
import io.ticketkit.spi.JobSpending;
import io.ticketkit.spi.JobStage;
import io.ticketkit.spi.NewJobItem;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.testkit.ProcessingDesk.Helpdesk;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Jobs begin, are forgotten and begin anew; what is late is refused; and the numbers are right all the time. */
interface ProcessingLifeContract extends StorageContract {
    private ProcessingDesk processing() {
        return new ProcessingDesk(harness());
    }

    private static ProcessingInput oldestFirst() {
        return ProcessingInput.tickets(
                TicketQuery.builder().order(TicketOrder.OLDEST).build());
    }

    private static JobLease lease(long token, Instant now) {
        return new JobLease(token, now, now.plusSeconds(60));
    }

    private static JobItem staged(JobQueue jobs, JobLife life, Instant now, long token) {
        jobs.open(life, "0".repeat(64), now);
        JobRead read = jobs.claimRead(life, lease(token, now)).orElseThrow();
        assertThat(jobs.lockRead(read)).isTrue();
        jobs.add(
                read,
                List.of(new NewJobItem("t:1", new TicketId(1), JobStage.WAITING, null, null, JobSpending.NONE)),
                "end",
                true,
                now);
        return jobs.claim(life, lease(token, now), true, 5).get(0);
    }

    private static JobChange change(JobStage stage, Instant due) {
        return new JobChange(stage, due, 0, null, null, new JobSpending(BigDecimal.ONE, 1, 0, Duration.ofSeconds(1)));
    }

    @Test
    default void whatIsLateIsRefusedAndWhatIsSaidTwiceIsDoneOnce() {
        ProcessingDesk desk = processing();
        JobKey key = new JobKey(desk.desk().tenant(), "import");
        JobLife life = new JobLife(key, 11);
        Instant now = Instant.parse("2026-02-01T00:00:00Z");
        Instant later = now.plusSeconds(61);
        JobItem first = desk.on(0, jobs -> staged(jobs, life, now, 21));

        JobItem second = desk.on(1, jobs -> {
            assertThat(jobs.claim(life, lease(22, now.plusSeconds(59)), true, 5))
                    .isEmpty();
            return jobs.claim(life, lease(23, later), true, 5).get(0);
        });

        assertThat(second.lostSince()).isEqualTo(now);
        assertThat(desk.<Boolean>on(0, jobs -> jobs.isAt(first))).isFalse();
        assertThat(desk.<Boolean>on(0, jobs -> jobs.change(first, change(JobStage.DONE, later))))
                .isFalse();
        assertThat(desk.<Boolean>on(1, jobs -> jobs.isAt(second))).isTrue();
        assertThat(desk.<Boolean>on(1, jobs -> jobs.change(second, change(JobStage.CLASSIFIED, later.plusSeconds(60)))))
                .isTrue();
        // its answer was lost, and it is said again
        assertThat(desk.<Boolean>on(1, jobs -> jobs.change(second, change(JobStage.CLASSIFIED, later.plusSeconds(60)))))
                .isFalse();
        assertThat(desk.<Boolean>on(1, jobs -> jobs.isAt(second.changed()))).isTrue();
        assertThat(desk.<Boolean>on(1, jobs -> jobs.isAt(second))).isFalse();
        assertThat(desk.<Boolean>on(1, jobs -> jobs.change(second.changed(), change(JobStage.DONE, later))))
                .isTrue();
        assertThat(desk.<Boolean>on(1, jobs -> jobs.isAt(second.changed().changed())))
                .isTrue();
        ProcessingProgress done = desk.on(0, jobs -> jobs.progress(key).orElseThrow());
        assertThat(done.cost()).isEqualByComparingTo("2");
        assertThat(done.unknownCosts()).isEqualTo(3);
        assertThat(done.lost()).isEqualTo(1);
        assertThat(done.done()).isEqualTo(1);
    }

    @Test
    default void nothingOfAForgottenJobGetsIntoTheNextOneOfItsName() {
        ProcessingDesk desk = processing();
        JobKey key = new JobKey(desk.desk().tenant(), "import");
        JobLife before = new JobLife(key, 11);
        JobLife after = new JobLife(key, 12);
        Instant now = Instant.parse("2026-02-01T00:00:00Z");
        // the same claims, as it may be by chance
        JobItem late = desk.on(0, jobs -> staged(jobs, before, now, 21));
        assertThat(desk.<Boolean>on(1, jobs -> jobs.remove(key))).isTrue();
        desk.on(1, jobs -> staged(jobs, after, now, 21));

        desk.on(0, jobs -> {
            assertThat(jobs.isAt(late)).isFalse();
            assertThat(jobs.change(late, change(JobStage.DONE, now))).isFalse();
            assertThat(jobs.end(before, JobEnd.CANCELLED, now)).isFalse();
            assertThat(jobs.lockRead(new JobRead(before, null, 21))).isFalse();
            assertThat(jobs.claimRead(before, lease(31, now.plusSeconds(3_600))))
                    .isEmpty();
            assertThat(jobs.claim(before, lease(31, now.plusSeconds(3_600)), true, 5))
                    .isEmpty();
            assertThat(jobs.isUnfinished(before)).isFalse();
            jobs.giveBack(new JobRead(before, null, 21), now);
            return true;
        });

        ProcessingProgress fresh = desk.on(0, jobs -> jobs.progress(key).orElseThrow());
        assertThat(fresh.state()).isEqualTo(ProcessingState.RUNNING);
        assertThat(fresh.waiting()).isEqualTo(1);
        assertThat(fresh.cost()).isZero();
    }

    @Test
    default void aRunWhoseJobIsForgottenAndBegunAnewEndsAndItsLateResultsAreRefused() throws Exception {
        ProcessingDesk desk = processing();
        CountDownLatch asked = new CountDownLatch(2);
        CountDownLatch begunAnew = new CountDownLatch(1);
        Classifier slow = request -> {
            asked.countDown();
            begunAnew.await(20, TimeUnit.SECONDS);
            return Optional.of(ProcessingDesk.answer());
        };
        Helpdesk old = new Helpdesk(8);
        List<Object> told = new ArrayList<>();
        ProcessingOptions options =
                ProcessingDesk.options().concurrency(2).sink(old).build();
        ProcessingRun forgotten = desk.processor(desk.kit(0, slow)).job("import", ProcessingInput.source(old), options);
        CompletableFuture<ProcessingProgress> end = ProcessingDesk.apart(() -> forgotten.run(told::add));
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        TicketProcessor processor = desk.processor(desk.kit(1));

        assertThat(processor.forget("import")).isTrue();
        ProcessingProgress anew = processor
                .job("import", oldestFirst(), ProcessingDesk.options().build())
                .run();
        long tickets = anew.done();
        begunAnew.countDown();

        assertThat(end.get(60, TimeUnit.SECONDS).state()).isNotEqualTo(ProcessingState.DONE);
        assertThat(told).isEmpty();
        assertThat(old.written).isEmpty();
        assertThat(tickets).isPositive();
        ProcessingProgress after = processor.progress("import").orElseThrow();
        assertThat(after.state()).isEqualTo(ProcessingState.DONE);
        assertThat(after.read()).isEqualTo(tickets);
        assertThat(after.cost()).isEqualByComparingTo(ProcessingDesk.price(tickets));
    }

    @Test
    default void theNumbersAddUpAllTheTimeAlsoAfterACancelAndWithUnknownCosts() {
        ProcessingDesk desk = processing();
        AtomicInteger calls = new AtomicInteger();
        Classifier partlyUnknown = request -> {
            Classification answer = ProcessingDesk.answer();
            return Optional.of(
                    calls.incrementAndGet() % 3 == 0
                            ? answer.toBuilder()
                                    .call(ModelCall.builder("m-1").build())
                                    .build()
                            : answer);
        };
        TicketProcessor processor = desk.processor(desk.kit(0, partlyUnknown));
        Helpdesk helpdesk = new Helpdesk(23);
        List<ProcessingProgress> numbers = new ArrayList<>();
        for (int go = 0; go < 3; go++) {
            AtomicInteger told = new AtomicInteger();
            ProcessingRun[] run = new ProcessingRun[1];
            ProcessingOptions options =
                    ProcessingDesk.options().progress(numbers::add).build();
            run[0] = processor.job("import", ProcessingInput.source(helpdesk), options);
            ProcessingProgress end = run[0].run(one -> {
                if (told.incrementAndGet() == 6) {
                    run[0].cancel();
                }
            });
            assertThat(end.toBuilder().elapsed(Duration.ZERO).build().toString())
                    .isEqualTo(run[0].progress().toBuilder().build().toString().replace("running", state(end)));
            assertThat(end.waiting() + end.done() + end.unwritten() + end.setAside())
                    .isEqualTo(end.read());
        }
        ProcessingProgress done = processor
                .job(
                        "import",
                        ProcessingInput.source(helpdesk),
                        ProcessingDesk.options().build())
                .run();

        assertThat(done.done()).isEqualTo(23);
        assertThat(done.read()).isEqualTo(23);
        assertThat(numbers)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.read()).isBetween(1L, 23L));
        assertThat(numbers).extracting(ProcessingProgress::finished).isSorted();
        assertThat(done.cost()).isEqualByComparingTo(desk.costOfRuns());
        assertThat(done.unknownCosts())
                .isEqualTo(desk.tickets().stream()
                        .flatMap(desk::runs)
                        .filter(ClassificationRun::isCostUnknown)
                        .count())
                .isEqualTo(7);
    }

    private static String state(ProcessingProgress end) {
        return end.state().wireName();
    }

    @Test
    default void anAnswerThatIsGivenToTwoTicketsIsPaidForOnce() {
        ProcessingDesk desk = processing();
        Classification answer = ProcessingDesk.answer();
        Classification recorded = desk.staff(desk.kit(0, request -> Optional.of(answer)))
                .classify("Title", "A description of some length");
        List<TicketDraft> drafts = List.of(
                Fixtures.draft("One").classification(recorded).build(),
                Fixtures.draft("Two").classification(recorded).build());

        ProcessingProgress done = desk.processor(desk.kit(0))
                .job(
                        "drafts",
                        ProcessingInput.drafts(drafts),
                        ProcessingDesk.options().build())
                .run();

        assertThat(done.done()).isEqualTo(2);
        TicketStorage storage = harness().node(0);
        // nobody knows in the ticket's transaction what becomes of runs that are kept apart; joining, they had no
        // number yet
        boolean counted = storage.keepsRunsApart() || storage.joins();
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(counted ? 2 : 1));
        if (!storage.keepsRunsApart()) {
            assertThat(desk.costOfRuns()).isEqualByComparingTo(done.cost());
        }
    }

    @Test
    default void jobsOfOneTenantAreNotThoseOfAnother() {
        ProcessingDesk desk = processing();
        var kit = desk.kit(0);
        TicketProcessor ours = desk.processor(kit);
        TicketProcessor theirs = kit.forTenant("other-" + desk.desk().tenant())
                .as(Actor.staff("agent-1"))
                .processor();
        ours.job(
                        "import",
                        ProcessingInput.source(new Helpdesk(2)),
                        ProcessingDesk.options().build())
                .run();

        assertThat(theirs.progress("import")).isEmpty();
        assertThat(theirs.cancel("import")).isFalse();
        assertThat(theirs.forget("import")).isFalse();
        ProcessingProgress other = theirs.job(
                        "import",
                        ProcessingInput.drafts(ProcessingDesk.drafts(3)),
                        ProcessingDesk.options().build())
                .run();
        assertThat(other.read()).isEqualTo(3);
        assertThat(ours.progress("import").orElseThrow().read()).isEqualTo(2);
        assertThat(theirs.forget("import")).isTrue();
        assertThat(ours.progress("import")).isPresent();
    }
}
