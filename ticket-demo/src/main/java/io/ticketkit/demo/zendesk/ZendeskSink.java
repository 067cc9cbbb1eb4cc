package io.ticketkit.demo.zendesk;

import io.ticketkit.Deadline;
import io.ticketkit.ExternalReference;
import io.ticketkit.TicketSink;
import io.ticketkit.TryAgainLaterException;
import io.ticketkit.WriteBack;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was found back to Zendesk: tags beside those that are there, and an internal note, once. Tickets that did not
 * come from this Zendesk are left alone, and so are those that are closed, merged or deleted there by now. Thread-safe.
 */
public final class ZendeskSink implements TicketSink {
    private static final Logger LOG = LoggerFactory.getLogger(ZendeskSink.class);

    private static final String MARK = "[ticketkit:";
    /** Zendesk has at most 5,000 comments on a ticket, and a page 50. */
    private static final int MAX_PAGES = 101;
    /** Older than this, the time of a change is over: one more beside the whole second, for servers whose clocks differ. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final ZendeskClient client;

    /** Writes with this client. */
    public ZendeskSink(ZendeskClient client) {
        this.client = client;
    }

    @Override
    public void write(WriteBack found) throws ZendeskException, TryAgainLaterException {
        Optional<Long> id = found.references().stream()
                .filter(reference -> reference.system().equals(client.system()))
                .map(ExternalReference::id)
                .filter(text -> text.matches("[1-9][0-9]{0,17}"))
                .map(Long::valueOf)
                .findFirst();
        if (id.isPresent()) {
            write(id.get(), found);
        }
    }

    private void write(long id, WriteBack found) throws ZendeskException, TryAgainLaterException {
        try {
            Deadline deadline = Deadline.after(client.time());
            // the note first: the tags are a change that it would have to wait for
            addNote(id, found.dedupeKey(), found.note(), deadline);
            addTags(id, found.tags(), deadline);
        } catch (ZendeskException e) {
            if (e.reason() == Reason.CLOSED || e.reason() == Reason.NOT_FOUND) {
                LOG.info("Ticket {} of Zendesk is closed or gone: nothing is written to it", id);
            } else {
                // the caller keeps only the name of the class
                LOG.warn("Ticket {} of Zendesk was not written to: {}", id, e.getMessage());
                Optional<Duration> pause = e.pause();
                if (pause.isPresent()) {
                    throw new TryAgainLaterException(pause.get());
                }
                throw e;
            }
        }
    }

    /**
     * Adds <a href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/tags/#add-tags">tags</a> to those
     * the ticket has, as a safe update: when somebody else changed the ticket since it was read, Zendesk answers 409 and it is
     * read again. Nothing is sent when the ticket has them. The call only ever adds.
     *
     * @throws ZendeskException when that fails; {@link Reason#CLOSED} when nothing can be added
     */
    void addTags(long ticket, Collection<String> tags, Deadline deadline) throws ZendeskException {
        // in Zendesk's form: it would take white space and commas for the end of a tag
        List<String> wanted = tags.stream()
                .map(tag -> tag.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Cntrl},\"]+", "_"))
                .toList();
        client.attempts().run(deadline, () -> {
            ZendeskTicket before = open(client.read(ticket, deadline));
            if (!before.tags().containsAll(wanted)) {
                Object body = Map.of("tags", wanted, "updated_stamp", before.stamp(), "safe_update", "true");
                client.http().put(client.http().url("tickets/" + ticket + "/tags.json"), body, deadline);
            }
            return true;
        });
    }

    /**
     * Adds an internal note once, however often this is called with the same key: the note ends in a mark with the key, which
     * is looked for in all internal notes before the note is added, at every attempt. It is added by
     * <a href="https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets/#protecting-against-ticket-update-collisions">
     * a safe update</a>, so that of two who do not see each other's note one gets 409, and looks again. Zendesk compares the
     * times of changes in whole seconds, so a change that is younger is waited for: whatever comes after the look at the
     * notes then has another time. (Zendesk's idempotency keys are for new tickets only.) What our last note says already is
     * not said again under another key.
     *
     * @throws ZendeskException when that fails; the note may have been added, and calling again finds it
     */
    void addNote(long ticket, String key, String text, Deadline deadline) throws ZendeskException {
        String mark = MARK + key + "]";
        Map<String, Object> comment = Map.of("body", text + "\n\n" + mark, "public", false);
        client.attempts().run(deadline, () -> {
            // first the stamp: a note that comes after the notes are read makes it stale
            String stamp = settled(ticket, deadline).stamp();
            if (!isSaid(ticket, text, mark, deadline)) {
                Object change = Map.of("comment", comment, "safe_update", true, "updated_stamp", stamp);
                client.http().put(client.http().url("tickets/" + ticket + ".json"), Map.of("ticket", change), deadline);
            }
            return true;
        });
    }

    /** The ticket, and no change from now on has the time of the last one before. */
    private ZendeskTicket settled(long id, Deadline deadline) throws ZendeskException {
        ZendeskClient.Seen seen = client.seen(id, deadline);
        ZendeskTicket ticket = open(seen.ticket());
        Duration age = seen.at()
                .flatMap(at -> ticket.changed().map(change -> Duration.between(change, at)))
                .filter(since -> !since.isNegative())
                .orElse(Duration.ZERO);
        if (age.compareTo(SETTLED) < 0) {
            client.attempts().sleep(SETTLED.minus(age));
        }
        return ticket;
    }

    private static ZendeskTicket open(ZendeskTicket ticket) throws ZendeskException {
        if (ticket.isFinal()) {
            throw new ZendeskException(Reason.CLOSED, "the ticket is closed: nothing can be added to it");
        }
        return ticket;
    }

    /** Looks at internal notes of agents only: what somebody else writes must not keep a note away. */
    private boolean isSaid(long ticket, String text, String mark, Deadline deadline) throws ZendeskException {
        Optional<String> cursor = Optional.empty();
        String last = "";
        for (int pages = 0; pages < MAX_PAGES; pages++) {
            ZendeskPage<ZendeskComment> page = client.comments(ticket, cursor, deadline);
            for (ZendeskComment comment : page.items()) {
                if (comment.isNote() && comment.body().contains(mark)) {
                    return true;
                } else if (comment.isNote() && comment.body().contains(MARK)) {
                    last = comment.body();
                }
            }
            if (!page.more()) {
                return last.substring(0, Math.max(0, last.indexOf(MARK)))
                        .strip()
                        .equals(text.strip());
            }
            cursor = Optional.of(page.cursor());
        }
        throw ZendeskHttp.unexpected("the comments of the ticket do not end");
    }

    /** Only the host. */
    @Override
    public String toString() {
        return "ZendeskSink[" + client.http().host() + "]";
    }
}
