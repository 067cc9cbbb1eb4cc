package io.ticketkit.jpa.internal;

import io.ticketkit.spi.Seek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ordering by two columns, and starting from a place in that order.
 *
 * @param key the first column
 * @param id the second column
 * @param rising whether the list rises
 */
record Keyset(String key, String id, boolean rising) {

    /** What follows the conditions; {@code lead} are columns of one value that go first in the order, on H2. */
    Sql after(@Nullable String lead, Seek seek) {
        boolean up = isUp(seek);
        String direction = direction(up);
        String first = lead == null ? "" : lead.replace(",", direction + ",") + direction + ", ";
        return (seek.from() == null ? beginning(lead != null) : place(up, seek.from(), lead != null))
                .plus(" order by " + first + key + direction + ", " + id + direction)
                // written out: PostgreSQL keeps a plan only when it need not fear that many rows are wanted
                .plus(" fetch first " + seek.limit() + " rows only");
    }

    /** The order alone. */
    String order(Seek seek) {
        String direction = direction(isUp(seek));
        return " order by " + key + direction + ", " + id + direction;
    }

    private boolean isUp(Seek seek) {
        return rising != seek.backward();
    }

    private static String direction(boolean up) {
        return up ? "" : " desc";
    }

    /**
     * Never untrue. To H2 2.4 the order of two indexes is as good when both begin with the first column of it; a bound makes
     * the one with the key cheaper.
     */
    private Sql beginning(boolean h2) {
        return Sql.of(h2 ? " and " + key + " >= 0" : "");
    }

    private Sql place(boolean up, Seek.Position from, boolean h2) {
        String sign = up ? ">" : "<";
        if (!h2) {
            // PostgreSQL seeks by both, which matters where many have the same key; "select": what it cannot see it
            // need not plan for
            // again, and the plan of a later page is that of the first
            return Sql.of(
                    " and (" + key + ", " + id + ") " + sign + " ((select ?), (select ?))",
                    Sql.Value.number(from.key()),
                    Sql.Value.number(from.id()));
        }
        // the first condition alone is what an index can seek by
        return Sql.of(
                " and " + key + " " + sign + "= ? and (" + key + " " + sign + " ? or " + id + " " + sign + " ?)",
                Sql.Value.number(from.key()),
                Sql.Value.number(from.key()),
                Sql.Value.number(from.id()));
    }

    /** The same of the first page. */
    Sql first(@Nullable String lead, int limit) {
        return after(lead, new Seek(null, false, limit));
    }

    /** A page that was read backward, turned round. */
    <T> List<T> inOrder(Seek seek, List<T> page) {
        if (!seek.backward()) {
            return page;
        }
        List<T> turned = new ArrayList<>(page);
        Collections.reverse(turned);
        return turned;
    }
}
