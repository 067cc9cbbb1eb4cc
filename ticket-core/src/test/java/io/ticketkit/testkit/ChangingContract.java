package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.IllegalTransitionException;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketField;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changing tickets: what a change names is written, and nothing else. */
interface ChangingContract extends StorageContract {
    @Test
    default void aChangeWritesOnlyWhatItNames() {
        Desk desk = desk();
        Ticket before = desk.submit(
                Fixtures.draft("Printer").tags("a").attribute("k", "1").build());
        desk.clock().advance(Duration.ofMinutes(1));

        Ticket after = desk.staff()
                .update(
                        before.id(),
                        Expected.unchanged(before),
                        TicketChange.builder()
                                .priority(Priority.CRITICAL)
                                .assignee("agent-2")
                                .addTags("b")
                                .attribute("k", "2")
                                .build());

        assertThat(after.version()).isEqualTo(2);
        assertThat(after.updatedAt()).isEqualTo(desk.clock().instant());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
        assertThat(after.title()).isEqualTo("Printer");
        assertThat(after.tags()).containsExactly("a", "b");
        assertThat(after.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.PERSON);
        assertThat(desk.on(1, Actor.staff("x")).get(before.id()))
                .usingRecursiveComparison()
                .isEqualTo(after);
    }

    @Test
    default void fieldsCanBeClearedAndTagsReplaced() {
        Desk desk = desk();
        Ticket before = desk.submit(Fixtures.draft("Printer")
                .requester("r")
                .assignee("a")
                .team("t")
                .channel("c")
                .hostReference(new HostReference("order", "1"))
                .tags("x", "y")
                .attribute("k", "v")
                .build());

        Ticket after = desk.staff()
                .update(
                        before.id(),
                        Expected.any(),
                        TicketChange.builder()
                                .requester(null)
                                .assignee(null)
                                .team(null)
                                .channel(null)
                                .hostReference(null)
                                .tags(Set.of("z"))
                                .attribute("k", null)
                                .build());

        Ticket read = desk.staff().get(after.id());
        assertThat(read.requester()).isEmpty();
        assertThat(read.assignee()).isEmpty();
        assertThat(read.team()).isEmpty();
        assertThat(read.channel()).isEmpty();
        assertThat(read.hostReference()).isEmpty();
        assertThat(read.tags()).containsExactly("z");
        assertThat(read.attributes()).isEmpty();
    }

    @Test
    default void historyTellsWhoChangedWhat() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer").build());
        desk.clock().advance(Duration.ofSeconds(5));
        desk.as(Actor.system("robot")).transition(ticket.id(), Expected.any(), Status.RESOLVED);
        desk.staff()
                .update(
                        ticket.id(),
                        Expected.any(),
                        TicketChange.builder()
                                .title("angry printer")
                                .tags(Set.of("x", "y"))
                                .build());

        List<HistoryEntry> lines =
                desk.staff().history(ticket.id(), PageRequest.first()).items();

