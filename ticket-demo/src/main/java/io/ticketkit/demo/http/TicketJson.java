package io.ticketkit.demo.http;

import io.ticketkit.*;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The library's values under the names, and in the order, of the contract; tickets: {@link TicketSerializer}. */
final class TicketJson {
    /** After these, what the line is about is no more. */
    private static final Set<HistoryEntry.Kind> GONE =
            EnumSet.of(HistoryEntry.Kind.COMMENT_DELETED, HistoryEntry.Kind.DETACHED, HistoryEntry.Kind.UNLINKED);

    private TicketJson() {}

    static String name(ClassifiedField field) {
        return field.name().toLowerCase(Locale.ROOT);
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

    /**
     * Like {@code 2026-02-18T10:30:00.000000Z}, of the years 0 to 9999. By hand: a list has a hundred of them and more, and
     * a formatter is slow.
     */
    static String time(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        char[] text = "0000-00-00T00:00:00.000000Z".toCharArray();
        put(text, 4, time.getYear());
        put(text, 7, time.getMonthValue());
        put(text, 10, time.getDayOfMonth());
        put(text, 13, time.getHour());
        put(text, 16, time.getMinute());
        put(text, 19, time.getSecond());
        put(text, 26, time.getNano() / 1000);
        return new String(text);
    }

    /** The digits of a number, the last one before this position. */
    private static void put(char[] text, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] = (char) ('0' + rest % 10);
        }
    }
}
