package io.ticketkit.demo.http;

import io.ticketkit.Category;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Origin;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Suggestion;
import io.ticketkit.Ticket;
import io.ticketkit.TicketStats;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A ticket as JSON; the first ten in the order of the contract. */
record TicketJson(
        long id,
        String title,
        String description,
        String category,
        String priority,
        String status,
        String sentiment,
        int urgencyScore,
        String createdAt,
        String updatedAt,
        long version,
        @Nullable String requester,
        @Nullable String assignee,
        List<String> tags,
        @Nullable String resolvedAt,
        @Nullable String closedAt,
        boolean needsReview,
        Map<String, OriginJson> suggestion) {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static TicketJson of(Ticket ticket) {
        Map<String, OriginJson> origins = new LinkedHashMap<>();
        for (ClassifiedField field : ClassifiedField.values()) {
            origins.put(field.name().toLowerCase(Locale.ROOT), OriginJson.of(ticket.origin(field)));
        }
        return new TicketJson(
                ticket.id().value(),
                ticket.title(),
                ticket.description(),
                ticket.category().code(),
                ticket.priority().wireName(),
                ticket.status().wireName(),
                ticket.sentiment().wireName(),
                ticket.urgencyScore(),
                time(ticket.createdAt()),
                time(ticket.updatedAt()),
                ticket.version(),
                ticket.requester().orElse(null),
                ticket.assignee().orElse(null),
                List.copyOf(ticket.tags()),
                ticket.resolvedAt().map(TicketJson::time).orElse(null),
                ticket.closedAt().map(TicketJson::time).orElse(null),
                ticket.needsReview(),
                origins);
    }

    private static String time(Instant instant) {
        return MICROSECONDS.format(instant);
    }

    /** Who or what chose a value, and how sure it was. */
    record OriginJson(String source, @Nullable Double confidence, boolean needsReview) {
        static OriginJson of(Origin origin) {
            Double confidence =
                    origin.confidence().isPresent() ? origin.confidence().getAsDouble() : null;
            return new OriginJson(origin.source().wireName(), confidence, origin.needsReview());
        }
    }

    record HistoryJson(
            String at,
            String actor,
            String action,
            @Nullable String field,
            @Nullable String from,
            @Nullable String to) {
        static HistoryJson of(HistoryEntry entry) {
            Optional<FieldChange> change = entry.change();
            return new HistoryJson(
                    time(entry.at()),
                    entry.actorId(),
                    entry.kind().wireName(),
                    change.map(c -> c.field().wireName()).orElse(null),
                    change.map(FieldChange::from).orElse(null),
                    change.map(FieldChange::to).orElse(null));
        }
    }

    record ClassificationJson(
            String suggestedCategory,
            String suggestedPriority,
            String sentiment,
            int urgencyScore,
            String suggestedTitle,
            double confidence,
            String source,
            String rationale) {
        static ClassificationJson of(Classification found) {
            Suggestion<Category> category = found.category().orElseThrow();
            return new ClassificationJson(
                    category.value().code(),
                    found.priority()
                            .map(Suggestion::value)
                            .map(Priority::wireName)
                            .orElseThrow(),
                    found.sentiment()
                            .map(Suggestion::value)
                            .map(Sentiment::wireName)
                            .orElseThrow(),
                    found.urgencyScore().map(Suggestion::value).orElseThrow(),
                    found.title().orElseThrow(),
                    category.confidence(),
                    category.source().wireName(),
                    found.rationale().orElse(""));
        }
    }

    record StatsJson(
            long totalTickets,
            long openTickets,
            double avgTicketsPerDay,
            Map<String, Long> priorityBreakdown,
            Map<String, Long> categoryBreakdown,
            Map<String, Long> statusBreakdown,
            Map<String, Long> sentimentBreakdown,
            double avgUrgencyScore) {
        static StatsJson of(TicketStats stats) {
            return new StatsJson(
                    stats.total(),
                    stats.open(),
                    stats.averagePerDay(),
                    named(stats.byPriority(), Priority::wireName),
                    named(stats.byCategory(), Category::code),
                    named(stats.byStatus(), status -> status.wireName()),
                    named(stats.bySentiment(), Sentiment::wireName),
                    stats.averageUrgency());
        }

        private static <T> Map<String, Long> named(Map<T, Long> counts, Function<T, String> name) {
            Map<String, Long> all = new LinkedHashMap<>();
            counts.forEach((value, count) -> all.put(name.apply(value), count));
            return all;
        }
    }
}
