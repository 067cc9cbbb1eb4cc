package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.ExternalReference;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Scope;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.StorageUnavailableException;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What processing does not exceed: memory, time, and what an actor may see. */
interface ProcessingLimitsContract extends StorageContract {
    private ProcessingDesk processing() {
        return new ProcessingDesk(harness());
    }

    private static ProcessingInput oldestFirst() {
        return ProcessingInput.tickets(
                TicketQuery.builder().order(TicketOrder.OLDEST).build());
    }

    @Test
    default void ofManyDraftsOnlyFewAreReadAhead() {
        ProcessingDesk desk = processing();
        AtomicInteger read = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Iterable<TicketDraft> drafts = () -> IntStream.rangeClosed(1, 150)
                .peek(number -> read.incrementAndGet())
                .mapToObj(number -> Fixtures.draft("Draft " + number).build())
                .iterator();

        ProcessingProgress done = desk.processor(desk.kit(0))
                .job(
                        "drafts",
                        ProcessingInput.drafts(drafts),
                        ProcessingDesk.options().build())
                .run(one -> most.accumulateAndGet(read.get() - told.incrementAndGet(), Math::max));

        assertThat(done.done()).isEqualTo(150);
        // 4 at a time, 5 on a page
        assertThat(most.get()).isLessThan(60);
    }

    @Test
    default void aRunEndsAfterSoManyTicketsAndTheNextOneGoesOn() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        List<SourceTicket> tickets = new ArrayList<>(new Helpdesk(20).tickets);
        tickets.set(2, new SourceTicket("h-3", TicketDraft.of("", "x")));
        ProcessingInput input = ProcessingInput.source(new Helpdesk(tickets));
        ProcessingOptions few = ProcessingDesk.options().limit(7).build();
        AtomicInteger told = new AtomicInteger();

        ProcessingProgress would = processor
                .job(
                        "import",
                        input,
                        ProcessingDesk.options().limit(7).dryRun(true).build())
                .run(one -> told.incrementAndGet());
        assertThat(would.finished()).isEqualTo(7).isEqualTo(told.getAndSet(0));
        assertThat(would.state()).isEqualTo(ProcessingState.CANCELLED);
        desk.asked().clear();

