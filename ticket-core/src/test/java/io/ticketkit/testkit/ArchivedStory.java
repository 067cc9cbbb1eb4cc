package io.ticketkit.testkit;

import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedbackDraft;
import io.ticketkit.AttachmentDraft;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.Expected;
import io.ticketkit.ExternalReference;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tickets with everything an archive keeps, and how two archives are compared. */
public final class ArchivedStory {
    private static final String NASTY = "=1+1 \"quoted\", 'it''s'; tab\t\r\n@next \\n \\ 😀 שלום 中文 \u2028 {\"a\":[1]}";

    private final Desk desk;

    /**
     * To be told on a desk.
     *
     * @param desk where
     */
    public ArchivedStory(Desk desk) {
        this.desk = desk;
    }

    /**
     * All tickets, the oldest first.
     *
     * @param system tickets as a system actor sees them
     * @return whole tickets
     */
    public static List<TicketPast> exported(TicketService system) {
        List<TicketPast> pasts = new ArrayList<>();
        system.archive().export(TicketQuery.builder().order(TicketOrder.OLDEST).build(), pasts::add);
        return pasts;
    }

    private void later() {
        desk.clock().advance(Duration.ofSeconds(61));
    }

    /** Has people tell it. */
    public void tell() {
        TicketService staff = desk.staff();
        TicketService ann = desk.as(Actor.requester("ann@example.org"));
        Ticket rich = staff.submit(TicketDraft.builder()
                .title(("=Rich " + NASTY).replaceAll("\\s+", " "))
                .description(NASTY + " angry")
                .requester("ann@example.org")
                .team("blue")
                .channel("email")
                .tags("a,b", "c\"d", "[e]")
                .attribute("order", "-4711, x")
                .attribute("empty", "")
                .hostReference(new HostReference("order", "47:11"))
                .build());
        later();
        ann.comments().add(rich.id(), CommentDraft.reply("@first\n" + NASTY));
        later();
        Comment note = staff.comments().add(rich.id(), CommentDraft.note("An internal note"));
        staff.comments().edit(note.id(), "An internal note, edited");
        later();
        Comment answer = staff.comments()
                .add(
                        rich.id(),
                        CommentDraft.reply("+Answer")
                                .ai(AiMark.generated().model("model-x").confidence(0.25)));
        later();
        staff.comments().edit(answer.id(), "Answer, better");
        later();
        staff.comments().edit(answer.id(), "Answer, best");
        Comment wrong = staff.comments().add(rich.id(), CommentDraft.reply("To be deleted"));
        staff.comments().delete(wrong.id(), Expected.any());
        later();
        attach(staff, rich);
        later();
        ann.feedback()
                .judge(
                        rich.id(),
                        AnswerFeedbackDraft.builder(true)
                                .comment(answer.id())
                                .text("It helped")
                                .build());
        staff.update(
                rich.id(),
                Expected.any(),
                TicketChange.builder()
                        .title("=Rich, changed")
                        .priority(Priority.CRITICAL)
                        .category("billing")
                        .assignee("agent-2")
                        .addTags("later")
                        .build());
        later();
        staff.transition(rich.id(), Expected.any(), Status.RESOLVED);
        later();
        ann.feedback().rate(rich.id(), 4, "-fine");
        later();
        Ticket duplicate =
                staff.submit(Fixtures.draft("Duplicate").requester("bob").build());
        staff.comments().add(duplicate.id(), CommentDraft.reply("said on the duplicate"));
        later();
        Ticket friend = staff.submit(
                Fixtures.draft("Friend").requester("ann@example.org").build());
        later();
        staff.links().link(rich.id(), friend.id());
        staff.links().merge(duplicate.id(), Expected.any(), rich.id());
        later();
        Ticket gone =
                staff.submit(Fixtures.draft("Gone").requester("ann@example.org").build());
        staff.links().link(friend.id(), gone.id());
        staff.erase(gone.id());
        later();
        TicketId plain = staff.submit(TicketDraft.of("Plain", "nothing else")).id();
        desk.asHost(() -> desk.storage(0)
                .write(writer ->
                        writer.externals().add(desk.tenant(), new ExternalReference("zendesk", "é-55"), plain)));
    }

