package io.ticketkit.jpa.internal;

import io.ticketkit.spi.EpochMicros;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL and the values of its parameters. Immutable: values never become part of the text, but for {@link #written} and wire
 * names of our own.
 */
final class Sql {
    /** Rows of the longest texts are 160 kB each. */
    private static final int BATCH = 250;

    private final String text;
    private final List<Value> values;

    private Sql(String text, List<Value> values) {
        this.text = text;
        this.values = List.copyOf(values);
    }

    /** A value, and its type for when it is null. */
    record Value(@Nullable Object value, int type) {
        static Value text(@Nullable String value) {
            return new Value(value, Types.VARCHAR);
        }

        static Value number(@Nullable Long value) {
            return new Value(value, Types.BIGINT);
        }

        static Value decimal(@Nullable Double value) {
            return new Value(value, Types.DOUBLE);
        }

        static Value money(@Nullable BigDecimal value) {
            return new Value(value, Types.NUMERIC);
        }

        static Value flag(@Nullable Boolean value) {
            return new Value(value, Types.BOOLEAN);
        }

        static Value bytes(byte[] value) {
            return new Value(value, Types.BINARY);
        }

        void bind(PreparedStatement statement, int index) throws SQLException {
            if (value == null) {
                statement.setNull(index, type);
            } else if (value instanceof byte[] bytes) {
                // H2 takes more than a mebibyte only from a stream
                statement.setBinaryStream(index, new ByteArrayInputStream(bytes), bytes.length);
            } else {
                statement.setObject(index, value, type);
            }
        }
    }

    static Sql of(String text, Value... values) {
        return new Sql(text, List.of(values));
    }

    static Sql of(String text, String value) {
        return of(text, Value.text(value));
    }

    static Sql of(String text, long value) {
        return of(text, Value.number(value));
    }

    /**
     * A time of a figure, written out and not as a parameter: for a number of calls PostgreSQL plans a statement with its
     * parameters, then once for all values, and not knowing how long the time is it takes plans that need two to three times as
     * long.
     */
    static String written(Instant time) {
        return Long.toString(EpochMicros.bound(time, true));
    }

    static Sql of(String text, List<Value> values) {
        return new Sql(text, values);
    }

    Sql plus(Sql other) {
        List<Value> all = new ArrayList<>(values);
        all.addAll(other.values);
        return new Sql(text + other.text, all);
    }

    Sql plus(String more) {
        return new Sql(text + more, values);
    }

    /** All of them, or what stands for none. */
    static Sql join(String separator, Collection<Sql> parts, String none) {
        if (parts.isEmpty()) {
            return of(none);
        }
        List<Value> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        parts.forEach(part -> {
            texts.add(part.text);
            values.addAll(part.values);
        });
        return new Sql("(" + String.join(separator, texts) + ")", values);
    }

    /** Any of these values. */
    static Sql in(String column, Collection<String> texts) {
        String marks = String.join(", ", Collections.nCopies(texts.size(), "?"));
        List<Value> values = texts.stream().map(Value::text).toList();
        return new Sql(column + (texts.size() == 1 ? " = ?" : " in (" + marks + ")"), values);
    }

    /** Makes an object of a row. */
    interface Mapper<T> {
        T map(Row row) throws SQLException;
    }

    <T> List<T> list(Connection connection, Mapper<T> mapper) throws SQLException {
        try (PreparedStatement statement = prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            return mapped(rows, mapper);
        }
    }

    private static <T> List<T> mapped(ResultSet rows, Mapper<T> mapper) throws SQLException {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
            all.add(mapper.map(new Row(rows)));
        }
        return all;
    }

    /** What this finds once the other query has found something; else nothing. In one round trip, on PostgreSQL. */
    <T> List<T> listAfter(Sql first, Connection connection, Mapper<T> mapper) throws SQLException {
        try (PreparedStatement statement = first.plus(";\n").plus(this).prepare(connection)) {
            statement.execute();
            try (ResultSet found = statement.getResultSet()) {
                if (!found.next()) {
                    return List.of();
                }
            }
            statement.getMoreResults();
            try (ResultSet rows = statement.getResultSet()) {
                return mapped(rows, mapper);
            }
        }
    }

    int update(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepare(connection)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        try {
            bind(statement, values);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** The same statement for many rows of values, of which only a part is in memory at a time. */
    static void batch(Connection connection, String text, Stream<List<Value>> rows) throws SQLException {
        Iterator<List<Value>> rest = rows.iterator();
        if (!rest.hasNext()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            while (rest.hasNext()) {
                for (int i = 0; i < BATCH && rest.hasNext(); i++) {
                    bind(statement, rest.next());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    /** The same for a few rows; how many rows of the table each of them changed. */
    static int[] updates(Connection connection, String text, List<List<Value>> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (List<Value> row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    String text() {
        return text;
    }

    List<Value> values() {
        return values;
    }

    private static void bind(PreparedStatement statement, List<Value> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            values.get(i).bind(statement, i + 1);
        }
    }

    /** Only the text. */
    @Override
    public String toString() {
        return text;
    }
}
