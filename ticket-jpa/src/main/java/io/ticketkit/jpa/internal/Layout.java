package io.ticketkit.jpa.internal;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which database and schema the tables lie.
 *
 * @param dialect the database
 * @param schema the schema as the database spells it, or null for the current one of each connection
 */
public record Layout(Dialect dialect, @Nullable String schema) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    /**
     * Looks at a database.
     *
     * @param connection to the database
     * @param schema its name in any case, from {@link #checked}, or null for the connection's current one
     */
    public static Layout of(Connection connection, @Nullable String schema) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        return new Layout(dialect, schema == null ? null : spelled(connection, schema));
    }

    /** The name, which needs no quoting; an IllegalArgumentException otherwise. */
    public static String checked(String schema) {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("a schema name is 1 to 63 letters (A to Z), digits or '_'");
        }
        return schema;
    }

    private static String spelled(Connection connection, String schema) throws SQLException {
        List<String> existing = new ArrayList<>();
        String sql = "select schema_name from information_schema.schemata where lower(schema_name) = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema.toLowerCase(Locale.ROOT));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    existing.add(rows.getString(1));
                }
            }
        }
        String folded = folded(connection.getMetaData(), schema);
        return existing.size() == 1 ? existing.get(0) : folded;
    }

    private static String folded(DatabaseMetaData database, String schema) throws SQLException {
        if (database.storesUpperCaseIdentifiers()) {
            return schema.toUpperCase(Locale.ROOT);
        }
        return database.storesLowerCaseIdentifiers() ? schema.toLowerCase(Locale.ROOT) : schema;
    }

    /** The name of a table or sequence as SQL. */
    public String name(String table) {
        return schema == null ? table : '"' + schema + "\"." + table;
    }
}