    private static void attach(TicketService staff, Ticket ticket) {
        byte[] content = "hello".getBytes(StandardCharsets.UTF_8);
        try {
            staff.attachments()
                    .add(ticket.id(), AttachmentDraft.of("a.txt", "text/plain"), new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What archives say, without the numbers of tickets, comments and files.
     *
     * @param pasts whole tickets
     * @return a text for each
     */
    public static List<String> told(List<TicketPast> pasts) {
        return pasts.stream().map(ArchivedStory::told).toList();
    }

    private static String told(TicketPast past) {
        List<Object> all = new ArrayList<>();
        Ticket ticket = past.ticket();
        all.add(List.of(past.origin(), ticket.title(), ticket.description(), ticket.category(), ticket.priority()));
        all.add(List.of(ticket.status(), ticket.sentiment(), ticket.urgencyScore(), ticket.requester()));
        all.add(List.of(ticket.assignee(), ticket.team(), ticket.channel(), ticket.hostReference(), ticket.version()));
        all.add(List.of(ticket.createdAt(), ticket.updatedAt(), ticket.firstResponseAt(), ticket.resolvedAt()));
        all.add(List.of(ticket.closedAt(), ticket.tags(), ticket.attributes(), past.lastEvent()));
        for (ClassifiedField field : ClassifiedField.values()) {
            all.add(List.of(ticket.origin(field), ticket.origin(field).chosenBy()));
        }
        Map<Long, String> comments = new HashMap<>();
        past.comments().forEach(comment -> comments.put(comment.id().value(), "comment " + comments.size()));
        Map<Long, String> files = new HashMap<>();
        for (HistoryEntry line : past.history()) {
            Object subject = line.subject().isEmpty()
                    ? "-"
                    : line.kind().isAboutTicket()
                            ? String.valueOf(past.others()
                                    .get(new TicketId(line.subject().getAsLong())))
                            : line.kind().wireName().contains("tached")
                                    ? files.computeIfAbsent(line.subject().getAsLong(), n -> "file " + files.size())
                                    : String.valueOf(comments.get(line.subject().getAsLong()));
            all.add(List.of(line.event(), line.position(), line.at(), line.actorRole(), line.actorId(), line.kind()));
            all.add(List.of(line.change().map(Object::toString), line.isInternal(), String.valueOf(subject)));
            line.change().ifPresent(change -> all.add(change.from() + " -> " + change.to()));
        }
        past.comments().forEach(comment -> {
            all.add(List.of(comment.kind(), comment.author(), comment.isInternal(), comment.content(), comment.ai()));
            all.add(List.of(comment.edits(), comment.createdAt(), comment.editedAt(), comment.deletedAt()));
        });
        past.edits()
                .forEach(edit -> all.add(List.of(
                        String.valueOf(comments.get(edit.comment().value())),
                        edit.number(),
                        edit.content(),
                        edit.editorRole(),
                        edit.editorId(),
                        edit.replacedAt())));
        past.rating()
                .ifPresent(rating -> all.add(List.of(
                        rating.score(),
                        rating.comment(),
                        rating.actorRole(),
                        rating.actorId(),
                        rating.at(),
                        rating.changedAt())));
        past.feedback()
                .forEach(said -> all.add(List.of(
                        said.isHelpful(),
                        said.comment().map(id -> String.valueOf(comments.get(id.value()))),
                        said.text(),
                        said.actorRole(),
                        said.actorId(),
                        said.at(),
                        said.changedAt())));
        past.links().stream().map(Object::toString).sorted().forEach(all::add);
        past.names().forEach(name -> all.add(name.system() + ":" + name.id()));
        return String.join("\n", all.stream().map(Object::toString).toList());
    }
}