        assertThat(lines)
                .extracting(
                        HistoryEntry::event,
                        HistoryEntry::position,
                        HistoryEntry::kind,
                        line -> line.change().orElse(null))
                .containsExactly(
                        line(1, 0, HistoryEntry.Kind.SUBMITTED, null),
                        line(2, 0, HistoryEntry.Kind.CHANGED, new FieldChange(TicketField.STATUS, "open", "resolved")),
                        line(
                                3,
                                0,
                                HistoryEntry.Kind.CHANGED,
                                new FieldChange(TicketField.TITLE, "Printer", "angry printer")),
                        line(
                                3,
                                1,
                                HistoryEntry.Kind.RESCORED,
                                new FieldChange(TicketField.SENTIMENT, "neutral", "angry")),
                        line(3, 2, HistoryEntry.Kind.RESCORED, new FieldChange(TicketField.URGENCY_SCORE, "22", "28")),
                        line(3, 3, HistoryEntry.Kind.CHANGED, new FieldChange(TicketField.TAGS, null, "x,y")));
        assertThat(lines.get(0).actorRole()).isEqualTo(Actor.Role.STAFF);
        assertThat(lines.get(0).actorId()).isEqualTo("agent-1");
        assertThat(lines.get(1).actorRole()).isEqualTo(Actor.Role.SYSTEM);
        assertThat(lines.get(1).actorId()).isEqualTo("robot");
        assertThat(lines.get(1).at()).isEqualTo(desk.clock().instant());
    }

    private static Tuple line(long event, int position, HistoryEntry.Kind kind, @Nullable FieldChange change) {
        return Tuple.tuple(event, position, kind, change);
    }

    @Test
    default void aChangeThatChangesNothingWritesNothing() {
        Desk desk = desk();
        Ticket before = desk.submit(Fixtures.draft("Printer")
                .category("billing")
                .tags("x")
                .attribute("k", "v")
                .build());
        desk.clock().advance(Duration.ofHours(1));

        Ticket after = desk.staff()
                .update(
                        before.id(),
                        Expected.unchanged(before),
                        TicketChange.builder()
                                .title(" Printer ")
                                .description("Details of it.")
                                .category("Billing")
                                .priority(Priority.MEDIUM)
                                .status(Status.OPEN)
                                .assignee(null)
                                .tags(Set.of("x"))
                                .attribute("k", "v")
                                .removeTags("none")
                                .build());

        assertThat(after).usingRecursiveComparison().isEqualTo(before);
        assertThat(desk.staff().get(before.id())).usingRecursiveComparison().isEqualTo(before);
        assertThat(desk.staff().history(before.id(), PageRequest.first()).items())
                .hasSize(1);
    }

    @Test
    default void aStaleChangeIsRefusedWithTheCurrentTicket() {
        Desk desk = desk();
        Ticket old = desk.submit("Printer").get(0);
        Ticket current = desk.staff().transition(old.id(), Expected.unchanged(old), Status.IN_PROGRESS);

        assertThatThrownBy(() -> desk.staff().assign(old.id(), Expected.unchanged(old), "agent-2"))
                .isInstanceOfSatisfying(
                        StaleTicketException.class,
                        e -> assertThat(e.current()).usingRecursiveComparison().isEqualTo(current));
        assertThat(desk.staff().get(old.id()).assignee()).isEmpty();
        assertThat(desk.staff().assign(old.id(), Expected.any(), "agent-2").assignee())
                .contains("agent-2");
    }

    @Test
    default void scoresFollowTheTextOnlyWhenItReallyChanges() {
        Desk desk = desk();
        Ticket calm = desk.submit(TicketDraft.of("Printer", "jams"));
        assertThat(calm.sentiment()).isEqualTo(Sentiment.NEUTRAL);
        TicketService staff = desk.staff();

        Ticket angry = staff.update(
                calm.id(),
                Expected.any(),
                TicketChange.builder().description("I am angry").build());
        Ticket moved = staff.transition(calm.id(), Expected.any(), Status.IN_PROGRESS);

        assertThat(angry.sentiment()).isEqualTo(Sentiment.ANGRY);
        assertThat(angry.urgencyScore()).isEqualTo("Printer\nI am angry".length());
        assertThat(moved.sentiment()).isEqualTo(Sentiment.ANGRY);
        assertThat(moved.category()).isEqualTo(calm.category());
    }

    @Test
    default void theWorkflowGuardsAndStampsTimes() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = desk.staff();

        Instant resolved = desk.clock().instant();
        staff.transition(ticket.id(), Expected.any(), Status.RESOLVED);
        desk.clock().advance(Duration.ofDays(1));
        Ticket closed = staff.transition(ticket.id(), Expected.any(), Status.CLOSED);
        assertThat(closed.resolvedAt()).contains(resolved);
        assertThat(closed.closedAt()).contains(desk.clock().instant());

        for (Status forbidden : List.of(Status.IN_PROGRESS, Status.RESOLVED)) {
            assertThatThrownBy(() -> staff.transition(ticket.id(), Expected.any(), forbidden))
                    .isInstanceOfSatisfying(IllegalTransitionException.class, e -> {
                        assertThat(e.from()).isEqualTo(Status.CLOSED);
                        assertThat(e.to()).isEqualTo(forbidden);
                        assertThat(e).hasMessageContaining("it can go to: open");
                    });
        }
        Ticket reopened = staff.transition(ticket.id(), Expected.any(), Status.OPEN);
        assertThat(reopened.resolvedAt()).isEmpty();
        assertThat(reopened.closedAt()).isEmpty();
        assertThat(staff.get(ticket.id())).usingRecursiveComparison().isEqualTo(reopened);
    }

    @Test
    default void limitsHoldForWhatATicketHasInTheEnd() {
        Desk desk = desk();
        String[] fifty = java.util.stream.IntStream.range(0, 50)
                .mapToObj(number -> "tag" + number)
                .toArray(String[]::new);
        Ticket ticket = desk.submit(Fixtures.draft("Printer").tags(fifty).build());

        assertThatThrownBy(() -> desk.staff().tag(ticket.id(), Set.of("one more"), Set.of()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("no more than 50");
        assertThat(desk.staff()
                        .tag(ticket.id(), Set.of("one more"), Set.of("tag0"))
                        .tags())
                .hasSize(50)
                .contains("one more")
                .doesNotContain("tag0");
    }
}
