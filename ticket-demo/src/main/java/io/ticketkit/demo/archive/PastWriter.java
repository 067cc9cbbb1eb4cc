package io.ticketkit.demo.archive;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.CommentId;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Origin;
import io.ticketkit.Rating;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPast;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A whole ticket as JSON; what is not there is left out. */
final class PastWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private PastWriter() {}

    static ObjectNode json(TicketPast past) {
        Ticket ticket = past.ticket();
        ObjectNode json = NODES.objectNode().put("origin", past.origin());
        json.put("id", ticket.id().value());
        json.put("title", ticket.title());
        json.put("description", ticket.description());
        json.put("category", ticket.category().code());
        json.put("priority", ticket.priority().wireName());
        json.put("status", ticket.status().wireName());
        json.put("sentiment", ticket.sentiment().wireName());
        json.put("urgency_score", ticket.urgencyScore());
        text(json, "requester", ticket.requester());
        text(json, "assignee", ticket.assignee());
        text(json, "team", ticket.team());
        text(json, "channel", ticket.channel());
        ticket.hostReference()
                .ifPresent(host -> json.putObject("host_reference")
                        .put("type", host.type())
                        .put("id", host.id()));
        if (!ticket.tags().isEmpty()) {
            ArrayNode tags = json.putArray("tags");
            ticket.tags().forEach(tags::add);
        }
        if (!ticket.attributes().isEmpty()) {
            ObjectNode attributes = json.putObject("attributes");
            ticket.attributes().forEach(attributes::put);
        }
        json.put("version", ticket.version());
        json.put("last_event", past.lastEvent());
        json.put("created_at", ticket.createdAt().toString());
        json.put("updated_at", ticket.updatedAt().toString());
        time(json, "first_response_at", ticket.firstResponseAt());
        time(json, "resolved_at", ticket.resolvedAt());
        time(json, "closed_at", ticket.closedAt());
        ObjectNode origins = json.putObject("origins");
        for (ClassifiedField field : ClassifiedField.values()) {
            origins.set(field.name().toLowerCase(Locale.ROOT), origin(ticket.origin(field)));
        }
        hang(json, past);
        return json;
    }

    private static void hang(ObjectNode json, TicketPast past) {
        if (!past.comments().isEmpty()) {
            Map<CommentId, List<CommentEdit>> edits =
                    past.edits().stream().collect(Collectors.groupingBy(CommentEdit::comment));
            ArrayNode comments = json.putArray("comments");
            past.comments()
                    .forEach(comment -> comments.add(comment(comment, edits.getOrDefault(comment.id(), List.of()))));
        }
        if (!past.history().isEmpty()) {
            ArrayNode history = json.putArray("history");
            past.history().forEach(line -> history.add(line(line, past)));
        }
        past.rating().ifPresent(rating -> json.set("rating", rating(rating)));
        if (!past.feedback().isEmpty()) {
            ArrayNode feedback = json.putArray("feedback");
            past.feedback().forEach(said -> feedback.add(feedback(said)));
        }
        if (!past.links().isEmpty()) {
            ArrayNode links = json.putArray("links");
            past.links()
                    .forEach(link -> links.addObject()
                            .put("kind", link.kind().wireName())
                            .put("other", link.other())
                            .put("at", link.at().toString()));
        }
        if (!past.names().isEmpty()) {
            ArrayNode names = json.putArray("names");
            past.names()
                    .forEach(name ->
                            names.addObject().put("system", name.system()).put("name", name.id()));
        }
    }

    private static ObjectNode origin(Origin origin) {
        ObjectNode json = NODES.objectNode().put("source", origin.source().wireName());
        text(json, "by", origin.chosenBy());
        decimal(json, "confidence", origin.confidence());
        return json.put("needs_review", origin.needsReview());
    }

    private static ObjectNode comment(Comment comment, List<CommentEdit> earlier) {
        ObjectNode json = NODES.objectNode().put("id", comment.id().value());
        json.put("kind", comment.kind().wireName());
        json.put("author", comment.author());
        json.put("internal", comment.isInternal());
        json.put("content", comment.content());
        comment.ai().ifPresent(mark -> {
            ObjectNode ai = json.putObject("ai");
            text(ai, "model", mark.model());
            decimal(ai, "confidence", mark.confidence());
        });
        json.put("created_at", comment.createdAt().toString());
        time(json, "edited_at", comment.editedAt());
        time(json, "deleted_at", comment.deletedAt());
        if (!earlier.isEmpty()) {
            ArrayNode edits = json.putArray("edits");
            earlier.forEach(edit -> edits.add(edit(edit)));
        }
        return json;
    }

    private static ObjectNode edit(CommentEdit edit) {
        return NODES.objectNode()
                .put("content", edit.content())
                .put("editor_role", edit.editorRole().wireName())
                .put("editor", edit.editorId())
                .put("replaced_at", edit.replacedAt().toString());
    }

    private static ObjectNode line(HistoryEntry line, TicketPast past) {
        ObjectNode json = NODES.objectNode().put("event", line.event());
        json.put("position", line.position());
        json.put("at", line.at().toString());
        json.put("actor_role", line.actorRole().wireName());
        json.put("actor", line.actorId());
        json.put("kind", line.kind().wireName());
        line.change().ifPresent(change -> {
            json.put("field", change.field().wireName());
            text(json, "from", Optional.ofNullable(change.from()));
            text(json, "to", Optional.ofNullable(change.to()));
        });
        json.put("internal", line.isInternal());
        line.subject().ifPresent(number -> {
            switch (line.kind()) {
                case MERGED, ABSORBED, LINKED, UNLINKED ->
                    json.put("ticket", past.others().get(new TicketId(number)));
                case ATTACHED, DETACHED -> json.put("file", number);
                default -> json.put("comment", number);
            }
        });
        return json;
    }

    private static ObjectNode rating(Rating rating) {
        ObjectNode json = NODES.objectNode().put("score", rating.score());
        text(json, "text", rating.comment());
        return json.put("actor_role", rating.actorRole().wireName())
                .put("actor", rating.actorId())
                .put("at", rating.at().toString())
                .put("changed_at", rating.changedAt().toString());
    }

    private static ObjectNode feedback(AnswerFeedback said) {
        ObjectNode json = NODES.objectNode().put("helpful", said.isHelpful());
        said.comment().ifPresent(id -> json.put("comment", id.value()));
        text(json, "text", said.text());
        return json.put("actor_role", said.actorRole().wireName())
                .put("actor", said.actorId())
                .put("at", said.at().toString())
                .put("changed_at", said.changedAt().toString());
    }

    private static void text(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }

    private static void time(ObjectNode json, String name, Optional<Instant> value) {
        value.ifPresent(at -> json.put(name, at.toString()));
    }

    private static void decimal(ObjectNode json, String name, OptionalDouble value) {
        value.ifPresent(number -> json.put(name, number));
    }
}
