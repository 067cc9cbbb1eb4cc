package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentKind;
import io.ticketkit.Expected;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Limits;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Rating;
import io.ticketkit.RunId;
import io.ticketkit.RunPurpose;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What people think of the help they got, and of answers a machine wrote. */
interface FeedbackContract extends StorageContract {
    private static Ticket adasTicket(Desk desk) {
        return desk.submit(Fixtures.draft("Printer").requester("ada").build());
    }

    private static void assertRefused(ThrowingCallable call, String... violations) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::toString)
                                .containsExactly(violations));
    }

    private static void assertDenied(ThrowingCallable call, Action action) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(action));
    }

    private static List<HistoryEntry> history(TicketService service, Ticket ticket) {
        return service.history(ticket.id(), PageRequest.first()).items();
    }

    private static RunId runOf(Desk desk, Ticket ticket) {
        return desk.staff()
                .runs()
                .ofTicket(ticket.id(), PageRequest.first())
                .items()
                .get(0)
                .id()
                .orElseThrow();
    }

    @Test
    default void aRatingIsKeptAndChanged() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        Instant start = desk.clock().instant();
        List<TicketEvent> heard = new ArrayList<>();
        TicketService ada =
                desk.service(desk.kit(0, builder -> builder.afterCommit(heard::add)), Actor.requester("ada"));
        assertThat(ada.feedback().find(ticket.id())).isEmpty();

        Rating first = ada.feedback().rate(ticket.id(), 2, "  Slow. 😀 ");
        desk.clock().advance(Duration.ofMinutes(5));
        Rating second = ada.feedback().rate(ticket.id(), 5, " ");
        desk.clock().advance(Duration.ofMinutes(5));
        Rating again = ada.feedback().rate(ticket.id(), 5, null);

        assertThat(first.score()).isEqualTo(2);
        assertThat(first.comment()).contains("Slow. 😀");
        assertThat(first.actorId()).isEqualTo("ada");
        assertThat(first.actorRole()).isEqualTo(Actor.Role.REQUESTER);
        assertThat(List.of(first.at(), first.changedAt())).containsOnly(start);
        assertThat(second.comment()).isEmpty();
        assertThat(second.at()).isEqualTo(start);
        assertThat(second.changedAt()).isEqualTo(start.plus(Duration.ofMinutes(5)));
        assertThat(again).isEqualTo(second);
        assertThat(desk.on(1, Actor.staff("b")).feedback().find(ticket.id())).contains(second);
        Ticket now = ada.get(ticket.id());
        assertThat(now.version()).isEqualTo(3);
        assertThat(now.updatedAt()).isEqualTo(second.changedAt());
        // the score, never what else was said
        assertThat(history(ada, ticket))
                .extracting(HistoryEntry::kind, HistoryEntry::change)
                .containsExactly(
                        tuple(HistoryEntry.Kind.SUBMITTED, Optional.empty()),
                        tuple(HistoryEntry.Kind.RATED, Optional.of(new FieldChange(TicketField.RATING, null, "2"))),
                        tuple(HistoryEntry.Kind.RATED, Optional.of(new FieldChange(TicketField.RATING, "2", "5"))));
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1)).isInstanceOfSatisfying(TicketEvent.Rated.class, event -> {
            assertThat(event.rating()).isEqualTo(second);
            assertThat(event.ticket().version()).isEqualTo(3);
            assertThat(event.header().number()).isEqualTo(3);
        });
    }

    @Test
    default void whatAMachineWroteComesFromARunForItsTicket() {
        Desk desk = desk();
        TicketService staff = desk.staff();
        Ticket duplicate = adasTicket(desk);
        Ticket original = adasTicket(desk);
        Ticket other = adasTicket(desk);
        Desk foreign = desk();
        RunId foreignRun = runOf(foreign, foreign.submit("Printer").get(0));
        staff.conversations().say(staff.conversations().start(original.id()).id(), "What is this about?");
        RunId chat = staff.runs().ofTicket(original.id(), PageRequest.first()).items().stream()
                .filter(run -> run.purpose() == RunPurpose.CHAT)
                .findFirst()
                .flatMap(ClassificationRun::id)
                .orElseThrow();
        RunId ofDuplicate = staff.assistant().draftReply(duplicate.id()).run().orElseThrow();
        String refused =
                "run: This ticket has no such run. Name the run that gave this text for it, or leave the run out.";

        for (RunId run : List.of(runOf(desk, other), foreignRun, new RunId(Long.MAX_VALUE), ofDuplicate)) {
            assertRefused(() -> staff.comments().add(original.id(), from(run)), refused);
        }
        assertThat(staff.comments().list(original.id(), PageRequest.first()).items())
                .isEmpty();
        for (RunId run : List.of(runOf(desk, original), chat)) {
            assertThat(staff.comments().add(original.id(), from(run)).ai().flatMap(AiMark::run))
                    .contains(run);
        }
        CommentDraft before = from(ofDuplicate).idempotencyKey("k");
        staff.comments().add(duplicate.id(), before);

        staff.links().merge(duplicate.id(), Expected.any(), original.id());

        assertThat(staff.comments().add(duplicate.id(), before).ai().flatMap(AiMark::run))
                .contains(ofDuplicate);
        assertThat(staff.comments().add(original.id(), from(ofDuplicate)).ai().flatMap(AiMark::run))
                .contains(ofDuplicate);
        CommentDraft told = from(chat).author(CommentKind.USER, "ada");
        assertThat(staff.comments().add(duplicate.id(), told).ai().flatMap(AiMark::run))
                .contains(chat);
        assertRefused(() -> staff.comments().add(original.id(), from(runOf(desk, other))), refused);
    }

    private static CommentDraft from(RunId run) {
        return CommentDraft.reply("Try it again.").ai(AiMark.generated().run(run));
    }

    @Test
    default void whatIsWrongWithARatingIsToldAtOnce() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService ada = desk.as(Actor.requester("ada"));

        assertRefused(
                () -> ada.feedback().rate(ticket.id(), 6, "x".repeat(Limits.FEEDBACK + 1)),
                "score: Ensure this value is between 1 and 5.",
                "comment: Ensure this field has no more than 2000 characters.");
        assertRefused(() -> ada.feedback().rate(ticket.id(), 0, null), "score: Ensure this value is between 1 and 5.");
        ada.feedback().rate(ticket.id(), 1, "😀".repeat(Limits.FEEDBACK));
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(2);
    }

    @Test
    default void nobodyOverrulesTheRequester() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService staff = desk.staff();
        TicketService ada = desk.as(Actor.requester("ada"));

        staff.feedback().rate(ticket.id(), 4, "on the telephone");
        assertDenied(() -> desk.as(Actor.staff("other")).feedback().rate(ticket.id(), 5, null), Action.RATE);
        desk.clock().advance(Duration.ofMinutes(5));
        Rating hers = ada.feedback().rate(ticket.id(), 1, null);
        assertThat(hers.at()).isEqualTo(desk.clock().instant());
        assertDenied(() -> staff.feedback().rate(ticket.id(), 5, null), Action.RATE);
        assertDenied(() -> desk.as(Actor.staff("ada")).feedback().rate(ticket.id(), 5, null), Action.RATE);

        assertThat(staff.feedback().find(ticket.id())).contains(hers);
        for (TicketService stranger : List.of(desk.as(Actor.requester("bob")), desk().staff())) {
            assertThat(stranger.feedback().find(ticket.id())).isEmpty();
            assertThatThrownBy(() -> stranger.feedback().rate(ticket.id(), 9, null))
                    .isInstanceOf(TicketNotFoundException.class);
        }
    }

    @Test
    default void ratingsAtOnceAreOneRating() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);

        Desk.atOnce(
                        8,
                        number -> desk.on(number % 2, Actor.requester("ada"))
                                .feedback()
                                .rate(ticket.id(), 1 + number % 5, "number " + number))
                .forEach(Outcome::get);

        assertThat(desk.staff().feedback().find(ticket.id())).isPresent();
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(9);
        assertThat(scores(desk, Scope.all()).values()).containsExactly(1L);
    }

    private static Map<Integer, Long> scores(Desk desk, Scope scope) {
        TicketSelection selection = new TicketSelection(desk.tenant(), scope, TicketQuery.all());
        return desk.asHost(() -> desk.storage(1)
                .<Map<Integer, Long>>read(reader -> reader.feedback().scores(selection)));
    }

    @Test
    default void scoresAreCountedWithinTheScope() {
        Desk desk = desk();
        List<Ticket> tickets = new ArrayList<>();
        for (int score : List.of(5, 1, 5, 3)) {
            Ticket ticket = adasTicket(desk);
            desk.as(Actor.requester("ada")).feedback().rate(ticket.id(), score, null);
            tickets.add(ticket);
        }
        Ticket bobs = desk.submit(Fixtures.draft("Printer").requester("bob").build());
        desk.as(Actor.requester("bob")).feedback().rate(bobs.id(), 2, null);
        desk.submit("Not rated");

        assertThat(scores(desk, Scope.all())).isEqualTo(Map.of(1, 1L, 2, 1L, 3, 1L, 5, 2L));
        assertThat(scores(desk, Scope.requester("ada"))).isEqualTo(Map.of(1, 1L, 3, 1L, 5, 2L));
        assertThat(scores(desk(), Scope.all())).isEmpty();
        desk.staff().erase(tickets.get(1).id());
        assertThat(scores(desk, Scope.requester("ada"))).isEqualTo(Map.of(3, 1L, 5, 2L));
    }

    private static AnswerFeedbackDraft.Builder helpful(boolean helpful) {
        return AnswerFeedbackDraft.builder(helpful);
    }

    private static Comment answer(Desk desk, Ticket ticket) {
        return desk.staff()
                .comments()
                .add(ticket.id(), CommentDraft.reply("Restart it.").ai(AiMark.generated()));
    }

    @Test
    default void everybodyHasOneSayOnEachAnswer() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        RunId run = runOf(desk, ticket);
        Comment answer = answer(desk, ticket);
        long version = desk.staff().get(ticket.id()).version();
        int lines = history(desk.staff(), ticket).size();
        TicketService a = desk.as(Actor.staff("a"));
        TicketService b = desk.on(1, Actor.staff("b"));

        AnswerFeedback first = a.feedback()
                .judge(ticket.id(), helpful(true).run(run).text(" Good ").build());
        desk.clock().advance(Duration.ofMinutes(1));
        AnswerFeedback ofB =
                b.feedback().judge(ticket.id(), helpful(false).run(run).build());
        AnswerFeedback ofComment = a.feedback()
                .judge(ticket.id(), helpful(false).comment(answer.id()).build());
        AnswerFeedback ofTicket = a.feedback().judge(ticket.id(), helpful(true).build());
        AnswerFeedback changed = a.feedback()
                .judge(ticket.id(), helpful(false).run(run).comment(answer.id()).build());

        assertThat(first.text()).contains("Good");
        assertThat(first.isHelpful()).isTrue();
        assertThat(first.run()).contains(run);
        assertThat(changed.at()).isEqualTo(first.at());
        assertThat(changed.changedAt()).isEqualTo(desk.clock().instant());
        assertThat(changed.text()).isEmpty();
        assertThat(changed.comment()).contains(answer.id());
        Page<AnswerFeedback> page = b.feedback().list(ticket.id(), PageRequest.first(3));
        assertThat(page.items()).hasSize(3).first().isEqualTo(changed);
        List<AnswerFeedback> all = new ArrayList<>(page.items());
        all.addAll(b.feedback()
                .list(ticket.id(), PageRequest.at(page.next().orElseThrow(), 3))
                .items());
        assertThat(all).containsExactlyInAnyOrder(changed, ofB, ofComment, ofTicket);
        assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(version);
        assertThat(history(desk.staff(), ticket)).hasSize(lines);
    }

    @Test
    default void whatIsNoAnswerCannotBeJudged() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        Ticket other = adasTicket(desk);
        TicketService staff = desk.staff();
        Comment own = staff.comments().add(ticket.id(), CommentDraft.reply("By hand."));
        Comment elsewhere = answer(desk, other);
        Desk foreign = desk();
        RunId foreignRun = runOf(foreign, foreign.submit("Printer").get(0));

        assertRefused(
                () -> staff.feedback()
                        .judge(
                                ticket.id(),
                                helpful(true)
                                        .run(runOf(desk, other))
                                        .comment(own.id())
                                        .text("x".repeat(Limits.FEEDBACK + 1))
                                        .build()),
                "text: Ensure this field has no more than 2000 characters.",
                "run: This ticket has no such run.",
                "comment: This ticket has no such comment that a machine wrote.");
        assertRefused(
                () -> staff.feedback()
                        .judge(ticket.id(), helpful(true).run(foreignRun).build()),
                "run: This ticket has no such run.");
        assertRefused(
                () -> staff.feedback()
                        .judge(
                                ticket.id(),
                                helpful(true).comment(elsewhere.id()).build()),
                "comment: This ticket has no such comment that a machine wrote.");
        assertThat(staff.feedback().list(ticket.id(), PageRequest.first()).items())
                .isEmpty();
    }

    @Test
    default void requestersJudgeWhatTheyGotAndReadNothing() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        TicketService ada = desk.as(Actor.requester("ada"));
        Comment answer = answer(desk, ticket);
        Comment note = desk.staff()
                .comments()
                .add(ticket.id(), CommentDraft.note("Draft.").ai(AiMark.generated()));

        AnswerFeedback said = ada.feedback()
                .judge(ticket.id(), helpful(true).comment(answer.id()).build());

        assertThat(desk.staff()
                        .feedback()
                        .list(ticket.id(), PageRequest.first())
                        .items())
                .containsExactly(said);
        RunId run = runOf(desk, ticket);
        assertDenied(
                () -> ada.feedback().judge(ticket.id(), helpful(true).run(run).build()), Action.ASSIST);
        assertRefused(
                () -> ada.feedback()
                        .judge(ticket.id(), helpful(true).comment(note.id()).build()),
                "comment: This ticket has no such comment that a machine wrote.");
        assertDenied(() -> ada.feedback().list(ticket.id(), PageRequest.first()), Action.VIEW_RUNS);
        TicketService bob = desk.as(Actor.requester("bob"));
        assertThatThrownBy(() -> bob.feedback().list(ticket.id(), PageRequest.first()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> bob.feedback().judge(ticket.id(), helpful(true).build()))
                .isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void judgingAtOnceIsOneSay() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        RunId run = runOf(desk, ticket);

        Desk.atOnce(
                        8,
                        number -> desk.on(number % 2, Actor.staff("a"))
                                .feedback()
                                .judge(
                                        ticket.id(),
                                        helpful(number % 2 == 0).run(run).build()))
                .forEach(Outcome::get);

        assertThat(desk.staff()
                        .feedback()
                        .list(ticket.id(), PageRequest.first())
                        .items())
                .hasSize(1);
    }

    private static List<AnswerFeedback> judged(Desk desk, List<TicketId> tickets, int limit) {
        return desk.asHost(() -> desk.storage(0)
                .<List<AnswerFeedback>>read(reader -> reader.feedback().answersOf(desk.tenant(), tickets, limit)));
    }

    @Test
    default void whoWritesTheNextAnswerFindsWhatHelped() {
        Desk desk = desk();
        Ticket one = adasTicket(desk);
        Ticket two = adasTicket(desk);
        Ticket three = adasTicket(desk);
        Desk foreign = desk();
        TicketService staff = desk.staff();
        AnswerFeedback first =
                staff.feedback().judge(one.id(), helpful(true).text("good").build());
        desk.clock().advance(Duration.ofMinutes(1));
        AnswerFeedback second = staff.feedback().judge(two.id(), helpful(false).build());
        desk.clock().advance(Duration.ofMinutes(1));
        staff.feedback().judge(three.id(), helpful(true).build());

        List<TicketId> similar = List.of(one.id(), two.id());
        assertThat(judged(desk, similar, 10)).containsExactly(second, first);
        assertThat(judged(desk, similar, 1)).containsExactly(second);
        assertThat(judged(desk, List.of(), 10)).isEmpty();
        assertThat(judged(foreign, similar, 10)).isEmpty();
    }

    @Test
    default void anErasedTicketTakesFeedbackAlong() {
        Desk desk = desk();
        Ticket ticket = adasTicket(desk);
        Comment answer = answer(desk, ticket);
        desk.as(Actor.requester("ada")).feedback().rate(ticket.id(), 5, "Thanks");
        desk.staff()
                .feedback()
                .judge(ticket.id(), helpful(true).comment(answer.id()).build());

        desk.staff().erase(ticket.id());

        assertThat(desk.staff().feedback().find(ticket.id())).isEmpty();
        assertThat(judged(desk, List.of(ticket.id()), 10)).isEmpty();
        assertThat(scores(desk, Scope.all())).isEmpty();
    }
}
