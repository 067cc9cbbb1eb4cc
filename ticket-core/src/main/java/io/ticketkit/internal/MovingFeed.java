package io.ticketkit.internal;

import org.jspecify.annotations.Nullable;

/**
 * A feed whose places are somebody else's: one that does not move on, or goes round in a circle, ends instead of being read for
 * ever. In bounded memory, by Brent's algorithm: the place that is remembered is renewed after 1, 2, 4, 8 … pages. Used by one
 * thread at a time.
 */
final class MovingFeed implements Feed {
    private static final int EMPTY_PAGES = 1_000;
    /** A source that had to begin anew comes by its places twice. */
    private static final int VISITS = 3;

    private final Feed feed;
    private final String name;
    private @Nullable String asked;
    private @Nullable String remembered;
    private long since;
    private long until = 1;
    private int visits;
    private int empty;

    /** With the name of the source, for those who must repair it. */
    MovingFeed(Feed feed, String name) {
        this.feed = feed;
        this.name = name;
    }

    @Override
    public String fingerprint() {
        return feed.fingerprint();
    }

    @Override
    public Page after(@Nullable String cursor, int limit, Caller caller)
            throws TimedCalls.FailedException, InterruptedException {
        checkPlace(cursor);
        Page page = feed.after(cursor, limit, caller);
        if (page.more() && page.cursor().equals(cursor)) {
            throw failed(
                    "gave the cursor again that it was asked for, and says there is more: move it on, or say more = false.");
        }
        empty = page.more() && page.items().isEmpty() ? empty + 1 : 0;
        if (empty == EMPTY_PAGES) {
            empty = 0;
            throw failed("gave " + EMPTY_PAGES + " empty pages, and says there is more: say more = false where it ends."
                    + " If it has not, run again.");
        }
        return page;
    }

    /** Asked for the same place again is only who could not store what came. */
    private void checkPlace(@Nullable String cursor) throws TimedCalls.FailedException {
        if (cursor == null || cursor.equals(asked)) {
            return;
        }
        visits += cursor.equals(remembered) ? 1 : 0;
        if (visits == VISITS) {
            throw failed(
                    "came back again and again to a cursor it gave before: each page must have a new one, or say more = false.");
        }
        asked = cursor;
        since++;
        if (since == until) {
            remembered = cursor;
            since = 0;
            visits = 0;
            until *= 2;
        }
    }

    private TimedCalls.FailedException failed(String words) {
        return TimedCalls.FailedException.forGood("The source " + name + " " + words);
    }
}
