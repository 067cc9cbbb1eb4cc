package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Classifier;
import io.ticketkit.ExternalReference;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import io.ticketkit.ProcessingState;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSource;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.ProcessingDesk.Helpdesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Code of the host that breaks its promises, and databases that do not say what they did: nothing is lost, doubled or waited for. */
interface ProcessingFaultContract extends StorageContract {
    private ProcessingDesk processing() {
        return new ProcessingDesk(harness());
    }

    private static Classifier answering() {
        return request -> Optional.of(ProcessingDesk.answer());
    }

    /** Of a kind that nobody expects. */
    final class OddError extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static ProcessingInput oldestFirst() {
        return ProcessingInput.tickets(
                TicketQuery.builder().order(TicketOrder.OLDEST).build());
    }

    /** Fails when it hangs. */
    private static ProcessingProgress ends(ProcessingRun run) {
        try {
            return ProcessingDesk.apart(run::run).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("the run does not end as it should", e);
        }
    }

    /** A source with pages of its own making. */
    private static TicketSource source(TicketSourceRead read) {
        return new TicketSource() {
            @Override
            public String system() {
                return "helpdesk";
            }

            @Override
            public SourcePage read(Optional<String> cursor, int limit) throws Exception {
                return read.page(cursor.orElse("0"));
            }
        };
    }

    /** Gives a page. */
    interface TicketSourceRead {
        SourcePage page(String cursor) throws Exception;
    }

    private static SourceTicket ticket(String id) {
        return new SourceTicket(
                id,
                Fixtures.draft("Problem " + id.codePointCount(0, id.length())).build());
    }

    @Test
    default void nothingIsLostOfDraftsThatComeTooLate() {
        ProcessingDesk desk = processing();
        AtomicBoolean late = new AtomicBoolean(true);
        Iterable<TicketDraft> drafts = () -> {
            Iterator<TicketDraft> all = ProcessingDesk.drafts(12).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public TicketDraft next() {
                    TicketDraft next = all.next();
                    boolean first = next.title().equals("Draft 3") && late.getAndSet(false);
                    pause(first ? 700 : 40);
                    return next;
                }
            };
        };

