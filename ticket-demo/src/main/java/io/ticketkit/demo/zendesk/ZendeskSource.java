package io.ticketkit.demo.zendesk;

import io.ticketkit.Limits;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.Status;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketSource;
import io.ticketkit.TryAgainLaterException;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tickets of a Zendesk: those a search finds, or those that were created or changed since some time. Deleted ones are
 * left out. Thread-safe.
 */
public final class ZendeskSource implements TicketSource {
    private static final Logger LOG = LoggerFactory.getLogger(ZendeskSource.class);

    private final ZendeskClient client;
    /** Tells this list from others: the cursor of one is of no use in another. */
    private final String prefix;

    private final Pages pages;

    /** A list at Zendesk. */
    private interface Pages {
        ZendeskPage<ZendeskTicket> read(Optional<String> cursor, int size) throws ZendeskException;
    }

    private ZendeskSource(ZendeskClient client, String prefix, Pages pages) {
        this.client = client;
        this.prefix = prefix;
        this.pages = pages;
    }

    /**
     * What a search finds, in more pages than a thousand tickets need. A job that is run again after its end searches again.
     *
     * @param client who searches
     * @param query in Zendesk's syntax, without {@code type:}, for example {@code status<solved created>2026-11-01}
     */
    public static ZendeskSource search(ZendeskClient client, String query) {
        // not the query itself: it may name a person, and cursors are stored
        String prefix = "search-" + Integer.toHexString(query.hashCode()) + ":";
        return new ZendeskSource(client, prefix, (cursor, size) -> client.search(query, cursor, size));
    }

    /**
     * What was created or changed since then. A job that is run again goes on where it ended.
     *
     * @param client who reads; Zendesk allows it to administrators only
     * @param since from when on
     */
    public static ZendeskSource changes(ZendeskClient client, Instant since) {
        return new ZendeskSource(client, "changes:", (cursor, size) -> client.changes(since, cursor, size));
    }

    @Override
    public String system() {
        return client.system();
    }

    @Override
    public SourcePage read(Optional<String> cursor, int limit) throws ZendeskException, TryAgainLaterException {
        Optional<String> own = cursor.filter(text -> text.startsWith(prefix))
                .map(text -> text.substring(prefix.length()))
                .filter(text -> !text.isEmpty());
        int size = Math.min(limit, ZendeskClient.MAX_PAGE);
        try {
            return page(pages.read(own, size));
        } catch (ZendeskException e) {
            if (e.reason() == Reason.CURSOR_EXPIRED) {
                LOG.info("Zendesk has forgotten how far it was read: it is read from the beginning");
                return page(pages.read(Optional.empty(), size));
            }
            // the caller keeps only the name of the class
            LOG.warn("Zendesk was not read: {}", e.getMessage());
            Optional<Duration> pause = e.pause();
            if (pause.isPresent()) {
                throw new TryAgainLaterException(pause.get());
            }
            throw e;
        }
    }

    private SourcePage page(ZendeskPage<ZendeskTicket> page) {
        List<SourceTicket> tickets = page.items().stream()
                .filter(ticket -> !ticket.status().equals("deleted"))
                .map(ZendeskSource::ticket)
                .toList();
        return new SourcePage(tickets, page.cursor().isEmpty() ? "" : prefix + page.cursor(), page.more());
    }

    /**
     * What is stored of a ticket. The requester is named by number: whoever is named by an e-mail address would get mail from
     * here. Zendesk's own priority is left out: most accounts have a default for it, which says nothing.
     */
    static SourceTicket ticket(ZendeskTicket ticket) {
        String text = clean(ticket.description(), Limits.DESCRIPTION);
        String title = clean(ticket.subject().replaceAll("\\s+", " "), Limits.TITLE);
        String firstLine = clean(text.lines().findFirst().orElse(""), Limits.TITLE);
        TicketDraft.Builder draft = TicketDraft.builder()
                .title(title.isEmpty() ? firstLine : title)
                .description(text.isEmpty() ? title : text)
                .status(status(ticket.status()))
                .channel("zendesk");
        if (ticket.requesterId() > 0) {
            draft.requester("zendesk-" + ticket.requesterId());
        }
        return new SourceTicket(Long.toString(ticket.id()), draft.build());
    }

    /** Fit to be stored: no broken Unicode and no null characters, cut where it is too long. */
    private static String clean(String text, int longest) {
        StringBuilder clean = new StringBuilder();
        text.strip()
                .codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .limit(longest)
                .forEach(clean::appendCodePoint);
        return clean.toString().strip();
    }

    private static Status status(String zendesk) {
        return switch (zendesk) {
            case "pending", "hold" -> Status.IN_PROGRESS;
            case "solved" -> Status.RESOLVED;
            case "closed" -> Status.CLOSED;
            default -> Status.OPEN;
        };
    }

    /** Only the host. */
    @Override
    public String toString() {
        return "ZendeskSource[" + client.http().host() + "]";
    }
}
