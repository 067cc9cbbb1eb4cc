package io.ticketkit.demo.archive;

import io.ticketkit.Actor;
import io.ticketkit.AiMark;
import io.ticketkit.AnswerFeedback;
import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.CommentKind;
import io.ticketkit.ExternalReference;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HostReference;
import io.ticketkit.Origin;
import io.ticketkit.Priority;
import io.ticketkit.Rating;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketPast;
import io.ticketkit.ValidationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what {@link PastWriter} writes; whether it is valid is the library's to say. */
final class PastReader {
    private final Members json;
    private final String origin;
    /** Numbers that tickets go by here, as the library wants some. */
    private final Map<String, TicketId> others = new HashMap<>();

    private PastReader(Members json) throws UnreadableException {
        this.json = json;
        this.origin = json.text("origin");
    }

    static TicketPast past(JsonNode node) throws UnreadableException {
        try {
            return new PastReader(new Members("", node)).past();
        } catch (ValidationException e) {
            String message = e.violations().get(0).message();
            throw new UnreadableException(e.violations().get(0).field(), message, "");
        }
    }

    private TicketPast past() throws UnreadableException {
        Long number = json.numberOrNull("id");
        TicketId id = new TicketId(number == null || number < 1 ? 1 : number);
        Ticket ticket = ticket(id);
        List<Comment> comments = new ArrayList<>();
        List<CommentEdit> edits = new ArrayList<>();
        for (Members comment : json.objects("comments")) {
            comments.add(comment(comment, id, edits));
        }
        List<HistoryEntry> history = new ArrayList<>();
        for (Members line : json.objects("history")) {
            history.add(line(line));
        }
        long last = history.stream().mapToLong(HistoryEntry::event).max().orElse(1);
        Long lastEvent = json.numberOrNull("last_event");
        List<AnswerFeedback> feedback = new ArrayList<>();
        for (Members said : json.objects("feedback")) {
            feedback.add(feedback(said, id));
        }
        TicketPast.Builder past = TicketPast.builder(origin, ticket)
                .comments(comments, edits)
                .history(lastEvent == null ? last : lastEvent, history)
                .feedback(feedback)
                .links(links())
                .names(names());
        others.forEach((other, known) -> past.other(known, other));
        Optional<Members> rating = json.object("rating");
        if (rating.isPresent()) {
            past.rating(rating(rating.get(), id));
        }
        json.end();
        return past.build();
    }

    private Ticket ticket(TicketId id) throws UnreadableException {
        Instant created = json.time("created_at");
        Instant updated = json.timeOrNull("updated_at");
        Long version = json.numberOrNull("version");
        TicketBuilder ticket = Ticket.builder()
                .id(id)
                .tenant("-")
                .title(json.text("title"))
                .description(json.text("description"))
                .category(category())
                .priority(json.code("priority", Priority::parse, Priority.MEDIUM))
                .status(json.code("status", Status::parse, Status.OPEN))
                .sentiment(json.code("sentiment", Sentiment::parse, Sentiment.NEUTRAL))
                .urgencyScore(json.integer("urgency_score", 0))
                .requester(json.textOrNull("requester"))
                .assignee(json.textOrNull("assignee"))
                .team(json.textOrNull("team"))
                .channel(json.textOrNull("channel"))
                .tags(json.texts("tags"))
                .attributes(attributes())
                .version(version == null ? 1 : version)
                .createdAt(created)
                .updatedAt(updated == null ? created : updated)
                .firstResponseAt(json.timeOrNull("first_response_at"))
                .resolvedAt(json.timeOrNull("resolved_at"))
                .closedAt(json.timeOrNull("closed_at"));
        Optional<Members> host = json.object("host_reference");
        if (host.isPresent()) {
            ticket.hostReference(
                    new HostReference(host.get().text("type"), host.get().text("id")));
            host.get().end();
        }
        origins(ticket);
        return ticket.build();
    }

    private Category category() throws UnreadableException {
        try {
            return new Category(json.text("category"));
        } catch (IllegalArgumentException | ValidationException e) {
            throw json.wrong("category", "This is no code of a category.", "");
        }
    }

    private Map<String, String> attributes() throws UnreadableException {
        Map<String, String> all = new TreeMap<>();
        Optional<Members> attributes = json.object("attributes");
        if (attributes.isPresent()) {
            for (String name : attributes.get().names()) {
                all.put(name, attributes.get().text(name));
            }
        }
        return all;
    }

    private void origins(TicketBuilder ticket) throws UnreadableException {
        Optional<Members> origins = json.object("origins");
        if (origins.isEmpty()) {
            return;
        }
        for (ClassifiedField field : ClassifiedField.values()) {
            Optional<Members> found = origins.get().object(field.name().toLowerCase(Locale.ROOT));
            if (found.isPresent()) {
                Members one = found.get();
                ticket.origin(
                        field,
                        Origin.stored(
                                one.code("source", Source::parse, null),
                                one.textOrNull("by"),
                                one.shareOrNull("confidence"),
                                one.flag("needs_review", false)));
                one.end();
            }
        }
        origins.get().end();
    }

