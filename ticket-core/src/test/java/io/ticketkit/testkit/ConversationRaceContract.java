package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentId;
import io.ticketkit.CommentNotFoundException;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.PageRequest;
import io.ticketkit.StaleCommentException;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Several people and nodes talking on the same ticket at once. */
interface ConversationRaceContract extends StorageContract {
    private static List<HistoryEntry> history(Desk desk, Actor actor, TicketId id) {
        return desk.as(actor).history(id, PageRequest.first(200)).items();
    }

    private static List<Comment> thread(Desk desk, TicketId id) {
        return desk.staff().comments().list(id, PageRequest.first(200)).items();
    }

    @Test
    default void ofManyAnswersToOneVersionExactlyOneIsSent() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        List<Outcome<Comment>> outcomes = Desk.atOnce(
                8,
                number -> desk.on(number % 2, Actor.staff("agent-" + number))
                        .comments()
                        .add(
                                ticket.id(),
                                CommentDraft.reply("Answer " + number).answering(Expected.unchanged(ticket))));

        List<Comment> sent = outcomes.stream()
                .map(Outcome::returned)
                .flatMap(Optional::stream)
                .toList();
        assertThat(sent).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(StaleTicketException.class));
        assertThat(thread(desk, ticket.id())).isEqualTo(sent);
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(2);
    }

    @Test
    default void repliesAndNotesAtOnceAllLand() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer").requester("ada").build());

        Desk.atOnce(
                        10,
                        number -> desk.on(number % 2, Actor.staff("agent-" + number))
                                .comments()
                                .add(
                                        ticket.id(),
                                        number % 5 < 2
                                                ? CommentDraft.note("n" + number)
                                                : CommentDraft.reply("r" + number)))
                .forEach(Outcome::get);

        assertThat(thread(desk, ticket.id())).hasSize(10);
        assertThat(history(desk, Actor.staff("agent-1"), ticket.id()))
                .extracting(HistoryEntry::event)
                .isEqualTo(LongStream.rangeClosed(1, 11).boxed().toList());
        assertThat(history(desk, Actor.requester("ada"), ticket.id()))
                .extracting(HistoryEntry::event)
                .isEqualTo(LongStream.rangeClosed(1, 7).boxed().toList());
        Ticket now = desk.staff().get(ticket.id());
        assertThat(now.version()).isEqualTo(7);
        List<Comment> replies = desk.as(Actor.requester("ada"))
                .comments()
                .list(ticket.id(), PageRequest.first())
                .items();
        assertThat(replies).extracting(Comment::createdAt).doesNotHaveDuplicates();
        assertThat(now.firstResponseAt()).contains(replies.get(0).createdAt());
        assertThat(now.updatedAt()).isEqualTo(replies.get(5).createdAt());
    }

    @Test
    default void oneKeyMakesOneCommentUnderSixteenThreads() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("One", "Two");
        CommentDraft draft = CommentDraft.reply("Hello").idempotencyKey("k");

        // each goes on in the same transaction of the host, which a lost race must not spoil
        List<CommentId> ids = Desk.atOnce(
                        16,
                        number -> desk.asHost(() -> {
                            TicketComments agent = desk.kit(number % 2, builder -> {})
                                    .forTenant(desk.tenant())
                                    .as(Actor.staff("agent"))
                                    .comments();
                            CommentId id = agent.add(tickets.get(0).id(), draft).id();
                            agent.add(tickets.get(0).id(), CommentDraft.reply("Next"));
                            return id;
                        }))
                .stream()
                .map(Outcome::get)
                .distinct()
                .toList();

        assertThat(ids).hasSize(1);
        assertThat(thread(desk, tickets.get(0).id())).hasSize(17);
    }

    @Test
    default void oneKeyOnTwoTicketsIsUsedOnOne() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("One", "Two");
        CommentDraft draft = CommentDraft.reply("Hello").idempotencyKey("k");

        List<Outcome<Comment>> outcomes = Desk.atOnce(
                8,
                number -> desk.on(number % 2, Actor.staff("agent"))
                        .comments()
                        .add(tickets.get(number / 2 % 2).id(), draft));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .hasSize(4)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(IdempotencyConflictException.class));
        assertThat(thread(desk, tickets.get(0).id()).size()
                        + thread(desk, tickets.get(1).id()).size())
                .isOne();
    }

    @Test
    default void whatIsDeletedWhileOthersEditStaysDeleted() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        Comment comment = desk.staff().comments().add(ticket.id(), CommentDraft.reply("text"));

        List<Outcome<Comment>> outcomes = Desk.atOnce(8, number -> {
            TicketComments agent =
                    desk.on(number % 2, Actor.staff("agent-" + number)).comments();
            return number == 3 || number == 4
                    ? agent.delete(comment.id())
                    : agent.edit(comment.id(), "text by " + number);
        });

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(CommentNotFoundException.class));
        TicketComments staff = desk.staff().comments();
        assertThat(staff.get(comment.id()).isDeleted()).isTrue();
        assertThat(staff.edits(comment.id(), PageRequest.first()).items()).isEmpty();
        List<HistoryEntry> lines = history(desk, Actor.staff("agent-1"), ticket.id());
        assertThat(lines)
                .filteredOn(line -> line.kind() == HistoryEntry.Kind.COMMENT_DELETED)
                .hasSize(1);
        assertThat(lines.get(lines.size() - 1).kind()).isEqualTo(HistoryEntry.Kind.COMMENT_DELETED);
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(lines.size());
    }

    @Test
    default void editsAtOnceAreAllKept() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        Comment comment = desk.staff().comments().add(ticket.id(), CommentDraft.note("text"));

        Desk.atOnce(
                        8,
                        number -> desk.on(number % 2, Actor.staff("agent-" + number))
                                .comments()
                                .edit(comment.id(), "text by " + number))
                .forEach(Outcome::get);

        TicketComments staff = desk.staff().comments();
        assertThat(staff.get(comment.id()).edits()).isEqualTo(8);
        assertThat(staff.edits(comment.id(), PageRequest.first()).items())
                .extracting(edit -> edit.number())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(desk.staff().get(ticket.id()).version()).isOne();
    }

    @Test
    default void ofThoseWhoCorrectTheSameTextOneWins() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        Comment comment = desk.staff().comments().add(ticket.id(), CommentDraft.reply("text"));

        List<Outcome<Comment>> outcomes = Desk.atOnce(8, number -> {
            TicketComments agent =
                    desk.on(number % 2, Actor.staff("agent-" + number)).comments();
            return number == 3
                    ? agent.delete(comment.id(), Expected.unchanged(comment))
                    : agent.edit(comment.id(), Expected.unchanged(comment), "text by " + number);
        });

        Comment now = desk.staff().comments().get(comment.id());
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() == null)
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.get()).usingRecursiveComparison().isEqualTo(now));
        Class<?> late = now.isDeleted() ? CommentNotFoundException.class : StaleCommentException.class;
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(late));
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(3);
    }

    @Test
    default void aTicketErasedWhileOthersReplyLeavesNothing() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);

        List<Outcome<Boolean>> outcomes = Desk.atOnce(8, number -> {
            if (number == 3) {
                desk.on(1, Actor.staff("agent")).erase(ticket.id());
            } else {
                TicketComments agent = desk.on(number % 2, Actor.staff("agent")).comments();
                CommentId id =
                        agent.add(ticket.id(), CommentDraft.reply("r" + number)).id();
                agent.edit(id, "edited");
            }
            return true;
        });

        assertThat(outcomes.get(3).get()).isTrue();
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .allSatisfy(outcome -> assertThat(outcome.failure())
                        .isInstanceOfAny(TicketNotFoundException.class, CommentNotFoundException.class));
        assertThat(desk.staff().find(ticket.id())).isEmpty();
        assertThat(desk.staff().comments().all(PageRequest.first()).items()).isEmpty();
    }

    @Test
    default void manyRepliesReopenOnce() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer")
                .requester("ada")
                .status(Status.RESOLVED)
                .build());

        Desk.atOnce(
                        8,
                        number -> desk.on(number % 2, Actor.requester("ada"))
                                .comments()
                                .add(ticket.id(), CommentDraft.reply("Still broken " + number)))
                .forEach(Outcome::get);

        List<HistoryEntry> lines = history(desk, Actor.requester("ada"), ticket.id());
        assertThat(lines)
                .filteredOn(line -> line.change()
                        .filter(c -> c.field() == TicketField.STATUS)
                        .isPresent())
                .hasSize(1);
        assertThat(lines)
                .extracting(HistoryEntry::event)
                .isEqualTo(LongStream.rangeClosed(1, 10).boxed().toList());
        Ticket now = desk.staff().get(ticket.id());
        assertThat(now.status()).isEqualTo(Status.OPEN);
        assertThat(now.version()).isEqualTo(10);
    }

    @Test
    default void aReplyThatComesWhileTheTicketIsResolvedIsNotOverlooked() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer").requester("ada").build());

        List<Outcome<Boolean>> outcomes = Desk.atOnce(2, number -> {
            if (number == 0) {
                desk.on(0, Actor.staff("agent")).transition(ticket.id(), Expected.unchanged(ticket), Status.RESOLVED);
            } else {
                desk.on(1, Actor.requester("ada")).comments().add(ticket.id(), CommentDraft.reply("Wait"));
            }
            return true;
        });

        // resolved first: the reply opens it again; replied first: who wanted to resolve it must look again
        assertThat(outcomes.get(1).get()).isTrue();
        assertThat(desk.staff().get(ticket.id()).status()).isEqualTo(Status.OPEN);
        if (outcomes.get(0).failure() != null) {
            assertThat(outcomes.get(0).failure()).isInstanceOf(StaleTicketException.class);
        }
    }
}
