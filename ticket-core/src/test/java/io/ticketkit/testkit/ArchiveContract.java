package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.Category;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.ExternalReference;
import io.ticketkit.HistoryEntry;
import io.ticketkit.OutboxEvent;
import io.ticketkit.PageRequest;
import io.ticketkit.Restored;
import io.ticketkit.Restored.Outcome;
import io.ticketkit.RunId;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whole tickets, out and in: nothing is lost, nothing is there twice, nobody hears of it. */
interface ArchiveContract extends StorageContract {
    private static TicketService system(Desk desk) {
        return desk.as(Actor.system("archive"));
    }

    private static List<Outcome> outcomes(List<Restored> restored) {
        return restored.stream().map(Restored::outcome).toList();
    }

    private static Ticket called(TicketService service, String title) {
        return service.search(TicketQuery.builder().order(TicketOrder.OLDEST).build()).items().stream()
                .filter(ticket -> ticket.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> seen(TicketService service, Ticket ticket) {
        List<Object> all = new ArrayList<>();
        for (HistoryEntry line :
                service.history(ticket.id(), PageRequest.first()).items()) {
            all.add(List.of(line.event(), line.position(), line.kind(), line.at(), line.actorId(), line.isInternal()));
        }
        for (Comment comment :
                service.comments().list(ticket.id(), PageRequest.first()).items()) {
            all.add(List.of(comment.content(), comment.author(), comment.createdAt(), comment.isInternal()));
        }
        all.add(service.historyLength(ticket.id()));
        all.add(service.feedback().find(ticket.id()).map(rating -> rating.score()));
        return all;
    }

    @Test
    default void wholeTicketsComeBackAsTheyWere() {
        Desk from = desk();
        Desk to = desk();
        new ArchivedStory(from).tell();
        Ticket before = called(from.staff(), "=Rich, changed");
        List<TicketPast> pasts = ArchivedStory.exported(system(from));

        List<Restored> restored = system(to).archive().restore(pasts);

        assertThat(outcomes(restored)).containsOnly(Outcome.MADE).hasSize(4);
        assertThat(ArchivedStory.told(ArchivedStory.exported(system(to)))).isEqualTo(ArchivedStory.told(pasts));
        assertThat(pasts.get(0).toString()).doesNotContain("Rich").doesNotContain("ann@");
        Ticket rich = called(to.staff(), "=Rich, changed");
        Ticket duplicate = called(to.staff(), "Duplicate");
        assertThat(rich.id()).isNotEqualTo(before.id());
        assertThat(rich.description()).isEqualTo(before.description());
        assertThat(duplicate.mergedInto()).contains(rich.id());
        assertThat(to.staff().links().of(rich.id()).items())
                .extracting(TicketLink::kind, link -> link.ticket().id())
                .containsExactlyInAnyOrder(
                        tuple(TicketLink.Kind.DUPLICATE, duplicate.id()),
                        tuple(
                                TicketLink.Kind.RELATED,
                                called(to.staff(), "Friend").id()));
        assertThat(seen(to.staff(), rich)).isEqualTo(seen(from.staff(), before));
        Actor ann = Actor.requester("ann@example.org");
        assertThat(seen(to.as(ann), rich)).isEqualTo(seen(from.as(ann), before));
        assertThat(to.staff().stats(TicketQuery.all()))
                .usingRecursiveComparison()
                .isEqualTo(from.staff().stats(TicketQuery.all()));
    }

    @Test
    default void oneByOneAndInAnyOrderTheyFindEachOther() {
        Desk from = desk();
        new ArchivedStory(from).tell();
        List<TicketPast> pasts = ArchivedStory.exported(system(from));
        List<TicketPast> backward = new ArrayList<>(pasts);
        Collections.reverse(backward);
        for (List<TicketPast> order : List.of(pasts, backward)) {
            Desk to = desk();

            order.forEach(past -> system(to).archive().restore(past));

            assertThat(ArchivedStory.told(ArchivedStory.exported(system(to)))).isEqualTo(ArchivedStory.told(pasts));
        }
    }

    @Test
    default void whatIsHereIsNotMadeAgain() {
        Desk from = desk();
        Desk to = desk();
        new ArchivedStory(from).tell();
        List<TicketPast> pasts = ArchivedStory.exported(system(from));
        TicketId first = system(to).archive().restore(pasts.get(0));

        List<TicketPast> twice = new ArrayList<>(pasts);
        twice.addAll(pasts);
        List<Restored> again = system(to).archive().restore(twice);
        List<Restored> atHome = system(from).archive().restore(pasts);

        assertThat(outcomes(again).subList(0, 4))
                .containsExactly(Outcome.PRESENT, Outcome.MADE, Outcome.MADE, Outcome.MADE);
        assertThat(outcomes(again).subList(4, 8)).containsOnly(Outcome.PRESENT);
        assertThat(again.get(0).ticket()).isEqualTo(first);
        assertThat(outcomes(atHome)).containsOnly(Outcome.PRESENT);
        assertThat(atHome.get(0).ticket()).isEqualTo(pasts.get(0).ticket().id());
        assertThat(to.staff().count(TicketQuery.all())).isEqualTo(4);
        assertThat(from.staff().count(TicketQuery.all())).isEqualTo(4);
        assertThat(ArchivedStory.told(ArchivedStory.exported(system(to)))).isEqualTo(ArchivedStory.told(pasts));
    }

    @Test
    default void anArchiveOfAnArchiveIsTheSame() {
        Desk from = desk();
        Desk over = desk();
        new ArchivedStory(from).tell();
        List<TicketPast> pasts = ArchivedStory.exported(system(from));
        system(over).archive().restore(pasts);

        List<Restored> home = system(from).archive().restore(ArchivedStory.exported(system(over)));

        assertThat(outcomes(home)).containsOnly(Outcome.PRESENT);
    }

    @Test
    default void nobodyHearsOfItAndWhatHappensNextIsTold() {
        Desk from = desk();
        new ArchivedStory(from).tell();
        List<TicketPast> pasts = ArchivedStory.exported(system(from));
        OutboxDesk desk = new OutboxDesk(harness());
        AtomicInteger heard = new AtomicInteger();
        TicketKit kit = desk.kit(
                0,
                event -> {},
                outbox -> outbox,
                builder -> builder.beforeCommit(event -> heard.incrementAndGet())
                        .classifier(request -> {
                            heard.incrementAndGet();
                            throw new IllegalStateException("not asked");
                        }));
        TicketService system = desk.desk().service(kit, Actor.system("archive"));

        system.archive().restore(pasts);

        OutboxDesk.deliver(kit);
        assertThat(heard).hasValue(0);
        assertThat(desk.heard()).isEmpty();
        Ticket rich = called(system, "=Rich, changed");
        desk.desk().clock().advance(Duration.ofHours(1));
        system.comments().add(rich.id(), CommentDraft.note("after all"));
        OutboxDesk.deliver(kit);
        assertThat(desk.heard())
                .extracting(OutboxEvent::number)
                .containsExactly(pasts.get(0).lastEvent() + 1);
        List<HistoryEntry> history =
                system.history(rich.id(), PageRequest.first(200)).items();
        assertThat(history.get(history.size() - 1).event())
                .isEqualTo(pasts.get(0).lastEvent() + 1);
    }

    @Test
    default void onlySystemActorsMay() {
        Desk desk = desk();
        desk.submit("a");
        for (Actor actor : List.of(Actor.staff("agent-1"), Actor.requester("ann"))) {
            TicketService service = desk.as(actor);
            assertThatThrownBy(() -> service.archive().export(TicketQuery.all(), past -> {}))
                    .isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> service.archive().restore(List.of())).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    default void whatIsWrongIsNamedAndTheRestIsDone() {
        Desk from = desk();
        Desk to = desk();
        new ArchivedStory(from).tell();
        List<TicketPast> pasts = new ArrayList<>(ArchivedStory.exported(system(from)));
        TicketPast rich = pasts.get(0);
        pasts.set(
                0,
                with(
                        rich,
                        rich.ticket().toBuilder()
                                .category(new Category("sales"))
                                .build()));
        TicketPast plain = pasts.get(3);
        pasts.set(
                3,
                with(
                        plain,
                        plain.ticket().toBuilder()
                                .status(Status.RESOLVED)
                                .title(" ")
                                .build()));

        List<Restored> restored = system(to).archive().restore(pasts);

        assertThat(outcomes(restored)).containsExactly(Outcome.REFUSED, Outcome.MADE, Outcome.MADE, Outcome.REFUSED);
        assertThat(restored.get(0).violations())
                .extracting(Violation::field, Violation::remedy)
                .containsExactly(tuple("category", "Choose one of: billing, technical, account, general."));
        assertThat(restored.get(3).violations()).extracting(Violation::field).contains("title", "resolved_at");
        assertThat(to.staff().count(TicketQuery.all())).isEqualTo(2);
        assertThatThrownBy(() -> system(to).archive().restore(pasts.get(0))).isInstanceOf(ValidationException.class);
        assertThat(system(to).archive().check(pasts.get(0))).hasSize(1);
        // mended, it finds those that named it
        assertThat(outcomes(system(to).archive().restore(List.of(rich, plain)))).containsOnly(Outcome.MADE);
        assertThat(ArchivedStory.told(ArchivedStory.exported(system(to))))
                .isEqualTo(ArchivedStory.told(ArchivedStory.exported(system(from))));
    }

    private static TicketPast with(TicketPast past, Ticket ticket) {
        return TicketPast.builder(past.origin(), ticket)
                .history(past.lastEvent(), past.history())
                .comments(past.comments(), past.edits())
                .build();
    }

    @Test
    default void aNameOfAnotherTicketIsRefused() {
        Desk desk = desk();
        Ticket other = desk.submit(Fixtures.draft("Other").build());
        ExternalReference name = new ExternalReference("zendesk", "7");
        desk.asHost(() -> desk.storage(0).write(writer -> writer.externals().add(desk.tenant(), name, other.id())));
        TicketPast past = TicketPast.builder("x-1", other).names(List.of(name)).build();
        TicketPast twin = TicketPast.builder("x-2", other)
                .names(List.of(new ExternalReference("zendesk", "8")))
                .build();
        TicketPast third = TicketPast.builder("x-3", other)
                .names(List.of(new ExternalReference("zendesk", "8")))
                .build();

        List<Restored> restored = system(desk).archive().restore(List.of(past, twin, third));

        assertThat(outcomes(restored)).containsExactly(Outcome.REFUSED, Outcome.MADE, Outcome.REFUSED);
        assertThat(restored.get(0).violations()).extracting(Violation::field).containsExactly("names");
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(2);
    }

    @Test
    default void twoWhoPutTheSameBackMakeItOnce() {
        Desk from = desk();
        Desk to = desk();
        new ArchivedStory(from).tell();
        List<TicketPast> pasts = ArchivedStory.exported(system(from));
        List<TicketPast> backward = new ArrayList<>(pasts);
        Collections.reverse(backward);

        List<Outcome> all = new ArrayList<>(Desk.atOnce(
                        4,
                        number -> to.on(number % 2, Actor.system("archive"))
                                .archive()
                                .restore(number % 2 == 0 ? pasts : backward))
                .stream()
                // joining, whoever was too late must try again
                .flatMap(outcome -> outcome.returned().stream())
                .flatMap(restored -> outcomes(restored).stream())
                .toList());
        all.addAll(outcomes(system(to).archive().restore(pasts)));

        assertThat(all.stream().filter(Outcome.MADE::equals)).hasSize(4);
        assertThat(ArchivedStory.told(ArchivedStory.exported(system(to)))).isEqualTo(ArchivedStory.told(pasts));
    }

    /** Whatever their numbers are: notes have some of their own, which are far ahead here. */
    @Test
    default void editsAreToldInTheOrderOfTheirComments() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("Printer", "Scanner");
        TicketComments comments = desk.staff().comments();
        for (int i = 0; i < 60; i++) {
            comments.add(tickets.get(1).id(), CommentDraft.note("Note " + i));
        }
        List<CommentId> said = new ArrayList<>();
        for (CommentDraft draft : List.of(CommentDraft.note("first"), CommentDraft.reply("second"))) {
            desk.clock().advance(Duration.ofSeconds(1));
            said.add(comments.add(tickets.get(0).id(), draft).id());
        }
        said.forEach(id -> comments.edit(id, "better"));

        TicketPast past = ArchivedStory.exported(system(desk)).stream()
                .filter(one -> one.ticket().id().equals(tickets.get(0).id()))
                .findFirst()
                .orElseThrow();

        assertThat(past.edits()).extracting(CommentEdit::comment).isEqualTo(said);
    }

    @Test
    default void everyTicketIsToldOnceOverManyPages() {
        Desk desk = desk();
        Desk other = desk();
        other.submit("not mine");
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < 205; i++) {
            titles.add("Ticket " + i);
        }
        desk.submit(titles.toArray(String[]::new));
        List<String> told = new ArrayList<>();

        long count = system(desk)
                .archive()
                .export(
                        TicketQuery.builder().order(TicketOrder.OLDEST).build(),
                        past -> told.add(past.ticket().title()));

        assertThat(count).isEqualTo(205);
        assertThat(told).isEqualTo(titles);
    }

    @Test
    default void howeverMuchIsSaidAllIsTold() {
        Desk from = desk();
        Desk to = desk();
        Ticket ticket = from.submit(Fixtures.draft("Large").build());
        List<TicketPast> large = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            List<Comment> comments = new ArrayList<>();
            for (int i = 0; i < 110; i++) {
                comments.add(Comment.builder()
                        .id(new CommentId(i + 1L))
                        .tenant(from.tenant())
                        .ticket(ticket.id())
                        .author(CommentKind.STAFF, "agent-1")
                        .content((number + " " + i + " said. ").repeat(1_500).strip())
                        .createdAt(ticket.createdAt().plusSeconds(i))
                        .build());
            }
            Ticket one = ticket.toBuilder()
                    .createdAt(ticket.createdAt().plusSeconds(number))
                    .updatedAt(ticket.createdAt().plusSeconds(number))
                    .build();
            large.add(TicketPast.builder("large-" + number, one)
                    .comments(comments, List.of())
                    .build());
        }

        List<Restored> restored = system(to).archive().restore(large);

        assertThat(outcomes(restored)).containsOnly(Outcome.MADE);
        assertThat(ArchivedStory.told(ArchivedStory.exported(system(to)))).isEqualTo(ArchivedStory.told(large));
    }

