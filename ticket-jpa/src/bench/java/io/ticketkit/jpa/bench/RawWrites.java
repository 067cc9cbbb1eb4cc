package io.ticketkit.jpa.bench;

import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.SearchText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes by hand what TicketKit writes, row for row, with a classification that is there already. */
final class RawWrites {
    static final String ACTOR = "bench";
    static final String HANDLER = "bench";

    private static final String CATEGORY = "technical";
    private static final String RATIONALE = "Words that decided: error, login, page.";
    private static final int BLOCK = 50;

    private static final String KNOWN_CATEGORY = "select 1 from ticket_category where tenant = ? and code = ?";
    private static final String TICKET = "insert into ticket (id, tenant, title, description, search_text, category, priority,"
            + " status, sentiment, urgency_score, requester, version, last_event, hidden_events, created_at, updated_at,"
            + " category_source, category_confidence, category_review, priority_source, priority_confidence,"
            + " priority_review, sentiment_source, sentiment_confidence, sentiment_review, urgency_score_source,"
            + " urgency_score_confidence, urgency_score_review, done_from_start)"
            + " values (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, 1, 1, 0, ?, ?, 'keyword', ?, true, 'keyword', ?, true,"
            + " 'keyword', ?, true, 'keyword', ?, true, false)";
    private static final String HISTORY = "insert into ticket_history (tenant, ticket_id, event, position, happened_at,"
            + " actor_role, actor_id, kind, field, old_value, new_value, internal, hidden_before)"
            + " values (?, ?, ?, 0, ?, 'staff', ?, ?, ?, ?, ?, false, 0)";
    private static final String RUN = "insert into ticket_run (id, tenant, ticket_id, asked_at, source, purpose, outcome,"
            + " duration_micros, cost_unknown, rationale, category_value, category_confidence, category_source,"
            + " category_fate, priority_value, priority_confidence, priority_source, priority_fate, sentiment_value,"
            + " sentiment_confidence, sentiment_source, sentiment_fate, urgency_score_value, urgency_score_confidence,"
            + " urgency_score_source, urgency_score_fate, apart) values (?, ?, ?, ?, 'keyword', 'classification', 'answered',"
            + " ?, false, ?, ?, ?, 'keyword', 'applied', ?, ?, 'keyword', 'applied', ?, ?, 'keyword', 'applied', ?, ?,"
            + " 'keyword', 'applied', false)";
    private static final String EVENT = "insert into ticket_outbox (handler, ticket_id, event, tenant, kind, internal,"
            + " hidden_events, happened_at, actor_role, actor_id, due_at, claimed, claims, attempts)"
            + " values (?, ?, ?, ?, ?, false, 0, ?, 'staff', ?, ?, false, 0, 0)";
    private static final String LOCK =
            "select version, last_event, status from ticket where tenant = ? and id = ? for update";
    private static final String UPDATE = "update ticket set status = ?, version = ?, last_event = ?, updated_at = ?"
            + " where tenant = ? and id = ? and version = ?";

    private final Database database;
    private final Block tickets;
    private final Block runs;

    RawWrites(Database database) {
        this.database = database;
        this.tickets = new Block(database.nextValue("ticket_id_seq"));
        this.runs = new Block(database.nextValue("ticket_run_id_seq"));
    }

    /** Ids of which the sequence gives fifty at a time. */
    private static final class Block {
        private final String sql;
        private long next;
        private long end;

        Block(String sql) {
            this.sql = sql;
        }

