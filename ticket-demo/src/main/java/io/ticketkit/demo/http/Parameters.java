package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.ticketkit.*;
import io.ticketkit.demo.users.Names;
import java.time.*;
import java.util.*;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The query string of a list: filters, order, page. Empty values count as absent; all that is wrong is said at once. */
final class Parameters {
    private static final Map<String, TicketOrder> ORDERS = Map.of(
            "-created_at", TicketOrder.NEWEST,
            "created_at", TicketOrder.OLDEST,
            "-priority", TicketOrder.PRIORITY,
            "-urgency_score", TicketOrder.URGENCY,
            "-updated_at", TicketOrder.RECENTLY_UPDATED);

    static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "1", true, "false", false, "0", false);
    private static final Pattern OFFSET = Pattern.compile("(Z|[+-]\\d\\d:\\d\\d)$");

    private static final Pattern NOT_ENCODED = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private final Map<String, List<String>> all;
    private final List<Violation> violations = new ArrayList<>();

    private Parameters(Map<String, List<String>> all) {
        this.all = all;
    }

    static Parameters of(Context ctx) {
        // the map leaves out what it cannot decode: a filter would be lost
        String query = ctx.queryString();
        if (query != null && NOT_ENCODED.matcher(query).find()) {
            throw new HttpResponseException(400, "The query string is not valid: percent-encode it as UTF-8.");
        }
        return new Parameters(ctx.queryParamMap());
    }

    TicketQuery query(Taxonomy taxonomy) {
        return filters(taxonomy).build();
    }

    TicketQuery.Builder filters(Taxonomy taxonomy) {
        TicketQuery.Builder query = TicketQuery.builder()
                .categories(choices("category", name -> category(taxonomy, name)))
                .priorities(choices("priority", Priority::parse).toArray(Priority[]::new))
                .statuses(choices("status", Status::parse).toArray(Status[]::new))
                .sentiments(choices("sentiment", Sentiment::parse).toArray(Sentiment[]::new))
                .assignees(people("assignee"))
                .requesters(people("requester"))
                .tags(values("tag").toArray(String[]::new))
                .needsReview(bool("needs_review"))
                .createdAfter(time("created_after"))
                .createdBefore(time("created_before"))
                .text(String.join(" ", values("search")));
        choices("ordering", name -> Optional.ofNullable(ORDERS.get(name))).stream()
                .findFirst()
                .ifPresent(query::order);
        return query;
    }

    /** Retired categories can still be asked for. */
    private static Optional<String> category(Taxonomy taxonomy, String name) {
        return taxonomy.definitions().stream()
                .map(definition -> definition.category().code())
                .filter(name::equals)
                .findFirst()
                .or(() -> taxonomy.resolve(name).map(category -> category.code()));
    }

    PageRequest page() {
        int limit = whole("limit", 1, Limits.PAGE, PageRequest.DEFAULT_LIMIT);
        return first("cursor")
                .map(cursor -> PageRequest.at(new Cursor(cursor), limit))
                .orElseGet(() -> PageRequest.first(limit));
    }

    boolean isOn(String name) {
        return Boolean.TRUE.equals(bool(name));
    }

    int whole(String name, int min, int max, int otherwise) {
        return one(
                        name,
                        text -> Optional.of(Integer.parseInt(text)).filter(number -> number >= min && number <= max),
                        "Give a whole number from " + min + " to " + max + ".")
                .orElse(otherwise);
    }

    /** Throws when a value was wrong, and then says too what the library finds wrong with the others. */
    void refuseIfWrong(List<Violation> others) {
        if (!violations.isEmpty()) {
            violations.addAll(others);
            throw new ValidationException(violations);
        }
    }

    private List<String> values(String name) {
        return all.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** As they are written, too: that is how tickets from elsewhere may have them. */
    private String[] people(String name) {
        return values(name).stream()
                .flatMap(value -> Stream.of(value, person(value)))
                .distinct()
                .toArray(String[]::new);
    }

    /** Of people who are known by an address, the form in which accounts have it. */
    static String person(String name) {
        return name.contains("@") && name.length() <= Limits.PERSON ? Names.folded(name) : name;
    }

    /** The first value, if there is one. */
    Optional<String> first(String name) {
        return values(name).stream().findFirst();
    }

    /** A ticket that is there for who asks; empty when none is named, or it is wrong. */
    Optional<TicketId> ticket(TicketService tickets) {
        if (values("ticket").stream().distinct().count() > 1) {
            violations.add(new Violation("ticket", "Give one ticket only."));
            return Optional.empty();
        }
        return choice("ticket", id -> tickets.find(Ids.ticket(id)).map(Ticket::id));
    }

    /** The first value, which must be there. */
    Optional<String> required(String name) {
        Optional<String> value = first(name);
        if (value.isEmpty()) {
            violations.add(new Violation(name, "This field is required."));
        }
        return value;
    }

    private <T> List<T> choices(String name, Function<String, Optional<T>> parse) {
        return values(name).stream()
                .flatMap(value -> choice(name, value, parse.apply(value)).stream())
                .toList();
    }

    private <T> Optional<T> choice(String name, String value, Optional<T> choice) {
        if (choice.isEmpty()) {
            String shown = Body.shortened(value);
            String message = "Select a valid choice. " + shown + " is not one of the available choices.";
            violations.add(new Violation(name, message));
        }
        return choice;
    }

    /** The first value, which must be one of several. */
    <T> Optional<T> choice(String name, Function<String, Optional<T>> parse) {
        return choices(name, parse).stream().findFirst();
    }

    /** True, false, or null when it is missing or wrong. */
    @Nullable
    Boolean bool(String name) {
        Function<String, Optional<Boolean>> parse =
                text -> Optional.ofNullable(BOOLEANS.get(text.toLowerCase(Locale.ROOT)));
        return one(name, parse, "Must be true or false.").orElse(null);
    }

    private @Nullable Instant time(String name) {
        String message = "Enter a valid date or time: 2026-02-18 or 2026-02-18T10:30:00Z.";
        return one(name, text -> Optional.of(instant(text)), message).orElse(null);
    }

    /** A date alone. */
    Optional<LocalDate> date(String name) {
        return one(name, text -> Optional.of(LocalDate.parse(text)), "Enter a valid date: 2026-02-18.");
    }

    /** A time zone, or UTC. */
    ZoneId zone(String name) {
        String message = "Give a time zone: UTC, Europe/Berlin, America/New_York.";
        return one(name, text -> Optional.of(ZoneId.of(text)), message).orElse(ZoneOffset.UTC);
    }

    /** With an offset, without one (UTC), or a date alone (its midnight). */
    private static Instant instant(String text) {
        // a + that was not percent-encoded arrives as a space
        String time = text.replace(' ', text.contains("T") ? '+' : 'T');
        String full = time.contains("T") ? time : time + "T00:00";
        return OffsetDateTime.parse(OFFSET.matcher(full).find() ? full : full + "Z")
                .toInstant();
    }

    /** The first value; nothing or an exception says that it is wrong. */
    private <T> Optional<T> one(String name, Function<String, Optional<T>> parse, String message) {
        return first(name).map(String::strip).flatMap(text -> {
            Optional<T> value = parsed(text, parse);
            if (value.isEmpty()) {
                violations.add(new Violation(name, message));
            }
            return value;
        });
    }

    private static <T> Optional<T> parsed(String text, Function<String, Optional<T>> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
