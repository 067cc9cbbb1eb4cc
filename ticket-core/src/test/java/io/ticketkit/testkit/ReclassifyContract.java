package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Reclassified;
import io.ticketkit.RunValue;
import io.ticketkit.RunValue.Fate;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A ticket that is classified again because somebody asks for it. */
interface ReclassifyContract extends StorageContract {
    private static TicketService with(Desk desk, Actor actor, double sureOfCategory, double sureOfPriority) {
        Classification answer = Classification.builder(Source.KEYWORD)
                .category("billing", sureOfCategory)
                .priority(Priority.CRITICAL, sureOfPriority)
                .build();
        return desk.service(desk.kit(0, builder -> builder.offlineClassifier(request -> Optional.of(answer))), actor);
    }

    private static TicketService with(Desk desk, double sureOfCategory, double sureOfPriority) {
        return with(desk, Actor.staff("agent-1"), sureOfCategory, sureOfPriority);
    }

    private static List<ClassificationRun> runs(TicketService tickets, Ticket ticket) {
        return tickets.runs().ofTicket(ticket.id(), PageRequest.first()).items();
    }

    private static Optional<Fate> fate(ClassificationRun run, ClassifiedField field) {
        return Optional.ofNullable(run.values().get(field)).map(RunValue::fate);
    }

    @Test
    default void whatNobodyChoseFollowsASurerAnswer() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Invoice").get(0);
        TicketService tickets = with(desk, 0.9, 0.8);

        Reclassified again = tickets.runs().reclassify(ticket.id());

        assertThat(again.applied()).contains(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);
        assertThat(again.classification().isComplete()).isTrue();
        assertThat(again.classification().title()).isPresent();
        assertThat(again.ticket()).isEqualTo(tickets.get(ticket.id()));
        assertThat(again.ticket().category().code()).isEqualTo("billing");
        assertThat(again.ticket().priority()).isEqualTo(Priority.CRITICAL);
        assertThat(again.ticket().origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.KEYWORD);
        assertThat(again.ticket().version()).isEqualTo(ticket.version() + 1);
        assertThat(tickets.history(ticket.id(), PageRequest.first()).items())
                .filteredOn(line -> line.change()
                        .filter(change -> change.field() == TicketField.CATEGORY)
                        .isPresent())
                .extracting(HistoryEntry::actorRole)
                .containsExactly(Actor.Role.SYSTEM);
        List<ClassificationRun> runs = runs(tickets, ticket);
        assertThat(runs).hasSize(2);
        assertThat(fate(runs.get(0), ClassifiedField.CATEGORY)).contains(Fate.SUPERSEDED);
        assertThat(fate(runs.get(1), ClassifiedField.CATEGORY)).contains(Fate.APPLIED);
        assertThat(fate(runs.get(1), ClassifiedField.PRIORITY)).contains(Fate.APPLIED);
    }

    @Test
    default void whatAPersonChoseStays() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Invoice").get(0);
        TicketService tickets = with(desk, 1, 1);
        TicketChange choice = TicketChange.builder()
                .category("account")
                .priority(Priority.LOW)
                .build();
        Ticket chosen = tickets.update(ticket.id(), Expected.any(), choice);

        Reclassified again = tickets.runs().reclassify(ticket.id());

        assertThat(again.applied()).doesNotContain(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);
        assertThat(again.ticket().category()).isEqualTo(chosen.category());
        assertThat(again.ticket().priority()).isEqualTo(Priority.LOW);
        assertThat(again.classification().category().orElseThrow().value().code())
                .isEqualTo("billing");
        ClassificationRun last = runs(tickets, ticket).get(1);
        assertThat(fate(last, ClassifiedField.CATEGORY)).contains(Fate.OFFERED);
    }

    @Test
    default void anUnsureAnswerReplacesNothing() {
        Desk desk = desk();
        TicketService sure = with(desk, 0.9, 0.9);
        Ticket ticket = sure.submit(Fixtures.draft("Invoice").build());

        Reclassified again = with(desk, 0.2, 0.2).runs().reclassify(ticket.id());

        assertThat(again.applied()).doesNotContain(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);
        assertThat(again.ticket().version()).isEqualTo(ticket.version());
        assertThat(runs(sure, ticket)).hasSizeGreaterThan(1);
    }

    @Test
    default void onlyThoseWhoMayChangeATicketClassifyItAgain() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Invoice").get(0);
        TicketService requester = with(desk, Actor.requester("nobody"), 1, 1);
        assertThatThrownBy(() -> requester.runs().reclassify(ticket.id())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> with(desk, 1, 1).runs().reclassify(new TicketId(Long.MAX_VALUE)))
                .isInstanceOf(TicketNotFoundException.class);
    }
}
