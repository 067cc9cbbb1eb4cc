package io.ticketkit.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.jpa.testing.PostgresServer;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An empty database of its own: H2 in memory, or a schema on a real PostgreSQL. Closing it removes it. */
final class TestDatabase implements AutoCloseable {
    private final boolean h2;
    private final String name = "t" + UUID.randomUUID().toString().replace("-", "");
    private final HikariDataSource pool;
    private final List<EntityManagerFactory> factories = new ArrayList<>();

    private TestDatabase(boolean h2) {
        this.h2 = h2;
        if (!h2) {
            on(PostgresServer.url(), "create schema " + name);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(18);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(10_000);
        this.pool = new HikariDataSource(config);
    }

    static TestDatabase h2() {
        return new TestDatabase(true);
    }

    /** On {@code -Dticket.pg.url}, else on an embedded server; skips the test when there is none. */
    static TestDatabase postgresql() {
        PostgresServer.url();
        return new TestDatabase(false);
    }

    boolean isH2() {
        return h2;
    }

    String url() {
        if (h2) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000";
        }
        String url = PostgresServer.url();
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + name;
    }

    DataSource dataSource() {
        return pool;
    }

    int activeConnections() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    /** With resource-local transactions; closed with the database. */
    EntityManagerFactory entityManagerFactory(Provider provider) {
        return entityManagerFactory(provider, unit -> unit);
    }

    /** The same, with entities and other settings of the test's. */
    EntityManagerFactory entityManagerFactory(Provider provider, UnaryOperator<PersistenceConfiguration> settings) {
        String unitName = "unit-" + UUID.randomUUID();
        PersistenceConfiguration unit = new PersistenceConfiguration(unitName)
                .provider(provider.className)
                .transactionType(PersistenceUnitTransactionType.RESOURCE_LOCAL)
                .property("jakarta.persistence.nonJtaDataSource", pool)
                .property("eclipselink.session-name", unitName)
                .property("eclipselink.weaving", "false")
                .property("eclipselink.logging.level", "OFF")
                .property("eclipselink.logging.level.metamodel", "OFF");
        EntityManagerFactory factory = settings.apply(unit).createEntityManagerFactory();
        factories.add(factory);
        return factory;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row as text. */
    @Nullable
    String value(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    @Override
    public void close() {
        factories.forEach(EntityManagerFactory::close);
        pool.close();
        if (h2) {
            on(url(), "drop all objects");
            on(url(), "set db_close_delay 0");
        } else {
            on(PostgresServer.url(), "drop schema " + name + " cascade");
        }
    }

    private static void on(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return h2 ? "H2" : "PostgreSQL";
    }
}
