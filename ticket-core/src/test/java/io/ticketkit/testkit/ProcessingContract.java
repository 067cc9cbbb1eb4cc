package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.ExternalReference;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOutcome;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import io.ticketkit.ProcessingState;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.SourceTicket;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.ValidationException;
import io.ticketkit.WriteBack;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.ProcessingDesk.Helpdesk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tickets are taken in, classified and written back, each once. */
interface ProcessingContract extends StorageContract {
    private ProcessingDesk processing() {
        return new ProcessingDesk(harness());
    }

    @Test
    default void ticketsOfAnotherSystemAreStoredClassifiedAndWrittenBackOnce() {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(0);
        Helpdesk helpdesk = new Helpdesk(12);
        TicketProcessor processor = desk.processor(kit);
        List<ProcessedTicket> told = new ArrayList<>();
        List<ProcessingProgress> progress = new ArrayList<>();
        ProcessingOptions options =
                ProcessingDesk.options().sink(helpdesk).progress(progress::add).build();
        ProcessingRun run = processor.job("import", ProcessingInput.source(helpdesk), options);

        ProcessingProgress done = run.run(told::add);

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.failure()).isEmpty();
        assertThat(done.isReadToEnd()).isTrue();
        assertThat(List.of(done.read(), done.done(), done.finished(), done.waiting()))
                .containsExactly(12L, 12L, 12L, 0L);
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(12)).isEqualByComparingTo(desk.costOfRuns());
        assertThat(done.unknownCosts() + done.lost()).isZero();
        assertThat(done.elapsed()).isPositive();
        assertThat(processor.progress("import").orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("elapsed")
                .withEqualsForType((a, b) -> a.compareTo(b) == 0, BigDecimal.class)
                .isEqualTo(done);
        assertThat(progress).hasSize(12);
        assertThat(run.progress().finished()).isEqualTo(12);
        assertThat(told).hasSize(12).allSatisfy(one -> {
            assertThat(one.outcome()).isEqualTo(ProcessingOutcome.DONE);
            assertThat(one.category().orElseThrow().code()).isEqualTo("billing");
            assertThat(one.priority()).contains(Priority.HIGH);
            assertThat(one.sentiment()).contains(Sentiment.ANGRY);
            assertThat(one.urgencyScore()).hasValue(80);
            assertThat(one.source()).contains(Source.LLM);
            assertThat(one.applied()).containsExactlyInAnyOrder(ClassifiedField.values());
            assertThat(one.cost()).isEqualByComparingTo(ProcessingDesk.PRICE);
            assertThat(processor
                            .find(one.reference().orElseThrow())
                            .orElseThrow()
                            .id())
                    .isEqualTo(one.ticket().orElseThrow());
        });
        assertThat(desk.asked()).hasSize(12).values().containsOnly(1);
        assertThat(helpdesk.written).hasSize(12).values().containsOnly(1);
        WriteBack back = Optional.ofNullable(helpdesk.found.get("h-7")).orElseThrow();
        assertThat(back.ticket().title()).isEqualTo("Problem 7");
        assertThat(back.references()).containsExactly(new ExternalReference("helpdesk", "h-7"));
        assertThat(back.tags()).containsExactly("category_billing", "priority_high", "sentiment_angry");
        assertThat(back.note()).startsWith("Category billing (95 %, llm). Priority high (90 %, llm).");

        ProcessingProgress again = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run();
        assertThat(again.state()).isEqualTo(ProcessingState.DONE);
        assertThat(again.done()).isEqualTo(12);
        assertThat(desk.asked()).values().containsOnly(1);
        assertThat(desk.tickets()).hasSize(12);
        assertThatThrownBy(run::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void aCancelledJobGoesOnWhereItWas() {
        ProcessingDesk desk = processing();
        Helpdesk helpdesk = new Helpdesk(20);
        ProcessingOptions options = ProcessingDesk.options().sink(helpdesk).build();
        TicketProcessor first = desk.processor(desk.kit(0));
        ProcessingRun run = first.job("import", ProcessingInput.source(helpdesk), options);
        AtomicInteger told = new AtomicInteger();

        ProcessingProgress cancelled = run.run(one -> {
            if (told.incrementAndGet() == 7) {
                run.cancel();
            }
        });

        assertThat(cancelled.state()).isEqualTo(ProcessingState.CANCELLED);
        assertThat(cancelled.done()).isBetween(7L, 15L).isEqualTo(told.get());
        TicketProcessor second = desk.processor(desk.kit(1));
        ProcessingProgress done =
                second.job("import", ProcessingInput.source(helpdesk), options).run(one -> told.incrementAndGet());
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(20);
        assertThat(told).hasValue(20);
        assertThat(desk.asked()).hasSize(20).values().containsOnly(1);
        assertThat(helpdesk.written).hasSize(20).values().containsOnly(1);
        assertThat(done.cost()).isEqualByComparingTo(ProcessingDesk.price(20));
    }

    @Test
    default void aJobIsCancelledByItsNameAndForgotten() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        TicketProcessor other = desk.processor(desk.kit(1));
        Helpdesk helpdesk = new Helpdesk(20);
        ProcessingOptions options = ProcessingDesk.options().build();

        ProcessingProgress cancelled = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run(one -> other.cancel("import"));

        assertThat(cancelled.state()).isEqualTo(ProcessingState.CANCELLED);
        assertThat(cancelled.done()).isLessThan(20);
        assertThat(other.cancel("import")).isFalse();
        assertThat(other.forget("import")).isTrue();
        assertThat(other.forget("import")).isFalse();
        assertThat(processor.progress("import")).isEmpty();
        ProcessingProgress anew = processor
                .job("import", ProcessingInput.source(helpdesk), options)
                .run();
        assertThat(anew.done()).isEqualTo(20);
        assertThat(desk.tickets()).hasSize(20);
    }

    @Test
    default void storedTicketsAreClassifiedAndWhatAPersonChoseStays() {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(0);
        List<Ticket> tickets = desk.desk().submit("One", "Two", "Three");
        Ticket chosen = desk.desk()
                .staff()
                .update(
                        tickets.get(1).id(),
                        Expected.any(),
                        TicketChange.builder().category("account").build());
        TicketQuery oldest = TicketQuery.builder().order(TicketOrder.OLDEST).build();
        List<ProcessedTicket> told = new ArrayList<>();

        ProcessingProgress done = desk.processor(kit)
                .job(
                        "again",
                        ProcessingInput.tickets(oldest),
                        ProcessingDesk.options().build())
                .run(told::add);

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(told).hasSize(3);
        ProcessedTicket kept = told.stream()
                .filter(one -> one.ticket().equals(Optional.of(chosen.id())))
                .findFirst()
                .orElseThrow();
        assertThat(kept.category().orElseThrow().code()).isEqualTo("account");
        assertThat(kept.applied()).doesNotContain(ClassifiedField.CATEGORY).contains(ClassifiedField.PRIORITY);
        Ticket after = desk.desk().staff().get(chosen.id());
        assertThat(after.category().code()).isEqualTo("account");
        assertThat(after.priority()).isEqualTo(Priority.HIGH);
        assertThat(desk.desk().staff().get(tickets.get(0).id()).category().code())
                .isEqualTo("billing");

        desk.desk().submit("Four");
        assertThat(desk.processor(kit)
                        .job(
                                "again",
                                ProcessingInput.tickets(oldest),
                                ProcessingDesk.options().build())
                        .run(told::add)
                        .done())
                .isEqualTo(4);
        assertThat(told).hasSize(4);
        assertThatThrownBy(() -> ProcessingInput.tickets(
                        TicketQuery.builder().order(TicketOrder.URGENCY).build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> desk.processor(kit)
                        .job(
                                "again",
                                ProcessingInput.tickets(TicketQuery.all()),
                                ProcessingDesk.options().build())
                        .run())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another input");
    }

    @Test
    default void draftsAreStoredAndWhatIsClassifiedAlreadyIsNotAskedAbout() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        List<TicketDraft> drafts = new ArrayList<>(ProcessingDesk.drafts(7));
        drafts.set(
                3,
                drafts.get(3).toBuilder()
                        .classification(Classification.builder(Source.HOST)
                                .category("account", 0.9)
                                .build())
                        .build());
        Helpdesk sink = new Helpdesk(0);

        ProcessingProgress done = processor
                .job(
                        "drafts",
                        ProcessingInput.drafts(drafts),
                        ProcessingDesk.options().sink(sink).build())
                .run();

        assertThat(done.done()).isEqualTo(7);
        assertThat(desk.asked()).hasSize(6).doesNotContainKey("Draft 4");
        assertThat(sink.written).hasSize(7);
        assertThat(desk.tickets()).hasSize(7);
        assertThat(desk.tickets().stream()
                        .filter(ticket -> ticket.title().equals("Draft 4"))
                        .map(ticket -> ticket.category().code()))
                .containsExactly("account");
        assertThat(processor
                        .job(
                                "drafts",
                                ProcessingInput.drafts(drafts),
                                ProcessingDesk.options().build())
                        .run()
                        .read())
                .isEqualTo(7);
    }

    @Test
    default void whatIsKnownIsNotStoredAgainByAnotherJob() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(6);
        ProcessingOptions options = ProcessingDesk.options().build();
        processor.job("first", ProcessingInput.source(helpdesk), options).run();

        ProcessingProgress second = processor
                .job("second", ProcessingInput.source(new Helpdesk(9)), options)
                .run();

        assertThat(second.done()).isEqualTo(9);
        assertThat(desk.tickets()).hasSize(9);
        assertThat(desk.asked()).containsEntry("Problem 1", 2).containsEntry("Problem 9", 1);
        TicketProcessor stranger = processing().processor(desk.kit(0));
        assertThat(stranger.progress("first")).isEmpty();
        assertThat(stranger.cancel("first")).isFalse();
        assertThat(stranger.forget("first")).isFalse();
        assertThat(stranger.find(new ExternalReference("helpdesk", "h-1"))).isEmpty();
    }

    @Test
    default void oneBadTicketIsSetAsideAndTheOthersAreDone() {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(0);
        List<SourceTicket> tickets = new ArrayList<>(new Helpdesk(8).tickets);
        tickets.set(1, new SourceTicket("h-2", TicketDraft.of("", "x")));
        tickets.set(4, new SourceTicket("", Fixtures.draft("No id").build()));
        tickets.set(
                6,
                new SourceTicket(
                        "h-7", Fixtures.draft("Bad").category("no such").build()));
        TicketProcessor processor = desk.processor(kit);

        ProcessingProgress done = processor
                .job(
                        "import",
                        ProcessingInput.source(new Helpdesk(tickets)),
                        ProcessingDesk.options().build())
                .run();

        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(5);
        assertThat(done.setAside()).isEqualTo(3);
        List<ProcessedTicket> troubles =
                processor.troubles("import", PageRequest.first(2)).items();
        assertThat(troubles)
                .extracting(ProcessedTicket::detail)
                .containsExactly(Optional.of("title"), Optional.of("id"));
        assertThat(troubles.get(0).failure()).contains(ProcessingFailure.INVALID);
        assertThat(troubles.get(0).reference()).contains(new ExternalReference("helpdesk", "h-2"));
        assertThat(processor
                        .troubles(
                                "import",
                                PageRequest.at(
                                        processor
                                                .troubles("import", PageRequest.first(2))
                                                .next()
                                                .orElseThrow(),
                                        2))
                        .items())
                .extracting(one -> one.detail().orElse(""))
                .containsExactly("category");
        assertThat(processor.troubles("none", PageRequest.first()).items()).isEmpty();
    }

    @Test
    default void aDryRunSaysWhatWouldBeAndStoresNothing() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Ticket stored = desk.desk().submit("Stored").get(0);
        Helpdesk helpdesk = new Helpdesk(6);
        ProcessingOptions dry =
                ProcessingDesk.options().sink(helpdesk).dryRun(true).build();
        List<ProcessedTicket> told = Collections.synchronizedList(new ArrayList<>());

        ProcessingProgress would =
                processor.job("import", ProcessingInput.source(helpdesk), dry).run(told::add);

        assertThat(would.state()).isEqualTo(ProcessingState.DONE);
        assertThat(would.done()).isEqualTo(6);
        assertThat(would.cost()).isEqualByComparingTo(ProcessingDesk.price(6));
        assertThat(told).hasSize(6).allSatisfy(one -> {
            assertThat(one.ticket()).isEmpty();
            assertThat(one.category().orElseThrow().code()).isEqualTo("billing");
        });
        ProcessedTicket ofStored = processor.process(stored.id(), dry);
        assertThat(ofStored.category().orElseThrow().code()).isEqualTo("billing");
        assertThat(desk.desk().staff().get(stored.id()))
                .usingRecursiveComparison()
                .isEqualTo(stored);
        assertThat(desk.runs(stored)).hasSize(1);
        assertThat(desk.tickets()).hasSize(1);
        assertThat(helpdesk.written).isEmpty();
        assertThat(processor.progress("import")).isEmpty();
    }

    @Test
    default void someAreProcessedAtOnceEachOnItsOwn() {
        ProcessingDesk desk = processing();
        Helpdesk sink = new Helpdesk(0);
        TicketProcessor processor = desk.processor(desk.kit(0));
        List<Ticket> tickets = desk.desk().submit("One", "Two", "Three");
        TicketId unknown = new TicketId(Long.MAX_VALUE);
        List<TicketId> ids = new ArrayList<>(tickets.stream().map(Ticket::id).toList());
        ids.add(1, unknown);
        ids.add(ids.get(0));
        ProcessingOptions options = ProcessingDesk.options().sink(sink).build();

        List<ProcessedTicket> results = processor.processAll(ids, options);

        assertThat(results).hasSize(4);
        assertThat(results).extracting(one -> one.ticket().orElseThrow()).containsExactlyElementsOf(ids.subList(0, 4));
        assertThat(results.get(1).outcome()).isEqualTo(ProcessingOutcome.SET_ASIDE);
        assertThat(results.get(1).failure()).contains(ProcessingFailure.NOT_FOUND);
        assertThat(results.get(3).cost()).isEqualByComparingTo(ProcessingDesk.PRICE);
        assertThat(desk.asked()).hasSize(3).values().containsOnly(1);
        assertThat(sink.written).hasSize(3);
        assertThat(desk.costOfRuns()).isEqualByComparingTo(ProcessingDesk.price(3));

        // nothing new is found: the key says so
        processor.process(tickets.get(0).id(), options);
        assertThat(sink.written).hasSize(3).containsValue(2);
        sink.writable = false;
        ProcessedTicket unwritten = processor.process(tickets.get(1).id(), options);
        assertThat(unwritten.outcome()).isEqualTo(ProcessingOutcome.UNWRITTEN);
        assertThat(unwritten.failure()).contains(ProcessingFailure.SINK);
        assertThat(unwritten.detail()).contains("java.lang.IllegalStateException");
        assertThatThrownBy(() -> processor.process(unknown, options)).isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> processor.processAll(List.of(), options)).isInstanceOf(ValidationException.class);
        List<TicketId> many = IntStream.rangeClosed(1, 101)
                .mapToObj(i -> new TicketId(Long.MAX_VALUE - i))
                .toList();
        assertThat(processor.processAll(many.subList(1, 101), options)).hasSize(100);
        assertThatThrownBy(() -> processor.processAll(many, options)).isInstanceOf(ValidationException.class);
    }

    @Test
    default void onlyWhoMayProcesses() {
        ProcessingDesk desk = processing();
        TicketKit kit = desk.kit(0);
        TicketProcessor requester =
                desk.desk().service(kit, Actor.requester("ada")).processor();
        ProcessingInput none = ProcessingInput.drafts(List.of());
        ProcessingOptions options = ProcessingOptions.standard();
        assertThatThrownBy(() -> requester.process(new TicketId(1), options)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> requester.processAll(List.of(new TicketId(1)), options))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> requester.job("x", none, options)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> requester.progress("x")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> requester.troubles("x", PageRequest.first()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> requester.cancel("x")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> requester.forget("x")).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.processor(kit).job("no name", none, options))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> new ExternalReference("no system", "1")).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> new ExternalReference("x", " ")).isInstanceOf(ValidationException.class);
    }

    @Test
    default void anErasedTicketLeavesItsCostAndNothingElse() {
        ProcessingDesk desk = processing();
        TicketProcessor processor = desk.processor(desk.kit(0));
        Helpdesk helpdesk = new Helpdesk(3);
        processor
                .job(
                        "import",
                        ProcessingInput.source(helpdesk),
                        ProcessingDesk.options().build())
                .run();
        ExternalReference second = new ExternalReference("helpdesk", "h-2");
        TicketId id = processor.find(second).orElseThrow().id();

        desk.desk().staff().erase(id);

        assertThat(processor.find(second)).isEmpty();
        ProcessingProgress after = processor.progress("import").orElseThrow();
        assertThat(after.done()).isEqualTo(3);
        assertThat(after.cost()).isEqualByComparingTo(ProcessingDesk.price(3));
        // whoever still has it gives it again
        assertThat(processor
                        .job(
                                "second",
                                ProcessingInput.source(helpdesk),
                                ProcessingDesk.options().build())
                        .run()
                        .done())
                .isEqualTo(3);
        assertThat(processor.find(second).orElseThrow().id()).isNotEqualTo(id);
    }
}
