package io.ticketkit.internal;

import io.ticketkit.Limits;
import io.ticketkit.ProcessingInput;
import io.ticketkit.Scope;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketSource;
import io.ticketkit.spi.Seek;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The input of a job, page by page. Used by one thread at a time. */
interface Feed {
    /**
     * A page.
     *
     * @param items possibly none
     * @param cursor where to go on
     * @param more whether there is more right now
     */
    record Page(List<Candidate> items, String cursor, boolean more) {}

    /** Calls what may not come back; a failure of it is told as such. */
    interface Caller {
        <T> T call(Callable<T> work) throws TimedCalls.FailedException, InterruptedException;
    }

    /** Tells this input from others: 64 hexadecimal digits. */
    String fingerprint();

    /** Whether new tickets may come. */
    default boolean submits() {
        return true;
    }

    /** The page after a place; null for the first. */
    Page after(@Nullable String cursor, int limit, Caller caller)
            throws TimedCalls.FailedException, InterruptedException;

    static Feed of(ProcessingInput input, Patience patience, String tenant, Scope scope) {
        if (input instanceof ProcessingInput.Tickets tickets) {
            return new Stored(patience, new TicketSelection(tenant, scope, tickets.query()));
        } else if (input instanceof ProcessingInput.Drafts drafts) {
            return new Drafts(drafts.drafts());
        }
        TicketSource source = ((ProcessingInput.External) input).source();
        return new MovingFeed(new External(source), source.system());
    }

    /** Stored tickets; a cursor is the place of the last one. */
    record Stored(Patience patience, TicketSelection selection) implements Feed {
        @Override
        public String fingerprint() {
            return new Fingerprint()
                    .add("tickets")
                    .add(Fingerprint.of(selection.query()))
                    .hash();
        }

        @Override
        public boolean submits() {
            return false;
        }

        @Override
        public Page after(@Nullable String cursor, int limit, Caller caller) {
            Seek seek = new Seek(cursor == null || cursor.isEmpty() ? null : place(cursor), false, limit);
            List<Ticket> found =
                    patience.run(() -> patience.engine().storage().read(reader -> reader.page(selection, seek)));
            String next = found.isEmpty()
                    ? cursor
                    : text(Seek.Position.of(
                            found.get(found.size() - 1), selection.query().order()));
            return new Page(
                    found.stream().map(ticket -> Candidate.of(ticket.id())).toList(),
                    next == null ? "" : next,
                    found.size() == limit);
        }

        private static String text(Seek.Position place) {
            return place.key() + " " + place.id();
        }

        private static Seek.Position place(String cursor) {
            String[] parts = cursor.split(" ", 2);
            return new Seek.Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
    }

    /** Drafts of the host; a cursor is how many were read. */
    final class Drafts implements Feed {
        private final Iterable<TicketDraft> drafts;
        /** Where the last page ended, when it came in time. */
        private @Nullable Rest rest;

        private @Nullable Iterator<TicketDraft> last;

        /** What is left to read. Of one call only: it may still be at it when the next one has begun. */
        private static final class Rest {
            private final Iterator<TicketDraft> left;
            private long read;

            Rest(Iterator<TicketDraft> left) {
                this.left = left;
            }

            Page page(long from, int limit) throws TimedCalls.FailedException {
                while (read < from) {
                    if (!left.hasNext()) {
                        throw TimedCalls.FailedException.forGood(
                                "There are fewer drafts than were read before: the same"
                                        + " drafts must come in the same order, or the job be forgotten.");
                    }
                    left.next();
                    read++;
                }
                List<Candidate> items = new ArrayList<>();
                while (items.size() < limit && left.hasNext()) {
                    read++;
                    items.add(Candidate.of(read, left.next()));
                }
                return new Page(items, Long.toString(read), left.hasNext());
            }
        }

        Drafts(Iterable<TicketDraft> drafts) {
            this.drafts = drafts;
        }

        @Override
        public String fingerprint() {
            return new Fingerprint().add("drafts").hash();
        }

        @Override
        public Page after(@Nullable String cursor, int limit, Caller caller)
                throws TimedCalls.FailedException, InterruptedException {
            long from = cursor == null || cursor.isEmpty() ? 0 : Long.parseLong(cursor);
            Rest known = rest;
            // what a call takes that fails or comes too late is lost to it alone: the next attempt begins anew
            rest = null;
            Rest mine = known != null && known.read <= from ? known : new Rest(caller.call(() -> anew()));
            Page page = caller.call(() -> mine.page(from, limit));
            rest = mine;
            return page;
        }

        private Iterator<TicketDraft> anew() throws TimedCalls.FailedException {
            Iterator<TicketDraft> fresh = drafts.iterator();
            if (fresh == last) {
                throw TimedCalls.FailedException.forGood(
                        "The drafts can be read only once, and reading them failed: give an"
                                + " Iterable that begins anew each time.");
            }
            last = fresh;
            return fresh;
        }
    }

    /** Tickets of another system; the cursor is its own. */
    record External(TicketSource source) implements Feed {
        private static final int CURSOR = Limits.SOURCE_CURSOR;
        /** A few more than were asked for do no harm. */
        private static final int MOST = 5 * Limits.PAGE;

        @Override
        public String fingerprint() {
            return new Fingerprint().add("source").add(source.system()).hash();
        }

        @Override
        public Page after(@Nullable String cursor, int limit, Caller caller)
                throws TimedCalls.FailedException, InterruptedException {
            return caller.call(() -> checked(source.read(Optional.ofNullable(cursor), limit)));
        }

        private Page checked(@Nullable SourcePage page) throws TimedCalls.FailedException {
            String system = source.system();
            if (page == null || !isCursor(page.cursor())) {
                throw TimedCalls.FailedException.forGood(
                        "The source " + system + " gave no page, or not a cursor: up to " + CURSOR
                                + " characters, no null characters, no broken Unicode.");
            } else if (page.tickets().size() > MOST) {
                throw TimedCalls.FailedException.forGood("The source " + system + " gave "
                        + page.tickets().size() + " tickets at once: give as many as were asked for.");
            }
            Map<String, Candidate> items = new LinkedHashMap<>();
            for (SourceTicket ticket : page.tickets()) {
                Candidate candidate = Candidate.of(system, ticket.id(), ticket.draft());
                items.putIfAbsent(candidate.key(), candidate);
            }
            return new Page(List.copyOf(items.values()), page.cursor(), page.more());
        }

        @SuppressWarnings("NullAway") // hosts do that
        private static boolean isCursor(@Nullable String cursor) {
            return cursor != null
                    && cursor.codePointCount(0, cursor.length()) <= CURSOR
                    && cursor.codePoints().allMatch(c -> c != 0 && Character.getType(c) != Character.SURROGATE);
        }
    }
}
