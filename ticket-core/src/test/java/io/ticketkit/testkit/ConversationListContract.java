package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentId;
import io.ticketkit.Cursor;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pages of what was said, who sees which of them, and what listeners hear. */
interface ConversationListContract extends StorageContract {
    /**
     * All items, read forward and then backward by pages.
     *
     * @param list gives a page
     * @param <T> of what
     * @return the items in order; both ways must give the same
     */
    static <T> List<T> walked(Function<PageRequest, Page<T>> list) {
        List<T> forward = new ArrayList<>();
        Page<T> page = list.apply(PageRequest.first(2));
        forward.addAll(page.items());
        while (page.next().isPresent()) {
            page = list.apply(PageRequest.at(page.next().orElseThrow(), 2));
            forward.addAll(page.items());
        }
        List<T> backward = new ArrayList<>(page.items());
        while (page.previous().isPresent()) {
            page = list.apply(PageRequest.at(page.previous().orElseThrow(), 2));
            backward.addAll(0, page.items());
        }
        assertThat(backward).usingRecursiveComparison().isEqualTo(forward);
        return forward;
    }

    @Test
    default void pagesGiveEachCommentOnceInTheOrderOfWriting() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("One", "Two");
        List<Comment> said = new ArrayList<>();
        // the clock of the second node is late, and the numbers of the two come from different blocks
        for (int i = 0; i < 11; i++) {
            desk.clock().advance(Duration.ofSeconds(i % 2 == 0 ? 3 : -1));
            said.add(desk.on(i % 2, Actor.staff("agent-" + i % 3))
                    .comments()
                    .add(tickets.get(0).id(), CommentDraft.reply("reply " + i)));
        }
        desk.clock().advance(Duration.ofMinutes(1));
        TicketComments staff = desk.staff().comments();
        Comment other = staff.add(tickets.get(1).id(), CommentDraft.reply("other"));

        assertThat(said).extracting(Comment::createdAt).doesNotHaveDuplicates();
        assertThat(walked(page -> staff.list(tickets.get(0).id(), page))).isEqualTo(said);
        assertThat(walked(page -> staff.list(tickets.get(1).id(), page))).containsExactly(other);
        said.add(other);
        assertThat(walked(staff::all)).isEqualTo(said);
        assertThat(staff.countAll()).isEqualTo(12);
        assertThat(staff.count(tickets.get(0).id())).isEqualTo(11);
        assertThat(staff.count(tickets.get(1).id())).isOne();
        assertThat(desk().staff().comments().all(PageRequest.first()).items()).isEmpty();

