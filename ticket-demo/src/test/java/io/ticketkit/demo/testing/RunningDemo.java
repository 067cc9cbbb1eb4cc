package io.ticketkit.demo.testing;

import io.ticketkit.demo.Demo;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Role;
import io.ticketkit.jpa.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A demo on a port and a database of its own; closing removes both. */
public final class RunningDemo implements AutoCloseable {
    /** What tokens are signed with there. */
    public static final String SECRET = "a secret of more than 32 bytes, for tests only";

    /** Settings with which callers must log in, and may ask often. */
    public static final Map<String, String> AUTH = Map.of(
            "TICKET_AUTH",
            "on",
            "TICKET_JWT_SECRET",
            SECRET,
            "TICKET_REQUESTS_PER_MINUTE",
            "1000000",
            "TICKET_MODEL_CALLS_PER_MINUTE",
            "100000");

    private final TestDatabase database;
    private final Demo demo;

    private RunningDemo(TestDatabase database, Map<String, String> settings) {
        this.database = database;
        Map<String, String> all = new HashMap<>(settings);
        // tests of other things shall not depend on how long they take
        all.putIfAbsent("TICKET_LEARNING_SECONDS", "0");
        all.put("TICKET_PORT", "0");
        all.put("TICKET_DB_URL", database.url());
        this.demo = Demo.start(Settings.of(all));
    }

    public static RunningDemo h2() {
        return on(TestDatabase.h2(), Map.of());
    }

    /** Skips the test when there is no PostgreSQL. */
    public static RunningDemo postgresql() {
        return on(TestDatabase.postgresql(), Map.of());
    }

    /** With environment variables of the test's. */
    public static RunningDemo on(TestDatabase database, Map<String, String> settings) {
        return new RunningDemo(database, settings);
    }

    /** For example {@code http://127.0.0.1:40123}. */
    public String url() {
        return "http://127.0.0.1:" + demo.port();
    }

    public Client client() {
        return new Client(url());
    }

    public String databaseUrl() {
        return database.url();
    }

    /** Connections to its database. */
    public DataSource source() {
        return database.source();
    }

    /** Somebody new with an account, logged in; only with {@link #AUTH}. */
    public Person person(Role role) {
        return Person.with(role, database.source(), client());
    }

    @Override
    public void close() {
        demo.close();
        database.close();
    }

    @Override
    public String toString() {
        return database.toString();
    }

    /** An empty database: H2 in memory, or a schema on a real PostgreSQL. */
    public record TestDatabase(String name, String url) implements AutoCloseable {
        public static TestDatabase h2() {
            String name = unused();
            return new TestDatabase("H2", "jdbc:h2:mem:" + name + ";LOCK_TIMEOUT=10000");
        }

        /** Skips the test when there is no PostgreSQL. */
        public static TestDatabase postgresql() {
            String server = PostgresServer.url();
            String schema = unused();
            execute(server, "create schema " + schema);
            return new TestDatabase(schema, server + (server.contains("?") ? "&" : "?") + "currentSchema=" + schema);
        }

        private static String unused() {
            return "t" + UUID.randomUUID().toString().replace("-", "");
        }

        /** Connections to it. */
        public DataSource source() {
            if (url.startsWith("jdbc:h2:")) {
                JdbcDataSource h2 = new JdbcDataSource();
                h2.setURL(url);
                return h2;
            }
            PGSimpleDataSource postgresql = new PGSimpleDataSource();
            postgresql.setUrl(url);
            return postgresql;
        }

        /** H2's goes with its last connection. */
        @Override
        public void close() {
            if (url.startsWith("jdbc:postgresql:")) {
                execute(PostgresServer.url(), "drop schema " + name + " cascade");
            }
        }

        private static void execute(String url, String sql) {
            try (Connection connection = DriverManager.getConnection(url);
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return url.startsWith("jdbc:h2:") ? "H2" : "PostgreSQL";
        }
    }
}
