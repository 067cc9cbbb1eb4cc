package io.ticketkit.jpa.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.jpa.TicketSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Connections to one set of tables; a desk has its own. */
final class Database implements AutoCloseable {
    private final String url;
    private final String name;
    private final HikariDataSource pool;

    /**
     * Opens connections, not tables.
     *
     * @param url with the schema in it
     * @param name of the set of tables
     */
    Database(String url, String name) {
        this.url = url;
        this.name = name;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(10);
        this.pool = new HikariDataSource(config);
    }

    /** More connections to the same. */
    Database again() {
        return new Database(url, name);
    }

    boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    String name() {
        return name;
    }

    HikariDataSource pool() {
        return pool;
    }

    String nextValue(String sequence) {
        return isH2() ? "select next value for " + sequence : "select nextval('" + sequence + "')";
    }

    void migrate() {
        TicketSchema.of(pool).migrate();
    }

    void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql.length() < 200 ? sql : sql.substring(0, 200), e);
        }
    }

    /** The rows of a query, each as its columns. */
    List<List<String>> rows(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                all.add(row);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long number(String sql) {
        return Long.parseLong(rows(sql).get(0).get(0));
    }

    /** How many rows each table has. */
    Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        rows("select lower(table_name) from information_schema.tables where lower(table_name) like 'ticket%'"
                        + " and lower(table_name) not like 'ticketkit%'"
                        + " and table_type = 'BASE TABLE' and table_schema = current_schema")
                .forEach(row -> sizes.put(row.get(0), number("select count(*) from " + row.get(0))));
        return sizes;
    }

    @Override
    public void close() {
        pool.close();
    }
}