        Page<Comment> first = staff.list(tickets.get(0).id(), PageRequest.first(5));
        Comment later = staff.add(tickets.get(0).id(), CommentDraft.reply("later"));
        staff.edit(said.get(0).id(), "edited");
        staff.delete(said.get(7).id());
        Page<Comment> second =
                staff.list(tickets.get(0).id(), PageRequest.at(first.next().orElseThrow(), 50));
        assertThat(second.items())
                .extracting(Comment::id)
                .startsWith(said.get(5).id())
                .endsWith(later.id());
        assertThat(second.items()).hasSize(7);
    }

    @Test
    default void countsAreOfWhatTheActorMaySee() {
        Desk desk = desk();
        TicketId adas = desk.staff()
                .submit(TicketDraft.of("Printer", "It burns").toBuilder()
                        .requester("ada")
                        .build())
                .id();
        TicketId nobodys = desk.submit("Phone").get(0).id();
        TicketComments staff = desk.staff().comments();
        staff.add(adas, CommentDraft.note("hush"));
        Comment reply = staff.add(adas, CommentDraft.reply("Hello"));
        staff.edit(staff.add(adas, CommentDraft.note("hush too")).id(), "hush hush");
        staff.delete(reply.id());
        staff.add(nobodys, CommentDraft.reply("Hello"));

        assertThat(staff.count(adas)).isEqualTo(3);
        assertThat(staff.countAll()).isEqualTo(4);
        assertThat(desk.staff().historyLength(adas)).isEqualTo(6);
        TicketService ada = desk.as(Actor.requester("ada"));
        assertThat(ada.comments().count(adas)).isOne();
        assertThat(ada.comments().countAll()).isOne();
        assertThat(ada.historyLength(adas)).isEqualTo(3);
        assertThat(desk().staff().comments().countAll()).isZero();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> ada.comments().count(nobodys),
                () -> ada.historyLength(nobodys),
                () -> desk().staff().comments().count(adas),
                () -> desk().staff().historyLength(adas))) {
            assertThatThrownBy(call).isInstanceOf(TicketNotFoundException.class);
        }
    }

    @Test
    default void aCursorBelongsToOneListOneActorAndWhatThatSees() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("One", "Two");
        TicketComments staff = desk.staff().comments();
        CommentId id = tickets.stream()
                .map(ticket -> IntStream.range(0, 3)
                        .mapToObj(i -> staff.add(ticket.id(), CommentDraft.note("note " + i)))
                        .toList())
                .toList()
                .get(0)
                .get(0)
                .id();
        TicketId one = tickets.get(0).id();
        Cursor list = staff.list(one, PageRequest.first(1)).next().orElseThrow();
        Cursor all = staff.all(PageRequest.first(1)).next().orElseThrow();
        EnumSet<Action> withoutNotes = EnumSet.complementOf(EnumSet.of(Action.INTERNAL_NOTES));
        TicketKit kit = desk.kit(0, builder -> builder.accessPolicy(actor -> new Access(withoutNotes, Scope.all())));
        TicketComments same = desk.service(kit, Actor.staff("agent-1")).comments();
        TicketComments other = desk.as(Actor.staff("agent-2")).comments();

        assertThat(staff.list(one, PageRequest.at(list, 5)).items()).hasSize(2);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> staff.list(tickets.get(1).id(), PageRequest.at(list, 5)),
                () -> staff.all(PageRequest.at(list, 5)),
                () -> staff.list(one, PageRequest.at(all, 5)),
                () -> staff.edits(id, PageRequest.at(list, 5)),
                () -> desk.staff().history(one, PageRequest.at(list, 5)),
                () -> other.list(one, PageRequest.at(list, 5)),
                () -> other.all(PageRequest.at(all, 5)),
                () -> same.list(one, PageRequest.at(list, 5)),
                () -> same.all(PageRequest.at(all, 5)))) {
            assertThatThrownBy(call).isInstanceOf(InvalidCursorException.class);
        }
    }

    @Test
    default void commentsAreSeenWhereTheirTicketIs() {
        Desk desk = desk();
        List<Ticket> tickets = List.of(
                desk.submit(Fixtures.draft("Mine").requester("ada").build()),
                desk.submit(Fixtures.draft("Tagged").tags("vip", "x").build()),
                desk.submit(
                        Fixtures.draft("Blue").team("blue").assignee("agent-2").build()),
                desk.submit(Fixtures.draft("Both").requester("ada").tags("vip").build()));
        List<Comment> said = new ArrayList<>();
        for (Ticket ticket : tickets) {
            desk.clock().advance(Duration.ofSeconds(1));
            said.add(desk.staff().comments().add(ticket.id(), CommentDraft.reply("reply")));
            said.add(desk.staff().comments().add(ticket.id(), CommentDraft.note("note")));
        }
        for (Scope scope : List.of(
                Scope.none(),
                Scope.requester("ada"),
                Scope.tag("vip"),
                Scope.team("blue"),
                Scope.anyOf(List.of(Scope.assignee("agent-2"), Scope.tag("x"))),
                Scope.allOf(List.of(Scope.requester("ada"), Scope.tag("vip"))),
                Scope.all())) {
            for (boolean notes : List.of(true, false)) {
                EnumSet<Action> actions = EnumSet.allOf(Action.class);
                if (!notes) {
                    actions.remove(Action.INTERNAL_NOTES);
                }
                TicketKit kit = desk.kit(0, builder -> builder.accessPolicy(actor -> new Access(actions, scope)));
                TicketService service = desk.service(kit, Actor.staff("x"));
                List<Comment> visible = said.stream()
                        .filter(comment -> notes || !comment.isInternal())
                        .filter(comment -> tickets.stream()
                                .anyMatch(ticket -> ticket.id().equals(comment.ticket()) && scope.includes(ticket)))
                        .toList();
                assertThat(walked(service.comments()::all)).containsExactlyInAnyOrderElementsOf(visible);
                assertThat(said)
                        .filteredOn(
                                comment -> service.comments().find(comment.id()).isPresent())
                        .isEqualTo(visible);
                List<Comment> threads = tickets.stream()
                        .filter(scope::includes)
                        .flatMap(ticket -> walked(page -> service.comments().list(ticket.id(), page)).stream())
                        .toList();
                assertThat(threads).containsExactlyInAnyOrderElementsOf(visible);
            }
        }
    }

    @Test
    default void listenersHearWhatWasSaidEditedAndDeleted() {
        Desk desk = desk();
        List<TicketEvent> events = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> builder.beforeCommit(events::add));
        Ticket ticket = desk.submit(Fixtures.draft("Printer")
                .requester("ada")
                .status(Status.RESOLVED)
                .build());
        TicketComments ada = desk.service(kit, Actor.requester("ada")).comments();
        TicketComments staff = desk.service(kit, Actor.staff("agent-1")).comments();

        CommentDraft draft = CommentDraft.reply("Not yet").idempotencyKey("k");
        Comment reply = ada.add(ticket.id(), draft);
        ada.add(ticket.id(), draft);
        Comment note = staff.add(ticket.id(), CommentDraft.note("Oh"));
        Comment edited = ada.edit(reply.id(), "Not at all");
        ada.edit(reply.id(), "Not at all");
        Comment gone = staff.delete(note.id());
        staff.delete(note.id());

        assertThat(events).extracting(event -> event.header().number()).containsExactly(2L, 3L, 4L, 5L, 6L);
        Ticket open = desk.staff().get(ticket.id());
        assertThat(events.get(0)).isInstanceOfSatisfying(TicketEvent.Commented.class, event -> {
            assertThat(event.comment()).isEqualTo(reply);
            assertThat(event.ticket().version()).isEqualTo(2);
            assertThat(event.ticket().status()).isEqualTo(Status.RESOLVED);
            assertThat(event.header().actor()).isEqualTo(Actor.requester("ada"));
            assertThat(event.header().at()).isEqualTo(reply.createdAt());
        });
        assertThat(events.get(1)).isInstanceOfSatisfying(TicketEvent.Updated.class, event -> {
            assertThat(event.change(TicketField.STATUS).orElseThrow().to()).isEqualTo("open");
            assertThat(event.ticket().version()).isEqualTo(3);
        });
        assertThat(events.get(2)).isInstanceOfSatisfying(TicketEvent.Commented.class, event -> {
            assertThat(event.comment().isInternal()).isTrue();
            assertThat(event.ticket().version()).isEqualTo(3);
        });
        assertThat(events.get(3))
                .isInstanceOfSatisfying(
                        TicketEvent.CommentEdited.class,
                        event -> assertThat(event.comment()).isEqualTo(edited));
        assertThat(events.get(4)).isInstanceOfSatisfying(TicketEvent.CommentDeleted.class, event -> {
            assertThat(event.comment()).isEqualTo(gone);
            assertThat(event.comment().content()).isEmpty();
            assertThat(event.ticket()).isEqualTo(open);
        });
        assertThat(events.toString().replace(desk.tenant(), "the tenant"))
                .doesNotContain("Not yet", "Not at all", "Oh", "ada");
    }

    @Test
    default void aVetoLeavesNothingOfAComment() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        Comment kept = desk.staff().comments().add(ticket.id(), CommentDraft.reply("kept"));
        TicketKit kit = desk.kit(
                0,
                builder -> builder.beforeCommit(event -> {
                    throw new IllegalStateException("no");
                }));
        TicketComments vetoed =
                kit.forTenant(desk.tenant()).as(Actor.staff("agent-1")).comments();
        Ticket before = desk.staff().get(ticket.id());

        // also when the host catches it and commits
        desk.asHost(() -> {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> vetoed.add(ticket.id(), CommentDraft.reply("x").idempotencyKey("k")),
                    () -> vetoed.add(ticket.id(), CommentDraft.note("x")),
                    () -> vetoed.edit(kept.id(), "x"),
                    () -> vetoed.delete(kept.id()))) {
                assertThatThrownBy(call)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no");
            }
            return true;
        });

        TicketComments staff = desk.staff().comments();
        assertThat(staff.list(ticket.id(), PageRequest.first()).items()).containsExactly(kept);
        assertThat(staff.edits(kept.id(), PageRequest.first()).items()).isEmpty();
        assertThat(desk.staff().get(ticket.id())).usingRecursiveComparison().isEqualTo(before);
        assertThat(desk.staff().history(ticket.id(), PageRequest.first()).items())
                .hasSize(2);
        assertThat(staff.add(ticket.id(), CommentDraft.reply("other").idempotencyKey("k"))
                        .content())
                .isEqualTo("other");
    }

    @Test
    default void whoMayNotCommentMayStillRead() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        desk.staff().comments().add(ticket.id(), CommentDraft.reply("hello"));
        TicketKit readers =
                desk.kit(0, builder -> builder.accessPolicy(actor -> new Access(EnumSet.of(Action.VIEW), Scope.all())));
        TicketKit nobody = desk.kit(
                0,
                builder -> builder.accessPolicy(
                        actor -> new Access(EnumSet.complementOf(EnumSet.of(Action.VIEW)), Scope.all())));
        TicketComments reader = desk.service(readers, Actor.staff("r")).comments();
        TicketComments blind = desk.service(nobody, Actor.staff("b")).comments();

        assertThat(reader.list(ticket.id(), PageRequest.first()).items()).hasSize(1);
        assertDenied(Action.COMMENT, () -> reader.add(ticket.id(), CommentDraft.reply("x")));
        assertDenied(Action.INTERNAL_NOTES, () -> reader.add(ticket.id(), CommentDraft.note("x")));
        assertDenied(Action.VIEW, () -> blind.list(ticket.id(), PageRequest.first()));
        assertDenied(Action.VIEW, () -> blind.all(PageRequest.first()));
        assertDenied(Action.VIEW, () -> blind.add(ticket.id(), CommentDraft.reply("x")));
    }

    private static void assertDenied(Action action, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(action));
    }
}
