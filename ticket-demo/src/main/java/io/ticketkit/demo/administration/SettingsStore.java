package io.ticketkit.demo.administration;

import io.ticketkit.Cursor;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketPrivacy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Settings in the database, and who changed them. Safe for concurrent use. */
public final class SettingsStore {
    private final DataSource database;
    private final Clock clock;

    /**
     * Settings in a database.
     *
     * @param database where the demo's own tables are
     */
    public SettingsStore(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private interface Work<T> {
        T in(PreparedStatement statement) throws SQLException;
    }

    long version() {
        return run("select version from demo_settings where id = 1", statement -> {
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    Stored read() {
        return run("select version, content, changed_at, changed_by from demo_settings where id = 1", statement -> {
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return new Stored(0, "{}", Optional.empty(), Optional.empty());
                }
                long micros = row.getLong("changed_at");
                Optional<Instant> at = row.wasNull() ? Optional.empty() : Optional.of(instant(micros));
                return new Stored(
                        row.getLong("version"),
                        row.getString("content"),
                        at,
                        Optional.ofNullable(row.getString("changed_by")));
            }
        });
    }

    /** A setting that changes. */
    record Changed(Setting setting, String from, String to) {}

    /**
     * Stores all, and who changed what, at once.
     *
     * @param before the version that this was made of
     * @return what is stored now; empty when somebody was faster: then nothing is stored
     */
    Optional<Stored> write(long before, String json, String who, List<Changed> changes) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean first = update(connection, before, json, who, now);
                if (first) {
                    record(connection, before + 1, who, now, changes);
                }
                connection.commit();
                return first
                        ? Optional.of(new Stored(before + 1, json, Optional.of(instant(now)), Optional.of(who)))
                        : Optional.empty();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Forgets that a person changed anything, and that an earlier value named the person; what was changed stays.
     *
     * @return whether all nodes have to read the settings again
     */
    boolean forget(String who) {
        forgetNamed(who);
        run("update demo_settings_change set changed_by = ? where changed_by = ?", statement -> {
            statement.setString(1, TicketPrivacy.ERASED);
            statement.setString(2, who);
            return statement.executeUpdate();
        });
        String last = "update demo_settings set version = version + 1, changed_by = ? where id = 1 and changed_by = ?";
        return run(last, statement -> {
            statement.setString(1, TicketPrivacy.ERASED);
            statement.setString(2, who);
            return statement.executeUpdate() > 0;
        });
    }

    /** In any case, as values are typed; a longer name that ends or begins so is another. */
    private void forgetNamed(String who) {
        Pattern name = Pattern.compile(
                "(?<![^\"\\s])" + Pattern.quote(who) + "(?![^\"=\\s])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        String people = "select id, old_value, new_value from demo_settings_change where field in ('"
                + Setting.AGENTS.field() + "', '" + Setting.ZENDESK_EMAIL.field() + "')";
        Map<Long, List<String>> renamed = run(people, statement -> {
            Map<Long, List<String>> found = new HashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    List<String> values = List.of(row.getString(2), row.getString(3));
                    List<String> after = values.stream()
                            .map(value -> name.matcher(value).replaceAll(TicketPrivacy.ERASED))
                            .toList();
                    if (!after.equals(values)) {
                        found.put(row.getLong(1), after);
                    }
                }
            }
            return found;
        });
        renamed.forEach((id, values) ->
                run("update demo_settings_change set old_value = ?, new_value = ? where id = ?", statement -> {
                    statement.setString(1, values.get(0));
                    statement.setString(2, values.get(1));
                    statement.setLong(3, id);
                    return statement.executeUpdate();
                }));
    }

    private static boolean update(Connection connection, long before, String json, String who, long now)
            throws SQLException {
        String sql = "update demo_settings set version = version + 1, content = ?, changed_at = ?, changed_by = ?"
                + " where id = 1 and version = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, json);
            statement.setLong(2, now);
            statement.setString(3, who);
            statement.setLong(4, before);
            return statement.executeUpdate() == 1;
        }
    }

    private static void record(Connection connection, long version, String who, long now, List<Changed> changes)
            throws SQLException {
        String sql = "insert into demo_settings_change (version, changed_at, changed_by, field, old_value, new_value)"
                + " values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Changed change : changes) {
                statement.setLong(1, version);
                statement.setLong(2, now);
                statement.setString(3, who);
                statement.setString(4, change.setting().field());
                statement.setString(5, change.from());
                statement.setString(6, change.to());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Newest first. */
    Page<Change> history(PageRequest request) {
        long before = request.cursor().map(SettingsStore::id).orElse(Long.MAX_VALUE);
        String sql = "select id, version, changed_at, changed_by, field, old_value, new_value from demo_settings_change"
                + " where id < ? order by id desc fetch first " + (request.limit() + 1) + " rows only";
        List<Change> found = run(sql, statement -> {
            statement.setLong(1, before);
            List<Change> all = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(new Change(
                            row.getLong("id"),
                            row.getLong("version"),
                            instant(row.getLong("changed_at")),
                            row.getString("changed_by"),
                            row.getString("field"),
                            row.getString("old_value"),
                            row.getString("new_value")));
                }
            }
            return all;
        });
        boolean more = found.size() > request.limit();
        List<Change> items = more ? found.subList(0, request.limit()) : found;
        return new Page<>(
                items, null, more ? new Cursor("s" + items.get(items.size() - 1).id()) : null);
    }

    private static long id(Cursor cursor) {
        if (!cursor.token().matches("s[1-9][0-9]{0,17}")) {
            throw new InvalidCursorException();
        }
        return Long.parseLong(cursor.token().substring(1));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.in(statement);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        boolean away = e instanceof SQLTransientException || state.startsWith("08") || state.startsWith("57P");
        return away ? new StorageUnavailableException(e) : new IllegalStateException("settings", e);
    }
}
