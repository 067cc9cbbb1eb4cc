package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.HistoryEntry;
import io.ticketkit.ModelCall;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunValue;
import io.ticketkit.RunValue.Fate;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.setup.TicketKit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which classifiers ran, and what became of their suggestions. */
interface RunContract extends StorageContract {
    private static ModelCall call() {
        return ModelCall.builder("model-😀")
                .promptVersion("7")
                .requestId("req_1")
                .tokens(1_000, 20)
                .cachedInputTokens(100)
                .reasoningTokens(5)
                .cost(new BigDecimal("0.000123456789"))
                .attempts(2)
                .flags(Set.of("suspected_injection", "low_priority"))
                .build();
    }

    private static Classification answer() {
        return Classification.builder(Source.LLM)
                .category("billing", 0.95)
                .priority(Priority.HIGH, 0.6)
                .rationale("They were\ncharged twice. " + "x".repeat(600))
                .call(call())
                .build();
    }

    private TicketService with(Desk desk, Classifier classifier) {
        TicketKit kit = desk.kit(0, builder -> builder.classifier(classifier));
        return desk.service(kit, Actor.staff("agent-1"));
    }

    /** A joining kit asks the model only in classify. */
    private static Ticket classifyAndSubmit(TicketService tickets, String title) {
        TicketDraft.Builder draft = Fixtures.draft(title);
        return tickets.submit(
                draft.classification(tickets.classify(title, "Details of it.")).build());
    }

    private static List<ClassificationRun> runs(TicketService tickets, Ticket ticket) {
        return tickets.runs().ofTicket(ticket.id(), PageRequest.first()).items();
    }

    private static Fate fate(ClassificationRun run, ClassifiedField field) {
        return Optional.ofNullable(run.values().get(field)).map(RunValue::fate).orElseThrow();
    }

    @Test
    default void everythingKnownOfARunIsReadBackOnAnotherNode() {
        Desk desk = desk();
        Ticket ticket = classifyAndSubmit(with(desk, request -> Optional.of(answer())), "Invoice");

        List<ClassificationRun> runs = runs(desk.on(1, Actor.staff("b")), ticket);

        assertThat(runs).hasSize(2);
        ClassificationRun model = runs.get(0);
        assertThat(model.id()).isPresent();
        assertThat(model.tenant()).isEqualTo(desk.tenant());
        assertThat(model.ticket()).contains(ticket.id());
        assertThat(model.at()).isEqualTo(desk.clock().instant());
        assertThat(model.source()).isEqualTo(Source.LLM);
        assertThat(model.outcome()).isEqualTo(RunOutcome.ANSWERED);
        assertThat(model.failure()).isEmpty();
        assertThat(model.duration()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
        assertThat(model.call())
                .hasValueSatisfying(call -> assertThat(call)
                        .usingRecursiveComparison()
                        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                        .isEqualTo(call()));
        assertThat(model.isCostUnknown()).isFalse();
        assertThat(model.rationale())
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("They were charged twice. x")
                        .hasSize(500));
        assertThat(model.values())
                .containsOnlyKeys(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY)
                .containsEntry(ClassifiedField.CATEGORY, new RunValue("billing", 0.95, Source.LLM, Fate.APPLIED, null))
                .containsEntry(ClassifiedField.PRIORITY, new RunValue("high", 0.6, Source.LLM, Fate.APPLIED, null));
        ClassificationRun offline = runs.get(1);
        assertThat(offline.source()).isEqualTo(Source.RULE);
        assertThat(offline.call()).isEmpty();
        assertThat(fate(offline, ClassifiedField.CATEGORY)).isEqualTo(Fate.OFFERED);
        assertThat(fate(offline, ClassifiedField.SENTIMENT)).isEqualTo(Fate.APPLIED);
        assertThat(fate(offline, ClassifiedField.URGENCY_SCORE)).isEqualTo(Fate.APPLIED);
    }

    @Test
    default void aFailureIsRecordedWithReasonAndCall() {
        Desk desk = desk();
        ModelCall failed = ModelCall.builder("m").attempts(3).build();
        TicketService tickets = with(desk, request -> {
            throw new ClassificationException(FailureReason.RATE_LIMITED, "slow down", failed, null);
        });

        List<ClassificationRun> runs = runs(tickets, classifyAndSubmit(tickets, "Invoice"));

        assertThat(runs).extracting(ClassificationRun::outcome).containsExactly(RunOutcome.FAILED, RunOutcome.ANSWERED);
        assertThat(runs.get(0).failure()).contains(FailureReason.RATE_LIMITED);
        assertThat(runs.get(0).source()).isEqualTo(Source.LLM);
        assertThat(runs.get(0).isCostUnknown()).isTrue();
        assertThat(runs.get(0).call()).map(ModelCall::attempts).contains(3);
        assertThat(runs.get(0).values()).isEmpty();
    }