    @Test
    default void whatWasSaidOfAReplyStaysThoughItsRunDoesNot() {
        Desk from = desk();
        Desk to = desk();
        TicketService staff = from.staff();
        Ticket ticket = from.submit(Fixtures.draft("Printer").build());
        RunId run = staff.runs()
                .ofTicket(ticket.id(), PageRequest.first())
                .items()
                .get(0)
                .id()
                .orElseThrow();
        Comment answer = staff.comments()
                .add(ticket.id(), CommentDraft.reply("Restart it.").ai(AiMark.generated()));
        AnswerFeedbackDraft.Builder said = AnswerFeedbackDraft.builder(false).comment(answer.id());
        staff.feedback().judge(ticket.id(), said.text("No").build());
        from.clock().advance(Duration.ofMinutes(1));
        staff.feedback().judge(ticket.id(), said.text("Not at all").run(run).build());
        from.as(Actor.system("other"))
                .feedback()
                .judge(ticket.id(), said.text("Nor me").run(run).build());
        from.as(Actor.system("third"))
                .feedback()
                .judge(ticket.id(), AnswerFeedbackDraft.builder(true).run(run).build());
        List<TicketPast> pasts = ArchivedStory.exported(system(from));

        List<Restored> restored = system(to).archive().restore(pasts);

        assertThat(outcomes(restored)).containsOnly(Outcome.MADE);
        assertThat(pasts.get(0).feedback())
                .extracting(feedback -> feedback.text().orElse(""), feedback -> feedback.run())
                .containsExactly(tuple("Not at all", Optional.empty()), tuple("Nor me", Optional.empty()));
        assertThat(ArchivedStory.told(ArchivedStory.exported(system(to)))).isEqualTo(ArchivedStory.told(pasts));
    }
}
