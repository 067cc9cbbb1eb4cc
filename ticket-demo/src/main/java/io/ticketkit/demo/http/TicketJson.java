package io.ticketkit.demo.http;

import io.ticketkit.*;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The library's values under the names, and in the order, of the contract. */
final class TicketJson {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** After these, what the line is about is no more. */
    private static final Set<HistoryEntry.Kind> GONE =
            EnumSet.of(HistoryEntry.Kind.COMMENT_DELETED, HistoryEntry.Kind.DETACHED, HistoryEntry.Kind.UNLINKED);

    private TicketJson() {}

    static ObjectNode of(Ticket ticket) {
        ObjectNode json = Json.object()
                .put("id", ticket.id().value())
                .put("title", ticket.title())
                .put("description", ticket.description())
                .put("category", ticket.category().code())
                .put("priority", ticket.priority().wireName())
                .put("status", ticket.status().wireName())
                .put("sentiment", ticket.sentiment().wireName())
                .put("urgency_score", ticket.urgencyScore())
                .put("created_at", time(ticket.createdAt()))
                .put("updated_at", time(ticket.updatedAt()))
                .put("version", ticket.version())
                .put("requester", ticket.requester().orElse(null))
                .put("assignee", ticket.assignee().orElse(null))
                .putPOJO("tags", ticket.tags())
                .put("resolved_at", ticket.resolvedAt().map(TicketJson::time).orElse(null))
                .put("closed_at", ticket.closedAt().map(TicketJson::time).orElse(null))
                .put("needs_review", ticket.needsReview());
        ObjectNode origins = json.putObject("suggestion");
        for (ClassifiedField field : ClassifiedField.values()) {
            origins.set(name(field), origin(ticket.origin(field)));
        }
        return json.put(
                        "first_response_at",
                        ticket.firstResponseAt().map(TicketJson::time).orElse(null))
                .put("merged_into", ticket.mergedInto().map(TicketId::value).orElse(null))
                .put("team", ticket.team().orElse(null));
    }

    static String name(ClassifiedField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    /** Who or what chose a value, and how sure it was. */
    private static ObjectNode origin(Origin origin) {
        return Json.object()
                .put("source", origin.source().wireName())
                .putPOJO(
                        "confidence",
                        origin.confidence().isPresent() ? origin.confidence().getAsDouble() : null)
                .put("needs_review", origin.needsReview());
    }

    static ObjectNode of(HistoryEntry entry) {
        Optional<FieldChange> change = entry.change();
        String subject =
                entry.subject().isPresent() ? Long.toString(entry.subject().getAsLong()) : null;
        boolean gone = GONE.contains(entry.kind());
        return Json.object()
                .put("at", time(entry.at()))
                .put("actor", entry.actorId())
                .put("action", entry.kind().wireName())
                .put("field", change.map(c -> c.field().wireName()).orElse(null))
                .put("from", change.map(FieldChange::from).orElse(gone ? subject : null))
                .put("to", change.map(FieldChange::to).orElse(gone ? null : subject));
    }

    /** A complete classification. */
    static ObjectNode of(Classification found) {
        ObjectNode json = Json.object()
                .put(
                        "suggested_category",
                        found.category().orElseThrow().value().code())
                .put(
                        "suggested_priority",
                        found.priority().orElseThrow().value().wireName())
                .put("sentiment", found.sentiment().orElseThrow().value().wireName())
                .put("urgency_score", found.urgencyScore().orElseThrow().value())
                .put("suggested_title", found.title().orElseThrow())
                .put("confidence", found.category().orElseThrow().confidence())
                .put("source", found.category().orElseThrow().source().wireName())
                .put("rationale", found.rationale().orElse(""));
        RunJson.addTo(json, found);
        ArrayNode explanation = json.putArray("explanation");
        for (WordWeight word : found.explanation()) {
            explanation
                    .addObject()
                    .put("field", name(word.field()))
                    .put("value", word.value())
                    .put("words", word.words())
                    .put("weight", word.weight());
        }
        return json;
    }

    static ObjectNode of(TicketStats stats) {
        return Json.object()
                .put("total_tickets", stats.total())
                .put("open_tickets", stats.open())
                .put("avg_tickets_per_day", stats.averagePerDay())
                .putPOJO("priority_breakdown", named(stats.byPriority(), Priority::wireName))
                .putPOJO("category_breakdown", named(stats.byCategory(), Category::code))
                .putPOJO("status_breakdown", named(stats.byStatus(), Status::wireName))
                .putPOJO("sentiment_breakdown", named(stats.bySentiment(), Sentiment::wireName))
                .put("avg_urgency_score", stats.averageUrgency());
    }

    /** What was learned; figures that are not known are null. */
    static ObjectNode of(ModelReport model) {
        Optional<Evaluation> evaluation = model.evaluation();
        return Json.object()
                .put("field", name(model.field()))
                .put("version", model.version())
                .put("examples", model.examples())
                .put("trained_at", time(model.trainedAt()))
                .put("accuracy", evaluation.map(Evaluation::accuracy).orElse(null))
                .put("macro_f1", evaluation.map(Evaluation::macroF1).orElse(null))
                .put("kappa", evaluation.map(Evaluation::kappa).orElse(null))
                .put("majority_share", evaluation.map(Evaluation::majorityShare).orElse(null))
                .put(
                        "majority_macro_f1",
                        evaluation.map(Evaluation::majorityMacroF1).orElse(null))
                .put("beats_majority", evaluation.map(Evaluation::beatsMajority).orElse(null));
    }

    private static <T> Map<String, Long> named(Map<T, Long> counts, Function<T, String> name) {
        Map<String, Long> all = new LinkedHashMap<>();
        counts.forEach((value, count) -> all.put(name.apply(value), count));
        return all;
    }

    static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }
}
