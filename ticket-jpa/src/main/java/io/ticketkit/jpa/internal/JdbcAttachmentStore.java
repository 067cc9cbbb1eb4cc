package io.ticketkit.jpa.internal;

import io.ticketkit.TicketKitException;
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.EpochMicros;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps content in the database, in chunks, each written and read in a transaction that waits for nobody's stream. */
public final class JdbcAttachmentStore implements AttachmentStore {
    /** As the tables allow at most. */
    private static final int CHUNK = 256 << 10;

    private static final int ASKED_AT_ONCE = 500;

    /** Opens a transaction. */
    public interface Work {
        /** Runs something in it. */
        <T> T run(Function<SqlSession, T> work);
    }

    private record Place(String tenant, String key) {
        Sql where() {
            return Sql.of(" where tenant = ? and store_key = ?", Sql.Value.text(tenant), Sql.Value.text(key));
        }
    }

    private final Work transactions;
    private final Function<SqlSession, Layout> layouts;

    /** In short transactions, in tables. */
    public JdbcAttachmentStore(Work transactions, Function<SqlSession, Layout> layouts) {
        this.transactions = transactions;
        this.layouts = layouts;
    }

    /** In a transaction that is active. */
    static boolean delete(Connection connection, Layout layout, String tenant, String key) throws SQLException {
        Sql where = new Place(tenant, key).where();
        Sql.of("delete from " + chunks(layout)).plus(where).update(connection);
        return Sql.of("delete from " + files(layout)).plus(where).update(connection) == 1;
    }

    private static String files(Layout layout) {
        return layout.name("ticket_file");
    }

    private static String chunks(Layout layout) {
        return layout.name("ticket_file_chunk");
    }

    @Override
    public void put(String tenant, String key, Instant at, InputStream content) throws IOException {
        byte[] first = content.readNBytes(CHUNK);
        Place place = new Place(tenant, key);
        if (first.length < CHUNK) {
            begin(place, at, first, (long) first.length);
            return;
        }
        begin(place, at, first, null);
        boolean done = false;
        try {
            long size = CHUNK;
            byte[] next = first;
            for (long number = 1; next.length == CHUNK; number++) {
                next = content.readNBytes(CHUNK);
                size += next.length;
                add(place, number, next, next.length == CHUNK ? null : size);
            }
            done = true;
        } finally {
            if (!done) {
                discard(place);
            }
        }
    }

    private void begin(Place place, Instant at, byte[] chunk, @Nullable Long size) {
        inTables((connection, layout) -> {
            Sql.of(
                            "insert into " + files(layout)
                                    + " (tenant, store_key, stored_at, size_bytes) values (?, ?, ?, ?)",
                            Sql.Value.text(place.tenant()),
                            Sql.Value.text(place.key()),
                            Sql.Value.number(EpochMicros.of(at)),
                            Sql.Value.number(size))
                    .update(connection);
            return insert(connection, layout, place, 0, chunk);
        });
    }

    /** The last chunk brings the size. */
    private void add(Place place, long number, byte[] chunk, @Nullable Long size) {
        inTables((connection, layout) -> {
            insert(connection, layout, place, number, chunk);
            return size == null
                    || Sql.of("update " + files(layout) + " set size_bytes = ?", size)
                                    .plus(place.where())
                                    .update(connection)
                            == 1;
        });
    }

    private static boolean insert(Connection connection, Layout layout, Place place, long number, byte[] chunk)
            throws SQLException {
        return chunk.length == 0
                || Sql.of(
                                        "insert into " + chunks(layout)
                                                + " (tenant, store_key, chunk_number, content) values (?, ?, ?, ?)",
                                        Sql.Value.text(place.tenant()),
                                        Sql.Value.text(place.key()),
                                        Sql.Value.number(number),
                                        Sql.Value.bytes(chunk))
                                .update(connection)
                        == 1;
    }

    private void discard(Place place) {
        try {
            delete(place.tenant(), place.key());
        } catch (TicketKitException e) {
            // it has no size, so nobody can read it, and removeUnused finds it
        }
    }

    @Override
    public Optional<InputStream> open(String tenant, String key) {
        Place place = new Place(tenant, key);
        return inTables((connection, layout) -> Sql.of("select size_bytes from " + files(layout))
                        .plus(place.where())
                        .plus(" and size_bytes is not null")
                        .list(connection, Row::number))
                .stream()
                .findFirst()
                .map(size -> new Chunks(place, size));
    }

    @Override
    public void delete(String tenant, String key) {
        inTables((connection, layout) -> delete(connection, layout, tenant, key));
    }

    @Override
    public long removeUnused(Instant before, UnaryOperator<Set<String>> used) {
        long removed = 0;
        List<Place> old = old(before, null);
        while (!old.isEmpty()) {
            Set<String> kept = used.apply(old.stream().map(Place::key).collect(Collectors.toSet()));
            List<Place> unused =
                    old.stream().filter(place -> !kept.contains(place.key())).toList();
            for (Place place : unused) {
                removed += inTables((connection, layout) -> delete(connection, layout, place.tenant(), place.key()))
                        ? 1
                        : 0;
            }
            old = old(before, old.get(old.size() - 1));
        }
        return removed;
    }

    private List<Place> old(Instant before, @Nullable Place after) {
        Sql from = after == null
                ? Sql.of("")
                : Sql.of(
                        " and tenant >= ? and (tenant > ? or store_key > ?)",
                        Sql.Value.text(after.tenant()),
                        Sql.Value.text(after.tenant()),
                        Sql.Value.text(after.key()));
        return inTables((connection, layout) -> Sql.of(
                        "select tenant, store_key from " + files(layout) + " where stored_at < ?",
                        EpochMicros.of(before))
                .plus(from)
                .plus(Sql.of(" order by tenant, store_key fetch first ? rows only", ASKED_AT_ONCE))
                .list(connection, row -> new Place(row.text(), row.text())));
    }

    /** Some SQL. */
    private interface Statement<T> {
        T run(Connection connection, Layout layout) throws SQLException;
    }

    private <T> T inTables(Statement<T> work) {
        return transactions.run(session -> {
            Layout layout = layouts.apply(session);
            return session.call(connection -> work.run(connection, layout));
        });
    }

    /** Content, of which one chunk is in memory. */
    private final class Chunks extends InputStream {
        private final Place place;
        private final long size;
        private long delivered;
        private long number;
        private byte[] chunk = {};
        private int position;

        Chunks(Place place, long size) {
            this.place = place;
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            } else if (delivered == size) {
                return -1;
            }
            if (position == chunk.length) {
                chunk = next();
                position = 0;
            }
            int copied = Math.min(length, chunk.length - position);
            System.arraycopy(chunk, position, bytes, from, copied);
            position += copied;
            delivered += copied;
            return copied;
        }

        private byte[] next() throws IOException {
            List<byte[]> found = inTables((connection, layout) -> Sql.of("select content from " + chunks(layout))
                    .plus(place.where())
                    .plus(Sql.of(" and chunk_number = ?", number))
                    .list(connection, Row::bytes));
            if (found.isEmpty()) {
                throw new IOException("The file was removed while it was read.");
            }
            number++;
            return found.get(0);
        }
    }
}
