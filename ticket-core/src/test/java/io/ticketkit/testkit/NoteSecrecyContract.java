package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ticketkit.Access;
import io.ticketkit.AccessPolicy;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.Expected;
import io.ticketkit.PageRequest;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Nobody who may not see notes learns by any call that there is one: the same story is played on two tenants, once with
 * notes written, edited and deleted after each step, and looks the same to the requester and to staff who may not see
 * notes.
 */
interface NoteSecrecyContract extends StorageContract {
    Actor ADA = Actor.requester("ada");
    Actor JUNIOR = Actor.staff("junior");
    Actor SENIOR = Actor.staff("senior");
    AccessPolicy POLICY = actor -> actor.equals(JUNIOR)
            ? new Access(EnumSet.complementOf(EnumSet.of(Action.INTERNAL_NOTES)), Scope.all())
            : AccessPolicy.standard().accessOf(actor);

    /** The story, on a tenant of its own. */
    final class Story {
        private final Desk desk;
        private final TicketKit kit;
        private final boolean withNotes;
        private final List<TicketId> tickets = new ArrayList<>();
        private final List<Comment> replies = new ArrayList<>();
        private final List<Comment> notes = new ArrayList<>();
        private final List<String> seen = new ArrayList<>();

        Story(Desk desk, boolean withNotes) {
            this.desk = desk;
            this.kit = desk.kit(0, builder -> builder.accessPolicy(POLICY));
            this.withNotes = withNotes;
        }

        TicketService as(Actor actor) {
            return desk.service(kit, actor);
        }

        Story play() {
            Actor[] both = {ADA, JUNIOR};
            tickets.add(
                    as(ADA).submit(Fixtures.draft("Printer").idempotencyKey("t").build())
                            .id());
            step();
            tickets.add(as(JUNIOR)
                    .submit(Fixtures.draft("Scanner").requester("ada").tags("x").build())
                    .id());
            step();
            for (int i = 0; i < 5; i++) {
                reply(both[i % 2], i % 2, "reply " + i);
                step();
            }
            as(JUNIOR).comments().edit(replies.get(1).id(), "edited");
            step();
            as(ADA).comments().delete(replies.get(0).id());
            step();
            as(JUNIOR).transition(tickets.get(0), Expected.any(), Status.RESOLVED);
            step();
            reply(ADA, 0, "not yet");
            step();
            as(JUNIOR).tag(tickets.get(1), List.of("y"), List.of("x"));
            step();
            as(ADA).submit(Fixtures.draft("Printer").idempotencyKey("t").build());
            tickets.add(as(ADA).submit(Fixtures.draft("Third").build()).id());
            step();
            as(SENIOR).erase(tickets.get(2));
            tickets.remove(2);
            step();
            as(JUNIOR).transition(tickets.get(1), Expected.any(), Status.CLOSED);
            step();
            return this;
        }

        private void reply(Actor actor, int ticket, String text) {
            TicketId id = tickets.get(ticket);
            CommentDraft draft = CommentDraft.reply(text)
                    .answering(Expected.unchanged(as(actor).get(id)))
                    .idempotencyKey("key of " + text);
            Comment reply = as(actor).comments().add(id, draft);
            as(actor).comments().add(id, draft);
            replies.add(reply);
        }

        /** Notes come and go without the clock moving; then is looked. */
        private void step() {
            if (withNotes) {
                TicketComments senior = as(SENIOR).comments();
                for (TicketId ticket : tickets) {
                    CommentDraft draft = CommentDraft.note("hush " + notes.size());
                    notes.add(senior.add(ticket, draft.idempotencyKey("n" + notes.size())));
                    notes.add(senior.add(ticket, CommentDraft.note("hush").author(CommentKind.STAFF, "junior")));
                }
                senior.edit(notes.get(notes.size() - 1).id(), "hush hush " + notes.size());
                senior.delete(notes.get(notes.size() / 2).id());
            }
            desk.clock().advance(Duration.ofSeconds(90));
            for (Actor actor : List.of(ADA, JUNIOR)) {
                seen.add(actor.id() + " after step " + seen.size() + " sees "
                        + new PublicView(as(actor), tickets, replies).text());
            }
        }
    }

    @Test
    default void whetherThereAreNotesCannotBeTold() {
        Story without = new Story(desk(), false).play();
        Story with = new Story(desk(), true).play();

        assertThat(with.notes).hasSizeGreaterThan(40);
        assertThat(with.seen).hasSize(without.seen.size());
        for (int i = 0; i < with.seen.size(); i++) {
            assertThat(with.seen.get(i)).isEqualTo(without.seen.get(i));
        }
        // what is compared would tell: who may see notes sees another picture
        String senior = new PublicView(with.as(SENIOR), with.tickets, with.replies).text();
        assertThat(senior)
                .contains("hush")
                .isNotEqualTo(new PublicView(without.as(SENIOR), without.tickets, without.replies).text());
        assertThat(with.replies)
                .allSatisfy(reply -> assertThat(reply.id().value() % 2).isZero());
        assertThat(with.notes)
                .allSatisfy(note -> assertThat(note.id().value() % 2).isOne());
        assertNotesAreAsUnknownAsWhatNeverWas(with);
    }

    private static void assertNotesAreAsUnknownAsWhatNeverWas(Story story) {
        for (Actor actor : List.of(ADA, JUNIOR)) {
            TicketComments comments = story.as(actor).comments();
            for (Comment note :
                    List.of(story.notes.get(0), story.notes.get(1), story.notes.get(story.notes.size() / 2))) {
                CommentId never = new CommentId(note.id().value() + 100_000_000);
                assertThat(answers(comments, note.id())).isEqualTo(answers(comments, never));
            }
        }
        assertThat(story.as(SENIOR).comments().get(story.notes.get(0).id())).isNotNull();
    }

    private static List<String> answers(TicketComments comments, CommentId id) {
        List<String> answers = new ArrayList<>();
        answers.add(comments.find(id).toString());
        for (Throwable refusal : List.of(
                catchThrowable(() -> comments.get(id)),
                catchThrowable(() -> comments.edit(id, "")),
                catchThrowable(() -> comments.edit(id, "x")),
                catchThrowable(() -> comments.delete(id)),
                catchThrowable(() -> comments.edits(id, PageRequest.first())))) {
            answers.add(refusal.toString().replace(id.toString(), "#"));
        }
        return answers;
    }
}