    private static Comment comment(Members json, TicketId ticket, List<CommentEdit> edits) throws UnreadableException {
        CommentId id = new CommentId(json.id("id"));
        int count = 0;
        for (Members edit : json.objects("edits")) {
            edits.add(new CommentEdit(
                    id,
                    ++count,
                    edit.text("content"),
                    edit.code("editor_role", Actor.Role::parse, null),
                    edit.text("editor"),
                    edit.time("replaced_at")));
            edit.end();
        }
        Comment comment = Comment.builder()
                .id(id)
                .tenant("-")
                .ticket(ticket)
                .author(json.code("kind", CommentKind::parse, null), json.text("author"))
                .internal(json.flag("internal", false))
                .content(Optional.ofNullable(json.textOrNull("content")).orElse(""))
                .ai(mark(json.object("ai")))
                .edits(count)
                .createdAt(json.time("created_at"))
                .editedAt(json.timeOrNull("edited_at"))
                .deletedAt(json.timeOrNull("deleted_at"))
                .build();
        json.end();
        return comment;
    }

    private static @Nullable AiMark mark(Optional<Members> json) throws UnreadableException {
        if (json.isEmpty()) {
            return null;
        }
        AiMark mark = AiMark.generated().model(json.get().textOrNull("model"));
        Double confidence = json.get().shareOrNull("confidence");
        json.get().end();
        return confidence == null ? mark : mark.confidence(confidence);
    }

    private HistoryEntry line(Members json) throws UnreadableException {
        HistoryEntry.Builder line = HistoryEntry.builder(json.number("event"), json.integer("position", 0))
                .at(json.time("at"))
                .actor(json.code("actor_role", Actor.Role::parse, null), json.text("actor"))
                .kind(json.code("kind", HistoryEntry.Kind::parse, null))
                .internal(json.flag("internal", false));
        String from = json.textOrNull("from");
        String to = json.textOrNull("to");
        String field = json.textOrNull("field");
        if (field != null) {
            TicketField known = TicketField.parse(field)
                    .orElseThrow(
                            () -> json.wrong("field", "This is not a valid choice.", "See docs/import-export.md."));
            line.change(new FieldChange(known, from, to));
        } else if (from != null || to != null) {
            throw json.wrong("field", "This field is required.", "");
        }
        Long comment = json.numberOrNull("comment");
        Long file = json.numberOrNull("file");
        String ticket = json.textOrNull("ticket");
        line.subject(comment != null ? comment : file != null ? file : ticket != null ? other(ticket) : null);
        json.end();
        return line.build();
    }

    private long other(String known) {
        return others.computeIfAbsent(known, k -> new TicketId(others.size() + 1L))
                .value();
    }

    private static Rating rating(Members json, TicketId ticket) throws UnreadableException {
        Instant at = json.time("at");
        Instant changed = json.timeOrNull("changed_at");
        Rating rating = Rating.builder(ticket, json.integer("score", 0))
                .comment(json.textOrNull("text"))
                .actor(json.code("actor_role", Actor.Role::parse, null), json.text("actor"))
                .at(at, changed == null ? at : changed)
                .build();
        json.end();
        return rating;
    }

    private static AnswerFeedback feedback(Members json, TicketId ticket) throws UnreadableException {
        Instant at = json.time("at");
        Instant changed = json.timeOrNull("changed_at");
        Long comment = json.numberOrNull("comment");
        AnswerFeedback said = AnswerFeedback.builder(ticket, json.flag("helpful", false))
                .comment(comment == null || comment < 1 ? null : new CommentId(comment))
                .text(json.textOrNull("text"))
                .actor(json.code("actor_role", Actor.Role::parse, null), json.text("actor"))
                .at(at, changed == null ? at : changed)
                .build();
        json.end();
        return said;
    }

    private List<TicketPast.Link> links() throws UnreadableException {
        List<TicketPast.Link> all = new ArrayList<>();
        for (Members link : json.objects("links")) {
            all.add(new TicketPast.Link(
                    link.code("kind", PastReader::kind, null), link.text("other"), link.time("at")));
            link.end();
        }
        return all;
    }

    private static Optional<TicketLink.Kind> kind(String name) {
        return Arrays.stream(TicketLink.Kind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }

    private List<ExternalReference> names() throws UnreadableException {
        List<ExternalReference> all = new ArrayList<>();
        for (Members name : json.objects("names")) {
            all.add(new ExternalReference(name.text("system"), name.text("name")));
            name.end();
        }
        return all;
    }
}
