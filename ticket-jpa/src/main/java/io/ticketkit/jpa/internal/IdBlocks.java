package io.ticketkit.jpa.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Hands out ids, of which the database's sequence reserves a block at a time. To one thread they rise. Thread-safe. */
public final class IdBlocks {
    private static final int SIZE = 50;

    private final String sequence;
    private final int step;
    private long next;
    private long end;

    /** Of a sequence; none reserved yet. */
    public IdBlocks(String sequence) {
        this(sequence, 1);
    }

    /** Of a sequence that counts in these steps; none reserved yet. */
    IdBlocks(String sequence, int step) {
        this.sequence = sequence;
        this.step = step;
    }

    /** Only now and then in need of the session. */
    long next(SqlSession session, Layout layout) {
        Long reserved = reserved();
        return reserved == null ? session.call(connection -> reserve(connection, layout)) : reserved;
    }

    long next(Connection connection, Layout layout) throws SQLException {
        Long reserved = reserved();
        return reserved == null ? reserve(connection, layout) : reserved;
    }

    /** Without the lock: a slow connection stops nobody else. */
    private long reserve(Connection connection, Layout layout) throws SQLException {
        String sql = layout.dialect().nextValue(layout.name(sequence));
        long first = Sql.of(sql).list(connection, Row::number).get(0);
        keep(first);
        return first;
    }

    private synchronized @Nullable Long reserved() {
        if (next >= end) {
            return null;
        }
        long id = next;
        next += step;
        return id;
    }

    synchronized void forget() {
        next = 0;
        end = 0;
    }

    /**
     * Two threads may reserve at once; the block that is lower is then never used, so that ids that one thread gets one after
     * the other rise: what is ordered by them stays in the order it was written in.
     */
    private synchronized void keep(long first) {
        if (first >= end) {
            next = first + step;
            end = first + (long) SIZE * step;
        }
    }
}
