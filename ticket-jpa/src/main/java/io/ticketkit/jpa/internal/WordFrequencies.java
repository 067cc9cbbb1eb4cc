package io.ticketkit.jpa.internal;

import io.ticketkit.Deadline;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * In how many tickets words are, as far as PostgreSQL knows since it last analysed them: it keeps the about thousand most frequent ones.
 * Asked for now and then. Thread-safe.
 */
public final class WordFrequencies {
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final String SQL = "select c.reltuples, s.most_common_elems::text::text[], s.most_common_elem_freqs"
            + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            + " left join pg_stats s on s.schemaname = n.nspname and s.tablename = c.relname and s.attname = 'search_vector'"
            + " where c.oid = cast(? as regclass)";

    private volatile @Nullable Known known;

    private record Known(Deadline kept, double tickets, NavigableMap<String, Double> shares) {
        /** Of those with a word that begins so. */
        double share(String beginning) {
            double sum = shares.subMap(beginning, beginning + Character.MAX_VALUE).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            return Math.min(1, sum);
        }
    }

    /**
     * In how many tickets, of all tenants, words probably begin with all of these: none when one of them is not among the
     * frequent ones.
     */
    double tickets(SqlSession session, Layout layout, List<String> beginnings) {
        Known latest = known;
        if (latest == null || latest.kept().hasPassed()) {
            latest = session.call(connection -> read(connection, layout.name("ticket")));
            known = latest;
        }
        double tickets = latest.tickets();
        for (String beginning : beginnings) {
            tickets *= latest.share(beginning);
        }
        return tickets;
    }

    private static Known read(Connection connection, String table) throws SQLException {
        NavigableMap<String, Double> shares = new TreeMap<>();
        double tickets = 0;
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    // negative: never analysed
                    tickets = Math.max(0, row.getDouble(1));
                    Array words = row.getArray(2);
                    Array frequencies = row.getArray(3);
                    if (words != null && frequencies != null) {
                        add((Object[]) words.getArray(), (Object[]) frequencies.getArray(), shares);
                    }
                }
            }
        }
        return new Known(Deadline.after(KEPT), tickets, shares);
    }

    /** Behind the frequencies stand some numbers more: the least and the greatest of them. */
    private static void add(Object[] words, Object[] frequencies, NavigableMap<String, Double> shares) {
        for (int i = 0; i < words.length; i++) {
            shares.put((String) words[i], ((Number) frequencies[i]).doubleValue());
        }
    }
}