        ProcessingProgress done = ends(desk.processor(desk.kit(0))
                .job(
                        "drafts",
                        ProcessingInput.drafts(drafts),
                        ProcessingDesk.options()
                                .attempts(5)
                                .callTime(Duration.ofMillis(600))
                                .build()));

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(desk.tickets())
                .extracting(Ticket::title)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 12).mapToObj(i -> "Draft " + i).toList());
    }

    /** Whatever interrupts it. */
    private static void pause(long millis) {
        long left = millis;
        while (left > 0) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                // some drivers do that
            }
            left -= 10;
        }
    }

    @Test
    default void draftsThatCannotBeReadAgainOrAreFewerThanBeforeEndTheJob() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        AtomicBoolean broken = new AtomicBoolean(true);
        Iterator<TicketDraft> once = ProcessingDesk.drafts(4).iterator();
        Iterator<TicketDraft> breaking = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return once.hasNext();
            }

            @Override
            public TicketDraft next() {
                TicketDraft next = once.next();
                if (next.title().equals("Draft 2") && broken.getAndSet(false)) {
                    throw new IllegalStateException("a message that may be personal");
                }
                return next;
            }
        };
        ProcessingOptions options = ProcessingDesk.options().attempts(5).build();

        ProcessingProgress stopped = ends(processor.job("once", ProcessingInput.drafts(() -> breaking), options));

        assertThat(stopped.failure()).contains(ProcessingFailure.SOURCE);
        assertThat(stopped.detail().orElse("")).contains("only once").contains("Iterable");
        processor
                .job("fewer", ProcessingInput.drafts(ProcessingDesk.drafts(4)), options)
                .run();
        ProcessingProgress fewer =
                ends(processor.job("fewer", ProcessingInput.drafts(ProcessingDesk.drafts(3)), options));
        assertThat(fewer.failure()).contains(ProcessingFailure.SOURCE);
        assertThat(fewer.detail().orElse("")).contains("fewer drafts");
        assertThat(fewer.done()).isEqualTo(4);
        assertThat(processor.progress("fewer").orElseThrow().detail()).isEqualTo(fewer.detail());
    }

    @Test
    default void whateverAClassifierSinkOrListenerThrowsEndsOnlyTheWorkOnThatTicket() {
        ProcessingDesk desk = processing();
        Classifier odd = request -> {
            switch (request.title().orElse("")) {
                case "Problem 1" -> throw new OddError();
                case "Problem 2" -> throw FaultThrower.sneaky();
                case "Problem 3" -> throw new StackOverflowError();
                default -> {
                    return Optional.of(ProcessingDesk.answer());
                }
            }
        };
        TicketKit kit = desk.kit(
                0,
                odd,
                builder -> builder.beforeCommit(event -> {
                            if (event instanceof TicketEvent.Updated updated) {
                                switch (updated.ticket().title()) {
                                    case "Problem 4" -> throw new OddError();
                                    case "Problem 5" -> throw FaultThrower.sneaky();
                                    default -> {}
                                }
                            } else if (event instanceof TicketEvent.Submitted submitted
                                    && submitted.ticket().title().equals("Problem 8")) {
                                throw new OddError();
                            }
                        })
                        .afterCommit(event -> {
                            if (event instanceof TicketEvent.Updated) {
                                throw new OddError();
                            }
                        }));
        Helpdesk helpdesk = new Helpdesk(9);
        ProcessingOptions options = ProcessingDesk.options()
                .sink(back -> {
                    switch (back.ticket().title()) {
                        case "Problem 6" -> throw new OddError();
                        case "Problem 7" -> throw FaultThrower.sneaky();
                        default -> helpdesk.write(back);
                    }
                })
                .build();

        ProcessingProgress end = ends(desk.processor(kit).job("import", ProcessingInput.source(helpdesk), options));

        assertThat(end.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(end.failure()).contains(ProcessingFailure.SINK);
        assertThat(end.done()).isEqualTo(4);
        assertThat(end.unwritten()).isEqualTo(2);
        assertThat(end.setAside()).isEqualTo(3);
        assertThat(end.waiting()).isZero();
        assertThat(desk.processor(kit).troubles("import", PageRequest.first()).items())
                .extracting(one -> one.detail().orElseThrow())
                .containsExactlyInAnyOrder(
                        OddError.class.getName(),
                        OddError.class.getName(),
                        OddError.class.getName(),
                        "java.lang.ClassNotFoundException",
                        "java.lang.ClassNotFoundException");
        assertThat(end.cost()).isEqualByComparingTo(ProcessingDesk.price(5));
    }

    @Test
    default void aBrokenVirtualMachineOrASourceThatThrowsAnythingEndsTheRun() {
        ProcessingDesk desk = processing();
        desk.desk().submit("One", "Two");
        TicketKit kit = desk.kit(
                0,
                answering(),
                builder -> builder.beforeCommit(event -> {
                    if (event instanceof TicketEvent.Updated) {
                        throw new InternalError("broken");
                    }
                }));
        ProcessingRun broken = desk.processor(kit)
                .job("stored", oldestFirst(), ProcessingDesk.options().build());

        assertThatThrownBy(() -> ProcessingDesk.apart(broken::run).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(InternalError.class);
        ProcessingProgress stopped = desk.processor(kit).progress("stored").orElseThrow();
        assertThat(stopped.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(stopped.failure()).contains(ProcessingFailure.REFUSED);
        assertThat(stopped.detail()).contains("java.lang.InternalError");
        TicketSource odd = source(cursor -> {
            throw new OddError();
        });
        ProcessingProgress end = ends(desk.processor(desk.kit(0))
                .job(
                        "odd",
                        ProcessingInput.source(odd),
                        ProcessingDesk.options().build()));
        assertThat(end.failure()).contains(ProcessingFailure.SOURCE);
        assertThat(end.detail()).contains(OddError.class.getName());
    }

    @Test
    default void aSourceThatDoesNotMoveOnIsNotReadForEver() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        TicketSource standing = source(cursor -> new SourcePage(List.of(ticket("s-1")), "here", true));
        TicketSource circling = source(cursor -> {
            int at = (Integer.parseInt(cursor) + 1) % 5;
            return new SourcePage(List.of(ticket("c-" + at)), Integer.toString(at), true);
        });
        TicketSource empty =
                source(cursor -> new SourcePage(List.of(), Integer.toString(Integer.parseInt(cursor) + 1), true));
        for (boolean dry : List.of(true, false)) {
            ProcessingOptions options = ProcessingDesk.options().dryRun(dry).build();

            ProcessingProgress stood = ends(processor.job("standing", ProcessingInput.source(standing), options));
            ProcessingProgress circled = ends(processor.job("circling", ProcessingInput.source(circling), options));

            assertThat(stood.state()).isEqualTo(ProcessingState.STOPPED);
            assertThat(stood.failure()).contains(ProcessingFailure.SOURCE);
            assertThat(stood.detail().orElse("")).contains("helpdesk").contains("move it on");
            assertThat(stood.done()).isEqualTo(1);
            assertThat(circled.failure()).contains(ProcessingFailure.SOURCE);
            assertThat(circled.detail().orElse("")).contains("helpdesk").contains("came back again and again");
        }
        ProcessingProgress emptied = ends(processor.job(
                "empty",
                ProcessingInput.source(empty),
                ProcessingDesk.options().dryRun(true).build()));
        assertThat(emptied.failure()).contains(ProcessingFailure.SOURCE);
        assertThat(emptied.detail().orElse("")).contains("1000 empty pages");
        assertThat(desk.tickets()).hasSize(6);
    }

    @Test
    default void aSourceMayGiveTooManyTheSameAndOddIdsButNoBrokenCursor() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        List<SourceTicket> odd = new ArrayList<>(
                IntStream.range(0, 250).mapToObj(i -> ticket("many-" + i % 240)).toList());
        String emoji = "\uD83D\uDE00".repeat(200);
        odd.addAll(List.of(
                ticket(emoji),
                ticket("e\u0301"),
                ticket("\u00E9"),
                ticket("x".repeat(10_000)),
                ticket("nul\0"),
                ticket("broken\uD800"),
                ticket(" ")));
        for (boolean dry : List.of(true, false)) {
            ProcessingProgress done = ends(processor.job(
                    "odd",
                    ProcessingInput.source(source(cursor -> new SourcePage(odd, "end", false))),
                    ProcessingDesk.options().dryRun(dry).build()));

            assertThat(done.state()).isEqualTo(ProcessingState.DONE);
            assertThat(done.read()).isEqualTo(247);
            assertThat(done.done()).isEqualTo(243);
            assertThat(done.setAside()).isEqualTo(4);
        }
        assertThat(processor.find(new ExternalReference("helpdesk", emoji))).isPresent();
        for (String cursor : List.of("nul\0", "broken\uD800", "x".repeat(2_001))) {
            ProcessingProgress broken = ends(processor.job(
                    "broken",
                    ProcessingInput.source(source(at -> new SourcePage(List.of(), cursor, true))),
                    ProcessingDesk.options().build()));
            assertThat(broken.failure()).contains(ProcessingFailure.SOURCE);
            assertThat(broken.detail().orElse("")).contains("helpdesk").contains("cursor");
        }
    }

    @Test
    default void whatWasCommittedWithoutAnybodyHearingOfItIsNotDoneAgain() {
        ProcessingDesk desk = processing();
        Outages outages = new Outages(harness());
        TicketProcessor processor = desk.processor(new ProcessingDesk(outages).kit(0));
        Helpdesk helpdesk = new Helpdesk(6);
        List<ProcessedTicket> told = new ArrayList<>();
        List<ProcessingProgress> numbers = new ArrayList<>();
        ProcessingOptions options = ProcessingDesk.options()
                .concurrency(1)
                .attempts(8)
                .sink(helpdesk)
                .progress(numbers::add)
                .build();
        // the beginning, too
        outages.unheard.set(4);

        ProcessingProgress done =
                ends(told, outages, processor.job("import", ProcessingInput.source(helpdesk), options));

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(6);
        assertThat(done.lost()).isZero();
        assertThat(done.unknownCosts()).isZero();
        assertThat(told).hasSize(6).extracting(ProcessedTicket::outcome).containsOnly(ProcessingOutcome.DONE);
        assertThat(told).allSatisfy(one -> assertThat(one.cost()).isEqualByComparingTo(ProcessingDesk.PRICE));
        assertThat(helpdesk.written).hasSize(6).values().containsOnly(1);
        assertThat(desk.tickets())
                .hasSize(6)
                .allSatisfy(ticket -> assertThat(desk.runs(ticket)).hasSize(2));
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(6));
        assertThat(desk.costOfRuns()).isEqualByComparingTo(ProcessingDesk.price(6));
        assertThat(numbers).hasSize(6).allSatisfy(one -> assertThat(one.read()).isBetween(5L, 6L));
        assertThat(numbers.get(5).waiting()).isZero();
        Ticket one = desk.tickets().get(0);
        outages.unheard.set(1);
        ProcessedTicket alone =
                processor.process(one.id(), ProcessingDesk.options().build());
        assertThat(alone.cost()).isEqualByComparingTo(ProcessingDesk.PRICE);
        assertThat(desk.runs(one)).hasSize(3);
    }

    private static ProcessingProgress ends(List<ProcessedTicket> told, Outages outages, ProcessingRun run) {
        try {
            return ProcessingDesk.apart(() -> run.run(one -> {
                        told.add(one);
                        outages.unheard.set(3);
                    }))
                    .get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("the run does not end as it should", e);
        }
    }

    @Test
    default void whoWaitsHearsThatTheRunShallEnd() throws Exception {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(0);
        TicketProcessor processor = desk.processor(kit);
        CountDownLatch asked = new CountDownLatch(4);
        TicketSource failing = source(cursor -> {
            asked.countDown();
            throw new IllegalStateException("no");
        });
        TicketSource hanging = source(cursor -> {
            asked.countDown();
            Thread.sleep(600_000);
            throw new IllegalStateException("no");
        });
        List<ProcessingRun> runs = new ArrayList<>();
        for (boolean dry : List.of(true, false)) {
            ProcessingOptions patient = ProcessingDesk.options()
                    .dryRun(dry)
                    .callTime(Duration.ofMinutes(50))
                    .lease(Duration.ofHours(1))
                    .backOff(Duration.ofMinutes(30), Duration.ofHours(1))
                    .build();
            runs.add(processor.job("failing", ProcessingInput.source(failing), patient));
            runs.add(processor.job("hanging", ProcessingInput.source(hanging), patient));
        }

        List<CompletableFuture<ProcessingProgress>> ends =
                runs.stream().map(run -> ProcessingDesk.apart(run::run)).toList();
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        runs.forEach(ProcessingRun::cancel);

        for (CompletableFuture<ProcessingProgress> end : ends) {
            assertThat(end.get(30, TimeUnit.SECONDS).state()).isEqualTo(ProcessingState.CANCELLED);
        }
    }

    @Test
    default void whoWaitsForTheStorageHearsThatTheKitIsClosed() throws Exception {
        ProcessingDesk desk = processing();
        desk.desk().submit("One", "Two");
        Outages outages = new Outages(harness());
        TicketKit kit = new ProcessingDesk(outages).kit(0);
        ProcessingOptions patient = ProcessingDesk.options()
                .attempts(9)
                .backOff(Duration.ofMinutes(30), Duration.ofHours(1))
                .build();
        TicketProcessor processor = desk.processor(kit);
        CountDownLatch gone = new CountDownLatch(1);
        ProcessingRun run = processor.job("stored", oldestFirst(), patient);

        CompletableFuture<ProcessingProgress> end = ProcessingDesk.apart(() -> run.run(one -> {
            outages.left.set(Integer.MAX_VALUE);
            gone.countDown();
        }));
        assertThat(gone.await(60, TimeUnit.SECONDS)).isTrue();
        kit.close();

        assertThatThrownBy(() -> end.get(30, TimeUnit.SECONDS))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isInstanceOf(CancellationException.class),
                        failure -> assertThat(failure).hasCauseInstanceOf(CancellationException.class));
    }
}