        for (int run = 1; run <= 3; run++) {
            ProcessingProgress end = processor.job("import", input, few).run(one -> told.incrementAndGet());
            assertThat(end.finished()).isEqualTo(told.get()).isEqualTo(Math.min(20, 7 * run));
            assertThat(end.state()).isEqualTo(run < 3 ? ProcessingState.CANCELLED : ProcessingState.DONE);
        }
        assertThat(desk.asked()).hasSize(19).values().containsOnly(1);
        assertThatThrownBy(() -> ProcessingOptions.builder().limit(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aSourceOrSinkThatDoesNotComeBackIsLeft() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(2);
        AtomicInteger reads = new AtomicInteger();
        TicketSource hanging = new TicketSource() {
            @Override
            public String system() {
                return helpdesk.system();
            }

            @Override
            public SourcePage read(Optional<String> cursor, int limit) throws Exception {
                if (reads.incrementAndGet() == 1) {
                    Thread.sleep(60_000);
                }
                return helpdesk.read(cursor, limit);
            }
        };
        AtomicInteger writes = new AtomicInteger();
        ProcessingOptions options = ProcessingDesk.options()
                .callTime(Duration.ofMillis(300))
                .sink(back -> {
                    if (writes.incrementAndGet() == 1) {
                        Thread.sleep(60_000);
                    }
                })
                .build();

        ProcessingProgress done = processor
                .job("import", ProcessingInput.source(hanging), options)
                .run();

        assertThat(done.done()).isEqualTo(2);
        assertThat(reads).hasValueGreaterThanOrEqualTo(2);
        assertThat(writes).hasValue(3);
        assertThat(done.elapsed()).isLessThan(Duration.ofSeconds(50));
        ProcessedTicket unwritten = processor.process(
                desk.tickets().get(0).id(),
                ProcessingDesk.options()
                        .callTime(Duration.ofMillis(100))
                        .sink(back -> Thread.sleep(60_000))
                        .build());
        assertThat(unwritten.outcome()).isEqualTo(ProcessingOutcome.UNWRITTEN);
        assertThat(unwritten.detail()).contains("timeout");
    }

    @Test
    default void aRunEndsWithItsThreadOrWithTheKit() {
        ProcessingDesk desk = processing();
        desk.desk().submit("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");
        ProcessingOptions options = ProcessingDesk.options().concurrency(1).build();
        TicketKit kit = desk.kit(0);
        try {
            assertThatThrownBy(() -> desk.processor(kit)
                            .job("interrupted", oldestFirst(), options)
                            .run(one -> Thread.currentThread().interrupt()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        ProcessingProgress left = desk.processor(kit).progress("interrupted").orElseThrow();
        assertThat(left.state()).isEqualTo(ProcessingState.RUNNING);
        assertThat(left.done()).isBetween(1L, 9L);

        TicketKit closing = new ProcessingDesk(new Outages(harness())).kit(0);
        TicketProcessor processor = desk.processor(closing);
        assertThatThrownBy(() -> processor.job("closed", oldestFirst(), options).run(one -> closing.close()))
                .isInstanceOf(CancellationException.class);
        assertThat(desk.processor(kit).progress("closed").orElseThrow().done()).isBetween(1L, 9L);
    }

    @Test
    default void aDryRunStopsWhereTheSourceFailsAndFailsWhereTheStorageDoes() {
        ProcessingDesk desk = processing();
        Outages outages = new Outages(harness());
        TicketProcessor processor = desk.processor(new ProcessingDesk(outages).kit(0));
        Helpdesk helpdesk = new Helpdesk(20);
        helpdesk.readable = false;
        ProcessingOptions dry = ProcessingDesk.options().dryRun(true).build();

        ProcessingProgress stopped =
                processor.job("dry", ProcessingInput.source(helpdesk), dry).run();

        assertThat(stopped.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(stopped.failure()).contains(ProcessingFailure.SOURCE);
        assertThat(helpdesk.reads).hasValue(2);
        helpdesk.readable = true;
        assertThatThrownBy(() -> processor
                        .job("dry", ProcessingInput.source(helpdesk), dry)
                        .run(one -> outages.left.set(Integer.MAX_VALUE)))
                .isInstanceOf(StorageUnavailableException.class);
    }

    @Test
    default void whatOneMayNotSeeIsNeitherProcessedNorTold() {
        ProcessingDesk desk = processing();
        desk.processor(desk.kit(0))
                .job(
                        "all",
                        ProcessingInput.source(new Helpdesk(List.of(
                                new SourceTicket(
                                        "ours",
                                        Fixtures.draft("Ours")
                                                .tags(Set.of("vip"))
                                                .build()),
                                new SourceTicket(
                                        "theirs", Fixtures.draft("Theirs").build()),
                                new SourceTicket("bad", TicketDraft.of("", "x"))))),
                        ProcessingDesk.options()
                                .attempts(1)
                                .sink(back -> {
                                    throw new IllegalStateException("no");
                                })
                                .build())
                .run();
        TicketKit kit = desk.kit(
                0,
                request -> Optional.of(ProcessingDesk.answer()),
                builder -> builder.accessPolicy(actor -> new Access(EnumSet.allOf(Action.class), Scope.tag("vip"))));
        TicketProcessor narrow = desk.processor(kit);
        Ticket ours = narrow.find(new ExternalReference("helpdesk", "ours")).orElseThrow();

        assertThat(narrow.find(new ExternalReference("helpdesk", "theirs"))).isEmpty();
        assertThat(narrow.troubles("all", PageRequest.first()).items())
                .extracting(one -> one.ticket().orElseThrow())
                .containsExactly(ours.id());
        assertThat(desk.processor(desk.kit(1))
                        .troubles("all", PageRequest.first())
                        .items())
                .hasSize(3);
        List<ProcessedTicket> told = new ArrayList<>();
        narrow.job("stored", oldestFirst(), ProcessingDesk.options().build()).run(told::add);
        assertThat(told).extracting(one -> one.ticket().orElseThrow()).containsExactly(ours.id());
        told.clear();
        for (boolean dry : List.of(true, false)) {
            narrow.job(
                            "import",
                            ProcessingInput.source(new Helpdesk(List.of(new SourceTicket(
                                    "theirs", Fixtures.draft("Theirs").build())))),
                            ProcessingDesk.options().dryRun(dry).build())
                    .run(told::add);
        }
        assertThat(told).hasSize(2).allSatisfy(one -> {
            assertThat(one.failure()).contains(ProcessingFailure.NOT_FOUND);
            assertThat(one.ticket()).isEmpty();
            assertThat(one.category()).isEmpty();
        });
        TicketProcessor blind = desk.processor(desk.kit(
                0,
                request -> Optional.of(ProcessingDesk.answer()),
                builder -> builder.accessPolicy(
                        actor -> new Access(Set.of(Action.VIEW_RUNS, Action.CLASSIFY, Action.EDIT), Scope.all()))));
        assertThatThrownBy(() -> blind.find(new ExternalReference("helpdesk", "ours")))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> blind.job("x", oldestFirst(), ProcessingOptions.standard()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> blind.job("x", ProcessingInput.drafts(List.of()), ProcessingOptions.standard()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    default void whatARefusedTicketCostIsTold() {
        ProcessingDesk desk = processing();
        Ticket ticket = desk.desk().submit("One").get(0);
        TicketKit kit = desk.kit(
                0,
                request -> Optional.of(ProcessingDesk.answer()),
                builder -> builder.beforeCommit(event -> {
                    if (event instanceof TicketEvent.Updated) {
                        throw new IllegalStateException("a message that may be personal");
                    }
                }));

        ProcessedTicket refused = desk.processor(kit)
                .process(ticket.id(), ProcessingDesk.options().build());

        assertThat(refused.outcome()).isEqualTo(ProcessingOutcome.SET_ASIDE);
        assertThat(refused.failure()).contains(ProcessingFailure.REFUSED);
        assertThat(refused.detail()).contains("java.lang.IllegalStateException");
        assertThat(refused.cost()).isEqualByComparingTo(ProcessingDesk.PRICE);
        assertThat(desk.desk().staff().get(ticket.id()).category()).isEqualTo(ticket.category());
    }
}
