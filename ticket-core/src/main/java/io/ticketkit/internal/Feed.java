package io.ticketkit.internal;

import io.ticketkit.Limits;
import io.ticketkit.ProcessingInput;
import io.ticketkit.Scope;
import io.ticketkit.SourcePage;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketSource;
import io.ticketkit.spi.Seek;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
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
        return new External(((ProcessingInput.External) input).source());
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
        private @Nullable Iterator<TicketDraft> rest;
        private long read;

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
            return caller.call(() -> page(from, limit));
        }

        private Page page(long from, int limit) {
            Iterator<TicketDraft> left = at(from);
            List<Candidate> items = new ArrayList<>();
            try {
                while (items.size() < limit && left.hasNext()) {
                    read++;
                    items.add(Candidate.of(read, left.next()));
                }
                return new Page(items, Long.toString(read), left.hasNext());
            } catch (RuntimeException e) {
                // what was taken is not lost: the next attempt begins anew
                rest = null;
                throw e;
            }
        }

        private Iterator<TicketDraft> at(long place) {
            Iterator<TicketDraft> left = rest;
            if (left == null || read > place) {
                left = drafts.iterator();
                read = 0;
                rest = left;
            }
            while (read < place && left.hasNext()) {
                left.next();
                read++;
            }
            return left;
        }
    }

    /** Tickets of another system; the cursor is its own. */
    record External(TicketSource source) implements Feed {
        private static final int CURSOR = Limits.SOURCE_CURSOR;

        @Override
        public String fingerprint() {
            return new Fingerprint().add("source").add(source.system()).hash();
        }

        @Override
        public Page after(@Nullable String cursor, int limit, Caller caller)
                throws TimedCalls.FailedException, InterruptedException {
            return caller.call(() -> checked(source.read(Optional.ofNullable(cursor), limit)));
        }

        private Page checked(@Nullable SourcePage page) {
            if (page == null || page.cursor().codePointCount(0, page.cursor().length()) > CURSOR) {
                throw new IllegalArgumentException("a source gives a page, with a cursor of up to " + CURSOR);
            }
            String system = source.system();
            return new Page(
                    page.tickets().stream()
                            .map(ticket -> Candidate.of(system, ticket.id(), ticket.draft()))
                            .toList(),
                    page.cursor(),
                    page.more());
        }
    }
}
