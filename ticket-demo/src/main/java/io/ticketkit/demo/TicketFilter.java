package io.ticketkit.demo;

import io.ticketkit.Category;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Status;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.Violation;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options that say which tickets. */
final class TicketFilter {
    @Option(names = "--status", paramLabel = "S,…", description = "open, in_progress, resolved, closed. Default: any.")
    private @Nullable String statuses;

    @Option(names = "--category", paramLabel = "C,…", description = "Codes of categories. Default: any.")
    private @Nullable String categories;

    @Option(names = "--priority", paramLabel = "P,…", description = "low, medium, high, critical. Default: any.")
    private @Nullable String priorities;

    @Option(names = "--sentiment", paramLabel = "S,…", description = "calm, neutral, frustrated, angry. Default: any.")
    private @Nullable String sentiments;

    @Option(names = "--tag", paramLabel = "T,…", description = "Tickets with one of these tags.")
    private @Nullable String tags;

    @Option(names = "--assignee", paramLabel = "A,…", description = "Tickets of one of these.")
    private @Nullable String assignees;

    @Option(names = "--unassigned", description = "Tickets of nobody.")
    private boolean unassigned;

    @Option(names = "--needs-review", description = "Tickets of which a value waits for a person's look.")
    private boolean needsReview;

    @Option(names = "--search", paramLabel = "WORDS", description = "Tickets with words that begin so.")
    private @Nullable String words;

    @Option(names = "--created-after", paramLabel = "DATE", description = "From this day on (UTC): 2026-01-31.")
    private @Nullable LocalDate from;

    @Option(names = "--created-before", paramLabel = "DATE", description = "Before this day (UTC).")
    private @Nullable LocalDate before;

    /**
     * Refuses what is wrong whatever the categories are.
     *
     * @throws ParameterException names the option that is wrong
     */
    void check(CommandLine command) {
        ofAnyCategory(command);
    }

    /**
     * The tickets that are meant, the oldest first.
     *
     * @throws ParameterException names the option that is wrong
     */
    TicketQuery query(CommandLine command, Taxonomy taxonomy) {
        TicketQuery.Builder query = ofAnyCategory(command);
        chosen(command, "--category", categories, categories(taxonomy), Category::code)
                .forEach(category -> query.categories(category.code()));
        return query.build();
    }

    private TicketQuery.Builder ofAnyCategory(CommandLine command) {
        TicketQuery.Builder query = TicketQuery.builder().order(TicketOrder.OLDEST);
        chosen(command, "--status", statuses, Status.values(), Status::wireName).forEach(query::statuses);
        chosen(command, "--priority", priorities, Priority.values(), Priority::wireName)
                .forEach(query::priorities);
        chosen(command, "--sentiment", sentiments, Sentiment.values(), Sentiment::wireName)
                .forEach(query::sentiments);
        query.tags(parts(tags).toArray(String[]::new))
                .assignees(parts(assignees).toArray(String[]::new))
                .needsReview(needsReview ? true : null)
                .text(words);
        if (unassigned) {
            query.unassigned();
        }
        if (from != null) {
            query.createdAfter(from.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        if (before != null) {
            query.createdBefore(before.atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        Violation wrong = query.build().violations().stream().findFirst().orElse(null);
        if (wrong != null) {
            throw new ParameterException(command, optionOf(wrong.field()) + ": " + wrong.message());
        }
        return query;
    }

    private static String optionOf(String field) {
        return List.of("tag", "assignee").contains(field) ? "--" + field : "--search";
    }

    private static Category[] categories(Taxonomy taxonomy) {
        return taxonomy.definitions().stream()
                .map(definition -> definition.category())
                .toArray(Category[]::new);
    }

    private static <T> List<T> chosen(
            CommandLine command, String option, @Nullable String text, T[] all, Function<T, String> name) {
        return parts(text).stream()
                .map(part -> Arrays.stream(all)
                        .filter(one -> name.apply(one).equals(part))
                        .findFirst()
                        .orElseThrow(() -> new ParameterException(
                                command,
                                option + ": \"" + part + "\" is none of "
                                        + Arrays.stream(all).map(name).collect(Collectors.joining(", ")))))
                .toList();
    }

    private static List<String> parts(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList();
    }

    /** The same for the same tickets, whatever the order of the options; nothing can be read from it. */
    String fingerprint() {
        String all = List.of(
                        new TreeSet<>(parts(statuses)),
                        new TreeSet<>(parts(categories)),
                        new TreeSet<>(parts(priorities)),
                        new TreeSet<>(parts(sentiments)),
                        new TreeSet<>(parts(tags)),
                        new TreeSet<>(parts(assignees)),
                        unassigned,
                        needsReview,
                        Optional.ofNullable(words),
                        Optional.ofNullable(from),
                        Optional.ofNullable(before))
                .toString();
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