        long next(Connection connection) throws SQLException {
            if (next == end) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(sql)) {
                    row.next();
                    next = row.getLong(1);
                    end = next + BLOCK;
                }
            }
            return next++;
        }
    }

    /** Part of a transaction. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.pool().getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All in one transaction, each table in one batch; gives the id of the last. */
    long submit(List<Text> texts) {
        long now = EpochMicros.of(Instant.now());
        return inTransaction(connection -> {
            knowCategory(connection);
            long[] ids = new long[texts.size()];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = tickets.next(connection);
            }
            batch(connection, TICKET, ids, (statement, i) -> ticket(statement, ids[i], texts.get(i), now));
            batch(connection, HISTORY, ids, (statement, i) -> history(statement, ids[i], 1, now, null, null));
            batch(connection, RUN, ids, (statement, i) -> run(statement, runs.next(connection), ids[i], now));
            batch(connection, EVENT, ids, (statement, i) -> event(statement, ids[i], 1, "submitted", now));
            return ids[ids.length - 1];
        });
    }

    /** Binds what is in one row. */
    private interface Cells {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    private static void batch(Connection connection, String sql, long[] ids, Cells cells) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                cells.bind(statement, i);
                if (ids.length > 1) {
                    statement.addBatch();
                }
            }
            if (ids.length > 1) {
                statement.executeBatch();
            } else {
                statement.executeUpdate();
            }
        }
    }

    private static void knowCategory(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KNOWN_CATEGORY)) {
            bind(statement, Workload.TENANT, CATEGORY);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("the category is not known");
                }
            }
        }
    }

    private static void ticket(PreparedStatement statement, long id, Text text, long now) throws SQLException {
        String search = SearchText.of(text.title(), text.description());
        bind(statement, id, Workload.TENANT, text.title(), text.description(), search, CATEGORY, "medium", "neutral");
        bindFrom(9, statement, 30, text.requester(), now, now, 0.5, 0.5, 0.5, 0.5);
    }

    private static void history(
            PreparedStatement statement, long id, long event, long now, @Nullable String before,
            @Nullable String after)
            throws SQLException {
        bind(statement, Workload.TENANT, id, event, now, ACTOR, before == null ? "submitted" : "changed");
        statement.setString(7, before == null ? null : "status");
        statement.setString(8, before);
        statement.setString(9, after);
    }

    private static void run(PreparedStatement statement, long id, long ticket, long now) throws SQLException {
        bind(statement, id, Workload.TENANT, ticket, now, 100L, RATIONALE, CATEGORY, 0.5, "medium", 0.5, "neutral", 0.5);
        bindFrom(13, statement, "30", 0.5);
    }

    private static void event(PreparedStatement statement, long ticket, long event, String kind, long now)
            throws SQLException {
        bind(statement, HANDLER, ticket, event, Workload.TENANT, kind, now, ACTOR, now);
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        bindFrom(1, statement, values);
    }

    private static void bindFrom(int first, PreparedStatement statement, Object... values) throws SQLException {
        int index = first;
        for (Object value : values) {
            if (value instanceof String text) {
                statement.setString(index++, text);
            } else if (value instanceof Long number) {
                statement.setLong(index++, number);
            } else if (value instanceof Integer number) {
                statement.setInt(index++, number);
            } else {
                statement.setDouble(index++, (Double) value);
            }
        }
    }

    void transition(Known ticket) {
        long now = EpochMicros.of(Instant.now());
        String status = ticket.inProgress ? "open" : "in_progress";
        inTransaction(connection -> {
            long event = lock(connection, ticket) + 1;
            try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
                bind(statement, status, ticket.version + 1, event, now, Workload.TENANT, ticket.id, ticket.version);
                if (statement.executeUpdate() != 1) {
                    throw new IllegalStateException("changed meanwhile");
                }
            }
            long[] ids = {ticket.id};
            batch(connection, HISTORY, ids, (row, i) -> history(row, ticket.id, event, now, ticket.status(), status));
            batch(connection, EVENT, ids, (row, i) -> event(row, ticket.id, event, "updated", now));
            return true;
        });
        ticket.changed();
    }

    /** Its last event. */
    private static long lock(Connection connection, Known ticket) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            bind(statement, Workload.TENANT, ticket.id);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next() || row.getLong(1) != ticket.version || !row.getString(3).equals(ticket.status())) {
                    throw new IllegalStateException("not as expected");
                }
                return row.getLong(2);
            }
        }
    }
}
