package io.ticketkit.demo.zendesk;

import io.ticketkit.Deadline;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * Reads the tickets of a Zendesk, as an agent with an API token
 * (<a href="https://developer.zendesk.com/api-reference/introduction/security-and-auth/">Basic, {@code email/token:token}</a>);
 * {@link ZendeskSink} writes. What passes (a lost connection, 409, 429, 5xx) is tried again, five times in all and within 25
 * seconds for a whole call, however long Zendesk asks to wait. Thread-safe.
 */
public final class ZendeskClient implements AutoCloseable {
    /** Of one request; <a href="https://developer.zendesk.com/api-reference/introduction/pagination/">Zendesk's limit</a>. */
    static final int MAX_PAGE = 100;

    /** Each comment comes three times: as it is, as plain text, as HTML. */
    private static final int COMMENTS = 50;

    /** Less than what {@link io.ticketkit.ProcessingOptions#callTime()} gives a source or sink. */
    private static final Duration TIME = Duration.ofSeconds(25);

    private final ZendeskHttp http;
    private final Attempts attempts;
    private final Duration time;

    /**
     * Connects at the first call.
     *
     * @param settings where, and as whom
     */
    public ZendeskClient(ZendeskSettings settings) {
        this(settings, wait -> Thread.sleep(wait.toMillis()), TIME);
    }

    ZendeskClient(ZendeskSettings settings, Sleeper sleeper, Duration time) {
        this.http = new ZendeskHttp(settings);
        this.attempts = new Attempts(sleeper);
        this.time = time;
    }

    ZendeskHttp http() {
        return http;
    }

    Attempts attempts() {
        return attempts;
    }

    Duration time() {
        return time;
    }

    /**
     * Which system this is, for {@link io.ticketkit.ExternalReference}: of another Zendesk, a sandbox for example, the same
     * numbers are other tickets.
     *
     * @return {@code zendesk.} and the name of the account, up to 64 characters
     */
    public String system() {
        String name =
                "zendesk." + http.host().replaceFirst("\\.zendesk\\.com$", "").replaceAll("[^A-Za-z0-9_.-]", "-");
        return name.length() <= 64 ? name : name.substring(0, 64);
    }

    /**
     * Tries the login, and to read. Nothing is changed, so writing is not tried.
     * <a href="https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self">users/me</a> is answered to
     * anonymous callers as well: only an agent or an administrator counts.
     *
     * @return what works and what does not
     */
    public ConnectionReport check() {
        return new ConnectionCheck(http, attempts).report();
    }

    /**
     * Reads <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#show-ticket">a ticket</a>.
     *
     * @throws ZendeskException when that fails
     */
    public ZendeskTicket ticket(long id) throws ZendeskException {
        Deadline deadline = Deadline.after(time);
        return attempts.run(deadline, () -> read(id, deadline));
    }

    /** In one attempt. */
    ZendeskTicket read(long id, Deadline deadline) throws ZendeskException {
        return seen(id, deadline).ticket();
    }

    /**
     * A ticket that was read.
     *
     * @param at when, by Zendesk's clock, in whole seconds; empty when that is not known
     */
    record Seen(ZendeskTicket ticket, Optional<Instant> at) {}

    /** In one attempt. */
    Seen seen(long id, Deadline deadline) throws ZendeskException {
        ZendeskHttp.Reply reply = http.reply(http.url("tickets/" + id + ".json"), deadline);
        return new Seen(Answers.ticket(Answers.object(reply.body(), "ticket")), reply.at());
    }

    /**
     * Reads <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#show-multiple-tickets">some
     * tickets</a> in one request.
     *
     * @param ids 1 to 100
     * @return those there are and the agent sees, in no particular order
     * @throws ZendeskException when that fails
     */
    public List<ZendeskTicket> tickets(Collection<Long> ids) throws ZendeskException {
        if (ids.isEmpty() || ids.size() > MAX_PAGE) {
            throw new IllegalArgumentException("ids: 1 to " + MAX_PAGE);
        }
        String all = ids.stream().map(String::valueOf).collect(Collectors.joining(","));
        HttpUrl url = http.url("tickets/show_many.json", "ids", all);
        Deadline deadline = Deadline.after(time);
        return attempts.run(deadline, () -> items(http.get(url, deadline), "tickets", Answers::ticket));
    }

    /**
     * Searches tickets: <a href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#export-search-results">
     * the export</a>, which also gives more than 1,000. A ticket that changes meanwhile may come twice; one that is a few
     * minutes old may be missing.
     *
     * @param query in Zendesk's syntax, without {@code type:}
     * @param cursor of the page before; empty for the first. It is good for an hour
     * @param size how many tickets at most, 1 to 100
     * @throws ZendeskException when that fails; {@link Reason#CURSOR_EXPIRED} asks to begin again
     */
    public ZendeskPage<ZendeskTicket> search(String query, Optional<String> cursor, int size) throws ZendeskException {
        HttpUrl url = searchUrl(http, query, cursor, size);
        return page(cursor, deadline -> page(http.get(url, deadline), cursor, "results", Answers::ticket));
    }

