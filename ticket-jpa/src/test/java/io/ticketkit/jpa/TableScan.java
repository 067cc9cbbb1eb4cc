package io.ticketkit.jpa;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Reads every column of every row of every table and view of a schema. */
final class TableScan {
    private final DataSource database;

    TableScan(DataSource database) {
        this.database = database;
    }

    Set<String> tables() throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet rows = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {
                            "TABLE", "BASE TABLE", "VIEW"
                        })) {
            Set<String> names = new TreeSet<>();
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
            return names;
        }
    }

    /** The columns, with their tables, that hold a word, in any case, in text or in bytes. */
    Set<String> columnsWith(String word) throws SQLException {
        Set<String> found = new TreeSet<>();
        for (String table : tables()) {
            found.addAll(columnsWith(table, word));
        }
        return found;
    }

    /** The tables of {@link #columnsWith}. */
    Set<String> tablesWith(String word) throws SQLException {
        Set<String> found = new TreeSet<>();
        columnsWith(word).forEach(column -> found.add(column.substring(0, column.indexOf('.'))));
        return found;
    }

    private List<String> columnsWith(String table, String word) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from " + name(table, connection))) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    if (text(rows, column).toLowerCase(Locale.ROOT).contains(word)) {
                        found.add(table + "."
                                + rows.getMetaData().getColumnName(column).toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return found;
    }

    private static String name(String table, Connection connection) throws SQLException {
        String stored =
                connection.getMetaData().storesUpperCaseIdentifiers() && !table.equals(FlywayMigration.HISTORY_TABLE)
                        ? table.toUpperCase(Locale.ROOT)
                        : table;
        return '"' + stored + '"';
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        if (rows.getObject(column) instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    long rows(String table) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + name(table, connection))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