    @Test
    default void anAnswerOfNothingAbstains() {
        TicketService tickets = with(desk(), request -> Optional.empty());

        List<ClassificationRun> runs = runs(tickets, classifyAndSubmit(tickets, "Invoice"));

        assertThat(runs)
                .extracting(ClassificationRun::outcome)
                .containsExactly(RunOutcome.ABSTAINED, RunOutcome.ANSWERED);
        assertThat(runs.get(0).source()).isEqualTo(Source.HOST);
    }

    @Test
    default void whatAPersonGaveWasOnlyOffered() {
        Desk desk = desk();
        Ticket ticket =
                desk.submit(Fixtures.draft("Printer").category("general").build());

        ClassificationRun run = runs(desk.staff(), ticket).get(0);

        assertThat(fate(run, ClassifiedField.CATEGORY)).isEqualTo(Fate.OFFERED);
        assertThat(fate(run, ClassifiedField.PRIORITY)).isEqualTo(Fate.APPLIED);
        desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder().category("billing").build());
        assertThat(runs(desk.staff(), ticket)).usingRecursiveComparison().isEqualTo(List.of(run));
    }

    @Test
    default void aPersonsDecisionIsRecordedAndMayBeChanged() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = desk.staff();

        staff.update(
                ticket.id(),
                Expected.any(),
                TicketChange.builder()
                        .category("billing")
                        .priority(Priority.LOW)
                        .build());

        assertThat(runs(staff, ticket).get(0).values())
                .containsEntry(
                        ClassifiedField.CATEGORY, new RunValue("general", 0.9, Source.RULE, Fate.CORRECTED, "billing"))
                .containsEntry(
                        ClassifiedField.PRIORITY, new RunValue("medium", 0.9, Source.RULE, Fate.CORRECTED, "low"));
        staff.update(
                ticket.id(),
                Expected.any(),
                TicketChange.builder().category("general").build());
        assertThat(runs(staff, ticket).get(0).values())
                .containsEntry(
                        ClassifiedField.CATEGORY, new RunValue("general", 0.9, Source.RULE, Fate.ACCEPTED, null));
    }

    @Test
    default void aProgramsChoiceIsNoJudgement() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        desk.as(Actor.system("sync"))
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder().category("billing").build());
        assertThat(fate(runs(desk.staff(), ticket).get(0), ClassifiedField.CATEGORY))
                .isEqualTo(Fate.SUPERSEDED);
        desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder().category("general").build());
        assertThat(fate(runs(desk.staff(), ticket).get(0), ClassifiedField.CATEGORY))
                .isEqualTo(Fate.SUPERSEDED);
    }

    @Test
    default void acceptingMakesAMachinesValueOnesOwn() {
        Desk desk = desk();
        TicketService staff =
                desk.service(desk.kit(0, builder -> builder.reviewThreshold(0.95)), Actor.staff("agent-1"));
        Ticket ticket = staff.submit(Fixtures.draft("Printer").build());

        Ticket accepted =
                staff.accept(ticket.id(), Expected.version(1), ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);

        assertThat(accepted.version()).isEqualTo(2);
        assertThat(accepted.category()).isEqualTo(ticket.category());
        assertThat(accepted.needsReview()).isFalse();
        assertThat(staff.get(ticket.id())).usingRecursiveComparison().isEqualTo(accepted);
        assertThat(accepted.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.PERSON);
        assertThat(accepted.origin(ClassifiedField.CATEGORY).chosenBy()).contains("agent-1");
        ClassificationRun run = runs(staff, ticket).get(0);
        assertThat(fate(run, ClassifiedField.CATEGORY)).isEqualTo(Fate.ACCEPTED);
        assertThat(fate(run, ClassifiedField.PRIORITY)).isEqualTo(Fate.ACCEPTED);
        List<HistoryEntry> history =
                staff.history(ticket.id(), PageRequest.first()).items();
        assertThat(history).hasSize(3);
        assertThat(history.get(1).kind()).isEqualTo(HistoryEntry.Kind.ACCEPTED);
        assertThat(history.get(1).change()).hasValueSatisfying(change -> {
            assertThat(change.field()).isEqualTo(TicketField.CATEGORY);
            assertThat(change.from()).isEqualTo("general").isEqualTo(change.to());
        });
        assertThat(staff.accept(ticket.id(), Expected.any(), ClassifiedField.CATEGORY)
                        .version())
                .isEqualTo(2);
        assertThatThrownBy(() -> staff.accept(ticket.id(), Expected.any(), ClassifiedField.SENTIMENT))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        desk.as(Actor.requester("ada")).accept(ticket.id(), Expected.any(), ClassifiedField.CATEGORY))
                .isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void aChangeOfTheSameFieldWinsOverAcceptingIt() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        Ticket after = desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder()
                                .category("billing")
                                .accept(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY)
                                .build());

        assertThat(after.category().code()).isEqualTo("billing");
        ClassificationRun run = runs(desk.staff(), ticket).get(0);
        assertThat(fate(run, ClassifiedField.CATEGORY)).isEqualTo(Fate.CORRECTED);
        assertThat(fate(run, ClassifiedField.PRIORITY)).isEqualTo(Fate.ACCEPTED);
    }

    @Test
    default void aNewTextIsARunOfItsOwn() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        desk.clock().advance(Duration.ofMinutes(1));

        desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder().description("I am angry.").build());

        List<ClassificationRun> runs = runs(desk.staff(), ticket);
        assertThat(runs).hasSize(2);
        assertThat(fate(runs.get(0), ClassifiedField.SENTIMENT)).isEqualTo(Fate.SUPERSEDED);
        assertThat(fate(runs.get(0), ClassifiedField.CATEGORY)).isEqualTo(Fate.APPLIED);
        assertThat(fate(runs.get(1), ClassifiedField.SENTIMENT)).isEqualTo(Fate.APPLIED);
        assertThat(fate(runs.get(1), ClassifiedField.URGENCY_SCORE)).isEqualTo(Fate.APPLIED);
        assertThat(fate(runs.get(1), ClassifiedField.CATEGORY)).isEqualTo(Fate.OFFERED);
    }

    @Test
    default void aClassificationIsLinkedOnceAndReusedAsIfFromACache() {
        Desk desk = desk();
        TicketService tickets = with(desk, request -> Optional.of(answer()));
        Classification classification = tickets.classify("Invoice", "Details of it.");
        assertThat(classification.runs()).hasSize(2);
        TicketDraft draft =
                Fixtures.draft("Invoice").classification(classification).build();

        ClassificationRun first = runs(tickets, tickets.submit(draft)).get(0);
        List<ClassificationRun> again = runs(tickets, tickets.submit(draft));

        classification.runs().get(0).id().ifPresent(id -> assertThat(first.id()).contains(id));
        assertThat(first.call()).map(ModelCall::cached).contains(false);
        assertThat(again).isNotEmpty().extracting(ClassificationRun::id).doesNotContain(first.id());
    }

    @Test
    default void repeatingAKeyAsksNobody() {
        Desk desk = desk();
        TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("once").build();

        Ticket ticket = desk.submit(draft);
        desk.submit(draft);

        assertThat(runs(desk.staff(), ticket)).hasSize(1);
    }

    @Test
    default void runsArePagedBothWays() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        for (int i = 0; i < 4; i++) {
            desk.clock().advance(Duration.ofSeconds(i % 2));
            desk.staff()
                    .update(
                            ticket.id(),
                            Expected.any(),
                            TicketChange.builder().description("Text " + i).build());
        }
        var runs = desk.staff().runs();
        List<ClassificationRun> all =
                runs.ofTicket(ticket.id(), PageRequest.first()).items();
        var first = runs.ofTicket(ticket.id(), PageRequest.first(2));
        var second = runs.ofTicket(ticket.id(), PageRequest.at(first.next().orElseThrow(), 2));
        var back = runs.ofTicket(ticket.id(), PageRequest.at(second.previous().orElseThrow(), 2));

        assertThat(all).hasSize(5).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(first.items()).usingRecursiveComparison().isEqualTo(all.subList(0, 2));
        assertThat(second.items()).usingRecursiveComparison().isEqualTo(all.subList(2, 4));
        assertThat(back.items()).usingRecursiveComparison().isEqualTo(all.subList(0, 2));
    }

    @Test
    default void runsAreForThoseWhoMaySeeThemAndTheirTickets() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer").requester("ada").build());

        assertThatThrownBy(() -> runs(desk.as(Actor.requester("ada")), ticket))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> runs(desk().staff(), ticket)).isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> desk.staff().runs().ofTicket(new TicketId(Long.MAX_VALUE), PageRequest.first()))
                .isInstanceOf(TicketNotFoundException.class);
    }
}
