package io.ticketkit.jpa.internal;

import io.ticketkit.Actor;
import io.ticketkit.StorageException;
import io.ticketkit.spi.EpochMicros;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a row from left to right. */
final class Row {
    private final ResultSet rows;
    private int column;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    String text() throws SQLException {
        String value = rows.getString(++column);
        if (value == null) {
            throw new StorageException("A column that always has a value is empty: the schema was altered.", null);
        }
        return value;
    }

    @Nullable
    String textOrNull() throws SQLException {
        return rows.getString(++column);
    }

    long number() throws SQLException {
        return rows.getLong(++column);
    }

    int integer() throws SQLException {
        return rows.getInt(++column);
    }

    boolean flag() throws SQLException {
        return rows.getBoolean(++column);
    }

    double decimal() throws SQLException {
        return rows.getDouble(++column);
    }

    @Nullable
    Double decimalOrNull() throws SQLException {
        double value = rows.getDouble(++column);
        return rows.wasNull() ? null : value;
    }

    @Nullable
    Long numberOrNull() throws SQLException {
        long value = rows.getLong(++column);
        return rows.wasNull() ? null : value;
    }

    BigDecimal money() throws SQLException {
        BigDecimal value = moneyOrNull();
        if (value == null) {
            throw new StorageException("A column that always has a value is empty: the schema was altered.", null);
        }
        return value;
    }

    @Nullable
    BigDecimal moneyOrNull() throws SQLException {
        return rows.getBigDecimal(++column);
    }

    byte[] bytes() throws SQLException {
        // H2 gives more than a mebibyte only as a stream
        try (InputStream value = rows.getBinaryStream(++column)) {
            return value.readAllBytes();
        } catch (IOException e) {
            throw new StorageException("A column could not be read to its end.", e);
        }
    }

    Instant time() throws SQLException {
        return EpochMicros.toInstant(number());
    }

    @Nullable
    Instant timeOrNull() throws SQLException {
        long value = number();
        return rows.wasNull() ? null : EpochMicros.toInstant(value);
    }

    /** A wire name. */
    <E> E code(Function<String, Optional<E>> parser) throws SQLException {
        return parsed(text(), parser);
    }

    /** A wire name, or null. */
    <E> @Nullable E codeOrNull(Function<String, Optional<E>> parser) throws SQLException {
        String code = textOrNull();
        return code == null ? null : parsed(code, parser);
    }

    static <E> E parsed(String code, Function<String, Optional<E>> parser) {
        return parser.apply(code)
                .orElseThrow(() -> new StorageException(
                        "A column has a code that this version of TicketKit does not know.", null));
    }

    Actor.Role role() throws SQLException {
        return code(Actor.Role::parse);
    }
}
