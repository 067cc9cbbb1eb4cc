package io.ticketkit.jpa.internal;

import io.ticketkit.StorageConflictException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Holds back changes that nobody waits for, and sends them together: before anything else is done in the session, and at its
 * {@link #flush() end}. On PostgreSQL, where every statement is a round trip, a ticket with all that belongs to it is one. What fails
 * then fails where it is sent. On H2 nothing is held back.
 */
public final class WriteBuffer implements SqlSession {
    /** Rows of the longest texts are 160 kB each. */
    private static final int MOST = 250;
    /** As many make one statement; more are sent in batches. */
    private static final int ONE_STATEMENT = 16;

    private static final int ANY_NUMBER = -1;

    private final SqlSession session;
    private final boolean holds;
    private final List<Group> groups = new ArrayList<>();
    private int held;

    private record Row(List<Sql.Value> values, int expected) {}

    /** The same statement for some rows. */
    private record Group(String text, List<Row> rows) {}

    private WriteBuffer(SqlSession session, Dialect dialect) {
        this.session = session;
        this.holds = dialect.isPostgresql();
    }

    /** Runs work in front of a session, and sends what it leaves. */
    public static <T> T around(SqlSession session, Layout layout, Function<WriteBuffer, T> work) {
        WriteBuffer buffer = new WriteBuffer(session, layout.dialect());
        T result = work.apply(buffer);
        buffer.flush();
        return result;
    }

    /** What was held back is sent first. */
    @Override
    public <T> T call(Work<T> work) {
        flush();
        return session.call(work);
    }

    /** Sends what is held back. */
    public void flush() {
        if (held > 0) {
            List<Group> all = List.copyOf(groups);
            boolean few = holds && held <= ONE_STATEMENT;
            groups.clear();
            held = 0;
            session.call(connection -> few ? together(connection, all) : inBatches(connection, all));
        }
    }

    /** A change of any number of rows. */
    void change(Sql sql) {
        add(sql.text(), new Row(sql.values(), ANY_NUMBER));
        sendUnlessHeld();
    }

    /** A change of a row that is there; when it is not, somebody else was faster. */
    void changeOne(Sql sql) {
        add(sql.text(), new Row(sql.values(), 1));
        sendUnlessHeld();
    }

    /** The same change with each of these values. */
    void change(String text, List<List<Sql.Value>> rows) {
        rows.forEach(values -> add(text, new Row(values, ANY_NUMBER)));
        sendUnlessHeld();
    }

    private void add(String text, Row row) {
        groupOf(text).rows().add(row);
        held++;
        if (held == MOST) {
            flush();
        }
    }

    private void sendUnlessHeld() {
        if (!holds) {
            flush();
        }
    }

    /** An insert may go ahead of other inserts: to those of its table, which what it refers to went ahead of as well. */
    private Group groupOf(String text) {
        for (int i = groups.size() - 1; i >= 0; i--) {
            Group group = groups.get(i);
            if (group.text().equals(text)) {
                return group;
            } else if (!isInsert(text) || !isInsert(group.text())) {
                break;
            }
        }
        Group fresh = new Group(text, new ArrayList<>());
        groups.add(fresh);
        return fresh;
    }

    private static boolean isInsert(String text) {
        return text.startsWith("insert ");
    }

    private static boolean together(Connection connection, List<Group> groups) throws SQLException {
        List<Row> rows = new ArrayList<>();
        int length = 0;
        for (Group group : groups) {
            rows.addAll(group.rows());
            length += group.rows().size() * (group.text().length() + 1);
        }
        StringBuilder all = new StringBuilder(length);
        groups.forEach(
                group -> group.rows().forEach(row -> all.append(group.text()).append(';')));
        try (PreparedStatement statement = connection.prepareStatement(all.toString())) {
            int parameter = 1;
            for (Row row : rows) {
                for (Sql.Value value : row.values()) {
                    value.bind(statement, parameter++);
                }
            }
            statement.execute();
            for (Row row : rows) {
                check(row, statement.getUpdateCount());
                statement.getMoreResults();
            }
        }
        return true;
    }

    private static boolean inBatches(Connection connection, List<Group> groups) throws SQLException {
        for (Group group : groups) {
            int[] counts = Sql.updates(
                    connection,
                    group.text(),
                    group.rows().stream().map(Row::values).toList());
            for (int i = 0; i < counts.length; i++) {
                check(group.rows().get(i), counts[i]);
            }
        }
        return true;
    }

    private static void check(Row row, int count) {
        if (row.expected() != ANY_NUMBER && row.expected() != count) {
            throw new StorageConflictException(null);
        }
    }
}