    static HttpUrl searchUrl(ZendeskHttp http, String query, Optional<String> cursor, int size) {
        HttpUrl.Builder url = http.url(
                        "search/export.json",
                        "query",
                        query,
                        "filter[type]",
                        "ticket",
                        "page[size]",
                        Integer.toString(size))
                .newBuilder();
        cursor.ifPresent(after -> url.addQueryParameter("page[after]", after));
        return url.build();
    }

    /**
     * Reads what was created or changed:
     * <a href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/#incremental-ticket-export-cursor-based">
     * the incremental export by cursor</a>. It is for administrators, ten requests a minute, and leaves out the last minute.
     *
     * @param since from when on, in whole seconds, for the first page; at least a minute ago
     * @param cursor of the page before, which may be a long time ago; empty for the first
     * @param size how many tickets at most, 1 to 100
     * @return the page; its cursor is empty only where nothing changed since then
     * @throws ZendeskException when that fails
     */
    public ZendeskPage<ZendeskTicket> changes(Instant since, Optional<String> cursor, int size)
            throws ZendeskException {
        HttpUrl url = http.url(
                "incremental/tickets/cursor.json",
                cursor.isPresent() ? "cursor" : "start_time",
                cursor.orElseGet(() -> Long.toString(since.getEpochSecond())),
                "per_page",
                Integer.toString(size));
        return page(cursor, deadline -> {
            JsonNode answer = http.get(url, deadline);
            if (!answer.path("end_of_stream").isBoolean()) {
                throw Answers.missing("end_of_stream");
            }
            boolean more = !answer.path("end_of_stream").asBoolean();
            String after =
                    Answers.optional(answer, "after_cursor").or(() -> cursor).orElse("");
            List<ZendeskTicket> items = items(answer, "tickets", Answers::ticket);
            // where nothing was ever found there is no place to go on from: the time is
            boolean nothingYet = cursor.isEmpty() && items.isEmpty() && !more;
            if ((after.isEmpty() && !nothingYet) || (more && cursor.equals(Optional.of(after)))) {
                throw Answers.missing("after_cursor");
            }
            return new ZendeskPage<>(items, after, more);
        });
    }

    /** In one attempt: a page of <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#list-comments">
     * comments</a>, internal notes too, oldest first. */
    ZendeskPage<ZendeskComment> comments(long ticket, Optional<String> cursor, Deadline deadline)
            throws ZendeskException {
        String path = "tickets/" + ticket + "/comments.json";
        HttpUrl.Builder url = http.url(path, "include", "users", "page[size]", Integer.toString(COMMENTS))
                .newBuilder();
        cursor.ifPresent(after -> url.addQueryParameter("page[after]", after));
        JsonNode answer = http.get(url.build(), deadline);
        Set<Long> endUsers = Answers.endUsers(answer);
        return page(answer, cursor, "comments", node -> Answers.comment(node, endUsers));
    }

    /** Reads one item of a list. */
    private interface Reader<T> {
        T read(JsonNode node) throws ZendeskException;
    }

    /** Asks for one page, once. */
    private interface Asker<T> {
        ZendeskPage<T> page(Deadline deadline) throws ZendeskException;
    }

    private <T> ZendeskPage<T> page(Optional<String> cursor, Asker<T> asker) throws ZendeskException {
        Deadline deadline = Deadline.after(time);
        try {
            return attempts.run(deadline, () -> asker.page(deadline));
        } catch (ZendeskException e) {
            // Zendesk does not say with which status a cursor ends; the first page was fine
            if (cursor.isPresent() && (e.reason() == Reason.REFUSED || e.reason() == Reason.NOT_FOUND)) {
                throw new ZendeskException(
                        Reason.CURSOR_EXPIRED, "this place in the list is not known any more: begin again");
            }
            throw e;
        }
    }

    /** After <a href="https://developer.zendesk.com/api-reference/introduction/pagination/">cursor pagination</a>. */
    private static <T> ZendeskPage<T> page(JsonNode answer, Optional<String> cursor, String field, Reader<T> reader)
            throws ZendeskException {
        List<T> items = items(answer, field, reader);
        JsonNode meta = Answers.object(answer, "meta");
        // the export's page calls it a string
        if (!meta.path("has_more").asBoolean(false)) {
            return new ZendeskPage<>(items, "", false);
        }
        String after = Answers.optional(meta, "after_cursor").orElse("");
        if (after.isEmpty() || cursor.equals(Optional.of(after))) {
            throw ZendeskHttp.unexpected("the list goes on where it is");
        }
        return new ZendeskPage<>(items, after, true);
    }

    private static <T> List<T> items(JsonNode answer, String field, Reader<T> reader) throws ZendeskException {
        List<T> items = new ArrayList<>();
        for (JsonNode node : Answers.list(answer, field)) {
            items.add(reader.read(node));
        }
        return List.copyOf(items);
    }

    /** Closes the connections. */
    @Override
    public void close() {
        http.close();
    }

    /** Only the host. */
    @Override
    public String toString() {
        return "ZendeskClient[" + http.host() + "]";
    }
}
