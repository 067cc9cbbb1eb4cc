package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.CommentNotFoundException;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.Limits;
import io.ticketkit.PageRequest;
import io.ticketkit.ReopenPolicy;
import io.ticketkit.RunId;
import io.ticketkit.StaleCommentException;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.Workflow;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.Seek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is said on tickets: replies and notes, their edits and tombstones, and what they do to the ticket. */
interface ConversationContract extends StorageContract {
    Actor ADA = Actor.requester("ada");
    Actor AGENT = Actor.staff("agent-1");

    private static Ticket adas(Desk desk) {
        return desk.as(ADA).submit(Fixtures.draft("Printer").build());
    }

    private static List<Comment> thread(TicketService service, TicketId id) {
        return service.comments().list(id, PageRequest.first()).items();
    }

    @Test
    default void aReplyIsAChangeOfTheTicket() {
        Desk desk = desk();
        Ticket ticket = adas(desk);
        desk.clock().advance(Duration.ofMinutes(5));

        Comment reply = desk.staff().comments().add(ticket.id(), CommentDraft.reply("  Is it on?\n🖨 "));

        assertThat(reply.content()).isEqualTo("Is it on?\n🖨");
        assertThat(reply.kind()).isEqualTo(CommentKind.STAFF);
        assertThat(reply.author()).isEqualTo("agent-1");
        assertThat(reply.ticket()).isEqualTo(ticket.id());
        assertThat(reply.tenant()).isEqualTo(desk.tenant());
        assertThat(reply.createdAt()).isEqualTo(desk.clock().instant());
        assertThat(reply.isInternal() || reply.isGenerated() || reply.isDeleted())
                .isFalse();
        assertThat(reply.editedAt()).isEmpty();
        assertThat(desk.as(ADA).comments().get(reply.id()))
                .usingRecursiveComparison()
                .isEqualTo(reply);
        Ticket now = desk.as(ADA).get(ticket.id());
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.updatedAt()).isEqualTo(reply.createdAt());
        assertThat(now.firstResponseAt()).contains(reply.createdAt());
        HistoryEntry line =
                desk.as(ADA).history(ticket.id(), PageRequest.first()).items().get(1);
        assertThat(line.kind()).isEqualTo(HistoryEntry.Kind.COMMENTED);
        assertThat(line.subject()).hasValue(reply.id().value());
        assertThat(line.event()).isEqualTo(2);
        assertThat(line.actorId()).isEqualTo("agent-1");
    }

    @Test
    default void aNoteIsForThoseWhoMaySeeNotes() {
        Desk desk = desk();
        Ticket ticket = adas(desk);

        Comment note = desk.staff().comments().add(ticket.id(), CommentDraft.note("Again!"));
        Comment reply = desk.staff().comments().add(ticket.id(), CommentDraft.reply("Hello"));

        assertThat(note.isInternal()).isTrue();
        assertThat(note.id().value() % 2).isOne();
        assertThat(reply.id().value() % 2).isZero();
        assertThat(thread(desk.staff(), ticket.id())).containsExactlyInAnyOrder(note, reply);
        assertThat(thread(desk.as(ADA), ticket.id())).containsExactly(reply);
        assertThat(desk.as(ADA).comments().find(note.id())).isEmpty();
        assertThat(desk.staff().history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::event, HistoryEntry::isInternal)
                .containsExactly(tuple(1L, false), tuple(2L, true), tuple(3L, false));
        // the reply after a note shows no gap
        assertThat(desk.as(ADA).history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::event)
                .containsExactly(1L, 2L);
        assertDenied(() -> desk.as(ADA).comments().add(ticket.id(), CommentDraft.note("x")), Action.INTERNAL_NOTES);
    }

    @Test
    default void whoSpeaksFollowsFromTheActorOrIsNamed() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        RunId run = desk.staff().assistant().draftReply(id).run().orElseThrow();
        AiMark mark = AiMark.generated().model("m-1").confidence(0.25).run(run);
        TicketComments bot = desk.as(Actor.system("bot")).comments();

        assertThat(desk.as(ADA).comments().add(id, CommentDraft.reply("a")).kind())
                .isEqualTo(CommentKind.USER);
        assertThat(bot.add(id, CommentDraft.reply("b")).kind()).isEqualTo(CommentKind.SYSTEM);
        Comment ai = bot.add(id, CommentDraft.reply("c").ai(mark));
        assertThat(ai.kind()).isEqualTo(CommentKind.AI);
        assertThat(ai.isGenerated()).isTrue();
        Comment drafted =
                desk.staff().comments().add(id, CommentDraft.reply("d").ai(AiMark.generated()));
        assertThat(drafted.kind()).isEqualTo(CommentKind.STAFF);
        assertThat(drafted.isGenerated()).isTrue();
        Comment told = desk.staff()
                .comments()
                .add(id, CommentDraft.reply("by telephone").author(CommentKind.USER, "ada"));
        assertThat(told.author()).isEqualTo("ada");
        assertThat(told.kind()).isEqualTo(CommentKind.USER);
        assertDenied(
                () -> desk.as(ADA).comments().add(id, CommentDraft.reply("x").author(CommentKind.STAFF, "agent-1")),
                Action.COMMENT_FOR_OTHERS);

        assertThat(thread(desk.as(ADA), id))
                .extracting(Comment::content)
                .containsExactly("a", "b", "c", "d", "by telephone");
        assertThat(thread(desk.staff(), id).get(2).ai()).contains(mark);
        assertThat(thread(desk.staff(), id).get(3).ai()).contains(AiMark.generated());
    }

    @Test
    default void onlyStaffWhoHelpGiveTheFirstResponse() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        TicketComments staff = desk.staff().comments();

        desk.as(ADA).comments().add(id, CommentDraft.reply("and"));
        staff.add(id, CommentDraft.note("hm"));
        desk.as(Actor.system("bot")).comments().add(id, CommentDraft.reply("c").ai(AiMark.generated()));
        staff.add(id, CommentDraft.reply("by telephone").author(CommentKind.USER, "ada"));
        desk.as(Actor.staff("ada")).comments().add(id, CommentDraft.reply("it is my own ticket"));
        assertThat(desk.staff().get(id).firstResponseAt()).isEmpty();
        desk.clock().advance(Duration.ofMinutes(1));
        Instant first = staff.add(id, CommentDraft.reply("Hello")).createdAt();
        desk.clock().advance(Duration.ofMinutes(1));
        staff.add(id, CommentDraft.reply("Hello again"));

        assertThat(desk.staff().get(id).firstResponseAt()).contains(first);
    }

    @Test
    default void aRequestersReplyReopensWhatIsResolved() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        desk.staff().transition(id, Expected.any(), Status.RESOLVED);
        desk.staff().comments().add(id, CommentDraft.reply("Done"));
        desk.as(ADA).comments().add(id, CommentDraft.reply("Thanks").answering(Expected.version(3)));

        Ticket now = desk.staff().get(id);
        assertThat(now.status()).isEqualTo(Status.OPEN);
        assertThat(now.resolvedAt()).isEmpty();
        assertThat(now.version()).isEqualTo(5);
        List<HistoryEntry> lines = desk.staff().history(id, PageRequest.first()).items();
        assertThat(lines)
                .extracting(HistoryEntry::kind)
                .endsWith(HistoryEntry.Kind.COMMENTED, HistoryEntry.Kind.CHANGED);
        HistoryEntry last = lines.get(lines.size() - 1);
        assertThat(last.event()).isEqualTo(5);
        assertThat(last.change().orElseThrow().field()).isEqualTo(TicketField.STATUS);
        assertThat(last.actorRole()).isEqualTo(Actor.Role.REQUESTER);

        desk.staff().transition(id, Expected.any(), Status.CLOSED);
        desk.as(ADA).comments().add(id, CommentDraft.reply("One more thing"));
        assertThat(desk.staff().get(id).status()).isEqualTo(Status.CLOSED);
    }

    @Test
    default void whetherAReplyReopensIsUpToPolicyAndWorkflow() {
        Desk desk = desk();
        Workflow noWayBack = Workflow.builder()
                .allow(Status.OPEN, Status.RESOLVED, Status.CLOSED)
                .build();
        for (TicketKit kit : List.of(
                desk.kit(0, builder -> builder.reopenOnReply(ReopenPolicy.never())),
                desk.kit(0, builder -> builder.workflow(noWayBack)))) {
            TicketId id = adas(desk).id();
            desk.staff().transition(id, Expected.any(), Status.RESOLVED);
            desk.service(kit, ADA).comments().add(id, CommentDraft.reply("Still broken"));
            assertThat(desk.staff().get(id).status()).isEqualTo(Status.RESOLVED);
            assertThat(thread(desk.staff(), id)).hasSize(1);
        }
        TicketKit always = desk.kit(
                0,
                builder ->
                        builder.reopenOnReply((before, reply) -> reply.author().equals("ada")));
        TicketId id = adas(desk).id();
        desk.staff().transition(id, Expected.any(), Status.CLOSED);
        desk.service(always, ADA).comments().add(id, CommentDraft.reply("Still broken"));
        assertThat(desk.staff().get(id).status()).isEqualTo(Status.OPEN);
        assertThat(desk.staff().get(id).closedAt()).isEmpty();
    }

    @Test
    default void everyViolationIsToldAtOnceAndNothingIsWritten() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        TicketComments staff = desk.staff().comments();

        assertViolations(
                () -> staff.add(
                        id,
                        CommentDraft.reply(" \u200B")
                                .author(CommentKind.USER, "a\nb")
                                .idempotencyKey("")),
                "content",
                "author",
                "idempotency_key");
        assertViolations(() -> staff.add(id, CommentDraft.note("a\0b")), "content");
        assertViolations(() -> staff.add(id, CommentDraft.note("\uD83D")), "content");
        assertViolations(() -> staff.add(id, CommentDraft.reply("🖨".repeat(Limits.COMMENT) + "x")), "content");
        assertThatThrownBy(() -> staff.add(new TicketId(id.value() + 1_000_000), CommentDraft.reply("")))
                .isInstanceOf(TicketNotFoundException.class);
        assertThat(thread(desk.staff(), id)).isEmpty();
        assertThat(desk.staff().get(id).version()).isOne();

        String longest = "🖨".repeat(Limits.COMMENT);
        Comment comment = staff.add(id, CommentDraft.reply(longest));
        assertThat(staff.get(comment.id()).content()).isEqualTo(longest);
        assertViolations(() -> staff.edit(comment.id(), " "), "content");
        assertThat(staff.edit(comment.id(), "short").content()).isEqualTo("short");
        assertThat(staff.edits(comment.id(), PageRequest.first()).items())
                .extracting(CommentEdit::content)
                .containsExactly(longest);
    }

    private static void assertViolations(ThrowingCallable call, String... fields) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::field)
                                .containsExactly(fields));
    }

    private static void assertDenied(ThrowingCallable call, Action action) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(action));
    }

    @Test
    default void editingKeepsTheEarlierText() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        TicketComments ada = desk.as(ADA).comments();
        Comment comment = ada.add(id, CommentDraft.reply("frist"));
        desk.clock().advance(Duration.ofMinutes(1));

        Comment second = ada.edit(comment.id(), " first ");
        assertThat(ada.edit(comment.id(), "first")).isEqualTo(second);
        assertThat(desk.staff().get(id).version()).isEqualTo(3);
        Comment third = desk.staff().comments().edit(comment.id(), "first!");

        assertThat(second.content()).isEqualTo("first");
        assertThat(second.editedAt()).contains(desk.clock().instant());
        assertThat(second.createdAt()).isEqualTo(comment.createdAt());
        assertThat(third.author()).isEqualTo("ada");
        assertThat(ada.get(comment.id())).usingRecursiveComparison().isEqualTo(third);
        PageRequest one = PageRequest.first(1);
        var page = ada.edits(comment.id(), one);
        assertThat(page.items())
                .containsExactly(new CommentEdit(
                        comment.id(),
                        1,
                        "frist",
                        Actor.Role.REQUESTER,
                        "ada",
                        desk.clock().instant()));
        assertThat(ada.edits(comment.id(), PageRequest.at(page.next().orElseThrow(), 1))
                        .items())
                .containsExactly(new CommentEdit(
                        comment.id(),
                        2,
                        "first",
                        Actor.Role.STAFF,
                        "agent-1",
                        desk.clock().instant()));
        Ticket now = desk.staff().get(id);
        assertThat(now.version()).isEqualTo(4);
        assertThat(now.updatedAt()).isEqualTo(desk.clock().instant());
        assertThat(desk.as(ADA).history(id, PageRequest.first()).items())
                .extracting(HistoryEntry::kind)
                .containsExactly(
                        HistoryEntry.Kind.SUBMITTED,
                        HistoryEntry.Kind.COMMENTED,
                        HistoryEntry.Kind.COMMENT_EDITED,
                        HistoryEntry.Kind.COMMENT_EDITED);
    }

    @Test
    default void whoCorrectsAnotherTextThanTheOneReadIsTold() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        TicketComments ada = desk.as(ADA).comments();
        TicketComments staff = desk.staff().comments();
        Comment first = ada.add(id, CommentDraft.reply("frist"));
        assertThat(first.version()).isOne();

        Comment second = ada.edit(first.id(), Expected.unchanged(first), "first");
        assertThat(second.version()).isEqualTo(2);
        for (ThrowingCallable late : List.<ThrowingCallable>of(
                () -> staff.edit(first.id(), Expected.unchanged(first), "thirst"),
                () -> ada.edit(first.id(), Expected.version(1), "first"),
                () -> ada.edit(first.id(), Expected.version(3), "thirst"),
                () -> ada.delete(first.id(), Expected.unchanged(first)))) {
            assertThatThrownBy(late)
                    .isInstanceOfSatisfying(
                            StaleCommentException.class,
                            e -> assertThat(e.current())
                                    .usingRecursiveComparison()
                                    .isEqualTo(second));
        }
        assertDenied(() -> desk.as(ADA).comments().edit(staffs(desk, id), Expected.version(9), "x"), Action.MODERATE);
        assertThat(ada.get(first.id())).usingRecursiveComparison().isEqualTo(second);
        long version = desk.staff().get(id).version();

        assertThat(staff.edit(first.id(), Expected.any(), "first!").version()).isEqualTo(3);
        assertThat(ada.delete(first.id(), Expected.version(3)).isDeleted()).isTrue();
        assertThat(ada.delete(first.id(), Expected.version(3)).isDeleted()).isTrue();
        assertThatThrownBy(() -> ada.edit(first.id(), Expected.version(1), "back"))
                .isInstanceOf(CommentNotFoundException.class);
        assertThat(desk.staff().get(id).version()).isEqualTo(version + 2);
    }

    private static CommentId staffs(Desk desk, TicketId id) {
        return desk.staff().comments().add(id, CommentDraft.reply("Hello")).id();
    }

    @Test
    default void deletingLeavesATombstoneAndNoText() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        TicketComments staff = desk.staff().comments();
        Comment comment =
                staff.add(id, CommentDraft.reply("secret").ai(AiMark.generated().model("m")));
        staff.edit(comment.id(), "secret too");
        desk.clock().advance(Duration.ofMinutes(1));

        Comment tombstone = staff.delete(comment.id());

        assertThat(tombstone.isDeleted()).isTrue();
        assertThat(tombstone.deletedAt()).contains(desk.clock().instant());
        assertThat(tombstone.content()).isEmpty();
        assertThat(tombstone.ai()).isEmpty();
        assertThat(tombstone.author()).isEqualTo("agent-1");
        assertThat(thread(desk.as(ADA), id))
                .singleElement()
                .usingRecursiveComparison()
                .isEqualTo(tombstone);
        assertThat(staff.edits(comment.id(), PageRequest.first()).items()).isEmpty();
        long version = desk.staff().get(id).version();
        assertThat(staff.delete(comment.id())).usingRecursiveComparison().isEqualTo(tombstone);
        assertThatThrownBy(() -> staff.edit(comment.id(), "again")).isInstanceOf(CommentNotFoundException.class);
        assertThat(desk.staff().get(id).version()).isEqualTo(version).isEqualTo(4);
        assertThat(desk.as(ADA).history(id, PageRequest.first()).items())
                .extracting(HistoryEntry::kind)
                .endsWith(HistoryEntry.Kind.COMMENT_DELETED);
    }

    @Test
    default void onesOwnAndThoseOfOthers() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        Comment own = desk.as(ADA).comments().add(id, CommentDraft.reply("mine"));
        Comment staffs = desk.staff().comments().add(id, CommentDraft.reply("yours"));
        TicketComments ada = desk.as(ADA).comments();

        assertDenied(() -> ada.edit(staffs.id(), "x"), Action.MODERATE);
        assertDenied(() -> ada.delete(staffs.id()), Action.MODERATE);
        assertDenied(() -> ada.edits(staffs.id(), PageRequest.first()), Action.MODERATE);
        assertThat(ada.edits(own.id(), PageRequest.first()).items()).isEmpty();
        // the same name in another part is somebody else
        desk.as(Actor.staff("ada")).comments().edit(own.id(), "moderated");
        assertThat(ada.delete(own.id()).isDeleted()).isTrue();
        Comment note = desk.staff().comments().add(id, CommentDraft.note("a note"));
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> ada.edit(note.id(), ""),
                () -> ada.edit(new CommentId(note.id().value() + 1_000_000), "x"),
                () -> ada.delete(note.id()),
                () -> ada.get(note.id()),
                () -> ada.edits(note.id(), PageRequest.first()),
                () -> desk().staff().comments().edit(own.id(), "another tenant"),
                () -> desk.as(Actor.requester("bob")).comments().delete(staffs.id()))) {
            assertThatThrownBy(call).isInstanceOf(CommentNotFoundException.class);
        }
        assertThatThrownBy(() -> desk.as(Actor.requester("bob")).comments().list(id, PageRequest.first()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> desk.as(Actor.requester("bob")).comments().add(id, CommentDraft.reply("")))
                .isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void aReplyToAnOlderStateIsRefusedWithTheCurrentOne() {
        Desk desk = desk();
        Ticket ticket = adas(desk);
        desk.staff().comments().add(ticket.id(), CommentDraft.note("changes nothing"));
        desk.as(ADA).comments().add(ticket.id(), CommentDraft.reply("Solved!").answering(Expected.unchanged(ticket)));

        assertThatThrownBy(() -> desk.staff()
                        .comments()
                        .add(ticket.id(), CommentDraft.reply("Try this").answering(Expected.unchanged(ticket))))
                .isInstanceOfSatisfying(
                        StaleTicketException.class,
                        e -> assertThat(e.current().version()).isEqualTo(2));
        assertThat(thread(desk.as(ADA), ticket.id())).hasSize(1);
    }

    @Test
    default void aKeyMakesOneCommentAndTellsOthersApart() {
        Desk desk = desk();
        Ticket ticket = adas(desk);
        Ticket other = adas(desk);
        TicketComments staff = desk.staff().comments();
        CommentDraft draft = CommentDraft.reply("Hello").idempotencyKey("k");
        Comment first = staff.add(ticket.id(), draft.answering(Expected.unchanged(ticket)));

        // also when the state that was answered is an earlier one by now
        assertThat(staff.add(ticket.id(), draft.answering(Expected.unchanged(ticket))))
                .usingRecursiveComparison()
                .isEqualTo(first);
        Comment edited = staff.edit(first.id(), "Hi");
        assertThat(staff.add(ticket.id(), draft)).usingRecursiveComparison().isEqualTo(edited);
        for (CommentDraft different : List.of(
                CommentDraft.reply("Hello!"),
                CommentDraft.note("Hello"),
                CommentDraft.reply("Hello").ai(AiMark.generated()),
                CommentDraft.reply("Hello").author(CommentKind.USER, "ada"))) {
            assertThatThrownBy(() -> staff.add(ticket.id(), different.idempotencyKey("k")))
                    .isInstanceOf(IdempotencyConflictException.class);
        }
        assertThatThrownBy(() -> staff.add(other.id(), draft)).isInstanceOf(IdempotencyConflictException.class);
        assertThatThrownBy(() -> desk.staff()
                        .submit(Fixtures.draft("x").idempotencyKey("k").build()))
                .isInstanceOf(IdempotencyConflictException.class);
        desk.staff().submit(Fixtures.draft("x").idempotencyKey("t").build());
        assertThatThrownBy(() -> staff.add(ticket.id(), CommentDraft.reply("x").idempotencyKey("t")))
                .isInstanceOf(IdempotencyConflictException.class);
        assertThat(desk.as(ADA).comments().add(ticket.id(), draft).id()).isNotEqualTo(first.id());

        assertThat(staff.delete(first.id())).usingRecursiveComparison().isEqualTo(staff.add(ticket.id(), draft));
        desk.staff().erase(ticket.id());
        assertThat(staff.add(other.id(), draft).content()).isEqualTo("Hello");
    }

    @Test
    default void erasingATicketErasesWhatWasSaid() {
        Desk desk = desk();
        TicketId id = adas(desk).id();
        TicketComments staff = desk.staff().comments();
        Comment reply = staff.add(id, CommentDraft.reply("a").idempotencyKey("k"));
        Comment note = staff.add(id, CommentDraft.note("b"));
        staff.edit(reply.id(), "c");
        staff.edit(note.id(), "d");

        desk.staff().erase(id);

        assertThat(staff.find(reply.id())).isEmpty();
        assertThat(staff.find(note.id())).isEmpty();
        assertThat(staff.all(PageRequest.first()).items()).isEmpty();
        List<CommentEdit> left = desk.asHost(() -> harness()
                .node(0)
                .<List<CommentEdit>>read(
                        reader -> reader.comments().edits(desk.tenant(), reply.id(), new Seek(null, false, 10))));
        assertThat(left).isEmpty();
    }
}
