package io.ticketkit.demo.zendesk;

import io.ticketkit.Deadline;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/**
 * Works with the tickets of a Zendesk, as an agent with an API token
 * (<a href="https://developer.zendesk.com/api-reference/introduction/security-and-auth/">Basic, {@code email/token:token}</a>).
 * What passes (a lost connection, 409, 429, 5xx) is tried again, five times in all and within two minutes for the whole
 * call, however long Zendesk asks to wait; a change is only tried again after what is there was read again. Thread-safe.
 */
public final class ZendeskClient implements AutoCloseable {
    /** Zendesk recommends it for exports, though up to 1,000 are allowed. */
    private static final int TICKETS = 100;
    /** Each comes three times: as it is, as plain text, as HTML. */
    private static final int COMMENTS = 50;
    /** Of one ticket; Zendesk has at most 5,000 comments on one. */
    private static final int MAX_PAGES = 200;

    private static final Duration TIME = Duration.ofMinutes(2);

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
        return attempts.run(time, deadline -> read(id, deadline));
    }

    private ZendeskTicket read(long id, Deadline deadline) throws ZendeskException {
        return Answers.ticket(Answers.object(http.get(http.url("tickets/" + id + ".json"), deadline), "ticket"));
    }

    /**
     * Searches tickets: <a href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#export-search-results">
     * the export</a>, which also gives more than 1,000, in the order they were created. Tickets that change meanwhile may come twice.
     *
     * @param query in Zendesk's syntax, without {@code type:}
     * @param next of the page before; empty for the first. It is good for an hour
     * @throws ZendeskException when that fails; {@link Reason#CURSOR_EXPIRED} asks to begin again
     */
    public ZendeskPage<ZendeskTicket> search(String query, Optional<String> next) throws ZendeskException {
        return page(searchUrl(http, query, TICKETS), next, "results", Answers::ticket);
    }

    static HttpUrl searchUrl(ZendeskHttp http, String query, int size) {
        return http.url("search/export.json")
                .newBuilder()
                .addQueryParameter("query", query)
                .addQueryParameter("filter[type]", "ticket")
                .addQueryParameter("page[size]", Integer.toString(size))
                .build();
    }

    /**
     * Lists <a href="https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#list-comments">comments</a>
     * of a ticket, internal notes too, oldest first.
     *
     * @param next of the page before; empty for the first
     * @throws ZendeskException when that fails
     */
    public ZendeskPage<ZendeskComment> comments(long ticket, Optional<String> next) throws ZendeskException {
        return page(commentsUrl(ticket), next, "comments", Answers::comment);
    }

    private HttpUrl commentsUrl(long ticket) {
        return http.url("tickets/" + ticket + "/comments.json")
                .newBuilder()
                .addQueryParameter("page[size]", Integer.toString(COMMENTS))
                .build();
    }

    /** Reads one item of a list. */
    private interface Reader<T> {
        T read(JsonNode node) throws ZendeskException;
    }

    private <T> ZendeskPage<T> page(HttpUrl first, Optional<String> next, String field, Reader<T> reader)
            throws ZendeskException {
        HttpUrl url = next.isPresent() ? http.sameHost(next.get()) : first;
        try {
            return attempts.run(time, deadline -> page(url, field, reader, deadline));
        } catch (ZendeskException e) {
            // Zendesk does not say with which status a cursor ends; the first page was fine
            if (next.isPresent() && (e.reason() == Reason.REFUSED || e.reason() == Reason.NOT_FOUND)) {
                throw new ZendeskException(
                        Reason.CURSOR_EXPIRED, "Zendesk knows this place in the list no more: begin again");
            }
            throw e;
        }
    }

    /** After <a href="https://developer.zendesk.com/api-reference/introduction/pagination/">cursor pagination</a>. */
    private <T> ZendeskPage<T> page(HttpUrl url, String field, Reader<T> reader, Deadline deadline)
            throws ZendeskException {
        JsonNode answer = http.get(url, deadline);
        List<T> items = new ArrayList<>();
        for (JsonNode node : Answers.list(answer, field)) {
            items.add(reader.read(node));
        }
        // the export's page calls it a string
        boolean more = Answers.object(answer, "meta").path("has_more").asBoolean(false);
        if (!more) {
            return new ZendeskPage<>(List.copyOf(items), Optional.empty());
        }
        String link = Answers.optional(answer.path("links"), "next").orElse("");
        if (http.sameHost(link).equals(url)) {
            throw ZendeskHttp.unexpected("the list goes on where it is");
        }
        return new ZendeskPage<>(List.copyOf(items), Optional.of(link));
    }

    /**
     * Adds <a href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/tags/#add-tags">tags</a> to those
     * the ticket has, as a safe update: when somebody else changed the ticket since it was read, Zendesk answers 409 and it is
     * read again. Nothing is sent when the ticket has them. Zendesk compares times in whole seconds: two changes within one
     * second it cannot tell apart.
     *
     * @param tags each without white space and commas, which Zendesk would take for several; capitals become small
     * @return all tags of the ticket
     * @throws ZendeskException when that fails
     * @throws IllegalArgumentException when a tag is not of that form
     */
    public List<String> addTags(long ticket, Collection<String> tags) throws ZendeskException {
        Set<String> wanted = new LinkedHashSet<>();
        for (String tag : tags) {
            if (!tag.matches("[^\\s\\p{Cntrl},\"]{1,200}")) {
                throw new IllegalArgumentException("tags: 1 to 200 characters, no white space, comma or quotation mark");
            }
            wanted.add(tag.toLowerCase(Locale.ROOT));
        }
        return attempts.run(time, deadline -> {
            ZendeskTicket before = read(ticket, deadline);
            if (before.tags().containsAll(wanted)) {
                return before.tags();
            }
            Object body = Map.of("tags", wanted, "updated_stamp", before.stamp(), "safe_update", "true");
            return Answers.texts(http.put(http.url("tickets/" + ticket + "/tags.json"), body, deadline), "tags");
        });
    }

    /**
     * Adds an internal note once, however often this is called with the same key: the note ends in a marker with the key,
     * which is looked for in all internal notes before the note is added, at every attempt. It is added by
     * <a href="https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#protecting-against-ticket-update-collisions">
     * a safe update</a>, so that of two who do not see each other's note one gets 409, and looks again. (Zendesk's
     * idempotency keys are for new tickets only.) A note whose marker somebody removes is added again.
     *
     * @param key 1 to 64 letters of ASCII, digits, dots and hyphens
     * @param text the note, plain text of 1 to 60,000 characters
     * @throws ZendeskException when that fails; it then may have been added, and calling again finds it
     * @throws IllegalArgumentException when key or text are not of that form
     */
    public void addNote(long ticket, String key, String text) throws ZendeskException {
        if (!key.matches("[A-Za-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException("key: 1 to 64 letters, digits, dots and hyphens");
        }
        if (text.isBlank() || text.length() > 60_000) {
            throw new IllegalArgumentException("text: 1 to 60,000 characters");
        }
        String marker = "[ticketkit:" + key + "]";
        Map<String, Object> comment = Map.of("body", text + "\n\n" + marker, "public", false);
        boolean added = attempts.run(time, deadline -> {
            // first the stamp: a note that comes between the two reads makes it stale
            String stamp = read(ticket, deadline).stamp();
            if (hasNote(ticket, marker, deadline)) {
                return false;
            }
            Object change = Map.of("comment", comment, "safe_update", true, "updated_stamp", stamp);
            http.put(http.url("tickets/" + ticket + ".json"), Map.of("ticket", change), deadline);
            return true;
        });
    }

    /** Of internal notes only: what a requester writes must not keep a note away. */
    private boolean hasNote(long ticket, String marker, Deadline deadline) throws ZendeskException {
        HttpUrl url = commentsUrl(ticket);
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            ZendeskPage<ZendeskComment> page = page(url, "comments", Answers::comment, deadline);
            if (page.items().stream()
                    .anyMatch(comment -> !comment.isPublic() && comment.body().contains(marker))) {
                return true;
            }
            if (page.next().isEmpty()) {
                return false;
            }
            url = http.sameHost(page.next().get());
        }
        throw ZendeskHttp.unexpected("the comments of the ticket do not end");
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
