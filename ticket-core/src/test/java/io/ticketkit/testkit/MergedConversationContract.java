package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.Actor;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentKind;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.ReopenPolicy;
import io.ticketkit.Status;
import io.ticketkit.StorageConflictException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.TicketMergedException;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The conversation of a duplicate is read in that of its original, and goes on there. */
interface MergedConversationContract extends StorageContract {
    private static Ticket of(Desk desk, String requester) {
        return desk.submit(Fixtures.draft("Printer").requester(requester).build());
    }

    private static void say(Desk desk, Actor actor, Ticket ticket, CommentDraft draft) {
        desk.clock().advance(Duration.ofSeconds(1));
        desk.as(actor).comments().add(ticket.id(), draft);
    }

    private static List<String> thread(TicketService service, Ticket ticket) {
        return service.comments().list(ticket.id(), PageRequest.first()).items().stream()
                .map(Comment::content)
                .toList();
    }

    private static Ticket merge(Desk desk, Ticket duplicate, Ticket original) {
        return desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());
    }

    @Test
    default void theConversationsAreReadAsOneByThoseWhoMaySeeBoth() {
        Desk desk = desk();
        Actor ann = Actor.requester("ann");
        Actor bob = Actor.requester("bob");
        Actor staff = Actor.staff("agent-1");
        Ticket anns = of(desk, "ann");
        Ticket bobs = of(desk, "bob");
        Ticket original = of(desk, "bob");
        say(desk, bob, original, CommentDraft.reply("1"));
        say(desk, ann, anns, CommentDraft.reply("2"));
        say(desk, staff, anns, CommentDraft.note("3"));
        say(desk, staff, original, CommentDraft.note("4"));
        say(desk, bob, bobs, CommentDraft.reply("5"));
        say(desk, staff, original, CommentDraft.reply("6"));

        merge(desk, anns, bobs);
        merge(desk, bobs, original);

        assertThat(thread(desk.staff(), original)).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(thread(desk.staff(), anns)).containsExactly("2", "3");
        assertThat(thread(desk.staff(), bobs)).containsExactly("5");
        assertThat(thread(desk.as(bob), original)).containsExactly("1", "5", "6");
        assertThat(thread(desk.as(bob), bobs)).containsExactly("5");
        assertThat(thread(desk.as(ann), anns)).containsExactly("2");
        assertThat(desk.staff().comments().count(original.id())).isEqualTo(6);
        assertThat(desk.as(bob).comments().count(original.id())).isEqualTo(3);
        assertThat(desk.staff()
                        .comments()
                        .list(original.id(), PageRequest.first())
                        .items())
                .extracting(Comment::ticket)
                .containsExactly(original.id(), anns.id(), anns.id(), original.id(), bobs.id(), original.id());
    }

    @Test
    default void aJoinedConversationIsPagedForwardAndBack() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        for (int i = 0; i < 7; i++) {
            say(desk, Actor.staff("agent-1"), i % 2 == 0 ? duplicate : original, CommentDraft.reply("" + i));
        }
        merge(desk, duplicate, original);
        TicketService staff = desk.staff();

        List<String> forward = new ArrayList<>();
        Page<Comment> page = staff.comments().list(original.id(), PageRequest.first(3));
        page.items().forEach(comment -> forward.add(comment.content()));
        while (page.next().isPresent()) {
            page = staff.comments()
                    .list(original.id(), PageRequest.at(page.next().get(), 3));
            page.items().forEach(comment -> forward.add(comment.content()));
        }
        Page<Comment> back = staff.comments()
                .list(original.id(), PageRequest.at(page.previous().orElseThrow(), 3));

        assertThat(forward).containsExactly("0", "1", "2", "3", "4", "5", "6");
        assertThat(back.items()).extracting(Comment::content).containsExactly("3", "4", "5");
    }

    @Test
    default void whoHelpsIsSentToTheOriginal() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        TicketService staff = desk.staff();
        CommentDraft keyed = CommentDraft.reply("before").idempotencyKey("k");
        Comment before = staff.comments().add(duplicate.id(), keyed);
        merge(desk, duplicate, original);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> staff.comments().add(duplicate.id(), CommentDraft.reply("x")),
                () -> staff.comments().add(duplicate.id(), CommentDraft.note("x")),
                () -> desk.as(Actor.system("bot")).comments().add(duplicate.id(), CommentDraft.reply("x")))) {
            assertThatThrownBy(call).isInstanceOfSatisfying(TicketMergedException.class, e -> {
                assertThat(e.id()).isEqualTo(duplicate.id());
                assertThat(e.original()).contains(original.id());
            });
        }
        assertThat(staff.comments().add(duplicate.id(), keyed))
                .usingRecursiveComparison()
                .isEqualTo(before);
        assertThat(thread(staff, original)).containsExactly("before");
        staff.comments().add(original.id(), CommentDraft.reply("after"));
        staff.comments().edit(before.id(), "edited");
        assertThat(thread(staff, original)).containsExactly("edited", "after");
    }

    @Test
    default void aRequestersReplyOnADuplicateOpensTheOriginal() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        merge(desk, duplicate, original);
        desk.staff().transition(original.id(), Expected.any(), Status.RESOLVED);
        desk.clock().advance(Duration.ofMinutes(1));
        List<TicketEvent> events = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> builder.afterCommit(events::add));

        Comment reply = desk.service(kit, Actor.requester("ann"))
                .comments()
                .add(duplicate.id(), CommentDraft.reply("Still broken"));

        assertThat(reply.ticket()).isEqualTo(duplicate.id());
        assertThat(desk.staff().get(duplicate.id()).status()).isEqualTo(Status.CLOSED);
        assertThat(desk.staff().get(duplicate.id()).mergedInto()).contains(original.id());
        Ticket opened = desk.staff().get(original.id());
        assertThat(opened.status()).isEqualTo(Status.OPEN);
        assertThat(opened.resolvedAt()).isEmpty();
        assertThat(opened.updatedAt()).isEqualTo(reply.createdAt());
        assertThat(thread(desk.staff(), original)).containsExactly("Still broken");
        assertThat(events)
                .extracting(
                        event -> event.header().ticketId(),
                        Object::getClass,
                        event -> event.header().actor())
                .containsExactly(
                        tuple(duplicate.id(), TicketEvent.Commented.class, Actor.requester("ann")),
                        tuple(original.id(), TicketEvent.Updated.class, Actor.system("ticketkit-merging")));
        // whose ticket the original is does not learn who wrote, nor what
        TicketService bob = desk.as(Actor.requester("bob"));
        assertThat(thread(bob, original)).isEmpty();
        assertThat(bob.history(original.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::actorId)
                .containsExactly(
                        tuple(1L, HistoryEntry.Kind.SUBMITTED, "agent-1"),
                        tuple(2L, HistoryEntry.Kind.CHANGED, "agent-1"),
                        tuple(3L, HistoryEntry.Kind.CHANGED, "ticketkit-merging"));
    }

    @Test
    default void thePolicyDecidesAboutTheOriginal() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        merge(desk, duplicate, original);
        List<TicketId> asked = new ArrayList<>();
        ReopenPolicy curious = (before, reply) -> {
            asked.add(before.id());
            return false;
        };
        TicketKit kit = desk.kit(0, builder -> builder.reopenOnReply(curious));
        TicketService ann = desk.service(kit, Actor.requester("ann"));

        ann.comments().add(duplicate.id(), CommentDraft.reply("while it is open"));
        Ticket closed = desk.staff().transition(original.id(), Expected.any(), Status.CLOSED);
        ann.comments().add(duplicate.id(), CommentDraft.reply("now that it is closed"));
        desk.as(Actor.requester("ann")).comments().add(duplicate.id(), CommentDraft.reply("the default"));

        assertThat(asked).containsExactly(original.id());
        assertThat(desk.staff().get(original.id())).usingRecursiveComparison().isEqualTo(closed);
        assertThat(thread(desk.staff(), original)).hasSize(3);
    }

    @Test
    default void whatSomebodySaidOnTheTelephoneCanBeWrittenDownOnTheDuplicate() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann");
        Ticket original = of(desk, "bob");
        merge(desk, duplicate, original);

        desk.staff().comments().add(duplicate.id(), CommentDraft.reply("told").author(CommentKind.USER, "ann"));

        assertThat(thread(desk.as(Actor.requester("ann")), duplicate)).containsExactly("told");
        assertThat(thread(desk.staff(), original)).containsExactly("told");
    }

    @Test
    default void repliesAndMergesAtOnceLoseNothing() {
        Desk desk = desk();
        List<Ticket> tickets = List.of(of(desk, "bob"), of(desk, "ann"), of(desk, "ann"));
        Ticket last = tickets.get(0);
        desk.staff().transition(last.id(), Expected.any(), Status.RESOLVED);

        List<Outcome<Integer>> outcomes = Desk.atOnce(10, number -> {
            repeatedWhereHostsDo(() -> {
                if (number < 2) {
                    desk.on(number, Actor.staff("agent"))
                            .links()
                            .merge(tickets.get(number + 1).id(), Expected.any(), last.id());
                } else {
                    desk.on(number % 2, Actor.requester("ann"))
                            .comments()
                            .add(tickets.get(1 + number / 2 % 2).id(), CommentDraft.reply("" + number));
                }
            });
            return number;
        });

        outcomes.forEach(Outcome::get);
        assertThat(thread(desk.staff(), last)).containsExactlyInAnyOrder("2", "3", "4", "5", "6", "7", "8", "9");
        say(desk, Actor.requester("ann"), tickets.get(1), CommentDraft.reply("late"));
        assertThat(desk.staff().get(last.id()).status()).isEqualTo(Status.OPEN);
    }

    /** A merge between look and lock may end in a deadlock. A kit with transactions of its own tries again by itself. */
    private void repeatedWhereHostsDo(Runnable call) {
        boolean joins = harness().node(0).joins();
        for (int attempt = 1; ; attempt++) {
            try {
                call.run();
                return;
            } catch (StorageConflictException e) {
                if (!joins || attempt == 10) {
                    throw e;
                }
            }
        }
    }
}
