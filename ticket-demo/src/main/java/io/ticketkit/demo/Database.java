package io.ticketkit.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.demo.administration.SettingsDesk;
import io.ticketkit.demo.administration.SettingsStore;
import io.ticketkit.demo.settings.DatabaseSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.demo.users.Users;
import io.ticketkit.jpa.JpaTicketStorage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;

/** The database with TicketKit's tables in it: what serving and seeding share. */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 10;
    private static final long WAIT_MILLIS = 5_000;
    private static final int PING_SECONDS = 2;
    /** How long somebody waits for a replica that does not answer, until it is known. */
    private static final long REPLICA_WAIT_MILLIS = 1_000;

    private final Opened opened = new Opened();
    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final JpaTicketStorage storage;
    private boolean migrated;

    /**
     * Opens it; makes or upgrades the tables.
     *
     * @throws SettingsException when it does not answer
     */
    Database(DatabaseSettings settings) {
        this.settings = settings;
        try {
            this.pool = opened.add(primary(settings));
            JpaTicketStorage.ManagedBuilder wiring = JpaTicketStorage.managed(pool);
            if (settings.replicaUrl() != null) {
                wiring.readOnly(opened.add(replica(settings, settings.replicaUrl())));
            }
            this.storage = opened.add(wiring.build());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static HikariConfig config(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ticketkit");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(WAIT_MILLIS);
        if (settings.isH2()) {
            // a busy pool would go on lending connections to an H2 that closed itself, after a full disk for example
            System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        } else {
            config.addDataSourceProperty("ApplicationName", "ticketkit-demo");
            config.addDataSourceProperty("reWriteBatchedInserts", "true");
            // the detail of an error quotes the row: it would be in our log
            config.addDataSourceProperty("logServerErrorDetail", "false");
        }
        return config;
    }

    /** Need not be there, now or later: the primary is read instead. */
    private static HikariDataSource replica(DatabaseSettings settings, String url) {
        HikariConfig config = config(settings);
        config.setPoolName("ticketkit-replica");
        config.setJdbcUrl(url);
        config.setReadOnly(true);
        config.setConnectionTimeout(REPLICA_WAIT_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    private static HikariDataSource primary(DatabaseSettings settings) {
        try {
            return new HikariDataSource(config(settings));
        } catch (RuntimeException e) {
            throw new SettingsException("TICKET_DB_URL (or DATABASE_URL) is wrong: the " + settings
                    + " database cannot be opened: " + reason(e));
        }
    }

    private static String reason(Throwable e) {
        String message = String.valueOf(e.getMessage());
        // a message that quotes the URL may quote a password
        return e.getCause() != null
                ? reason(e.getCause())
                : message.contains("jdbc:")
                        ? "the URL is wrong"
                        : message.lines().findFirst().orElse("");
    }

    JpaTicketStorage storage() {
        return storage;
    }

    /** The demo's own tables; makes or upgrades them. */
    synchronized DataSource own() {
        if (!migrated) {
            DemoSchema.migrate(pool, settings.isH2());
            migrated = true;
        }
        return pool;
    }

    /** Those who have an account; makes or upgrades the tables for them. */
    Users users(Clock clock) {
        return new Users(own(), clock);
    }

    /** The environment's settings, and in their place what admins stored here. */
    Settings settings(Settings operator, Clock clock) {
        return new SettingsDesk(operator, new SettingsStore(own(), clock)).start(Function.identity());
    }

    boolean answers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(PING_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
