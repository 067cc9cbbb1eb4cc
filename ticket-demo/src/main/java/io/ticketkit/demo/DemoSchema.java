package io.ticketkit.demo;

import io.ticketkit.demo.settings.SettingsException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The demo's own tables, beside those of TicketKit: as any host's, with a schema history of their own. */
final class DemoSchema {
    private static final String LOCATION = "classpath:io/ticketkit/demo/db/";
    /** Any number, the same for all nodes: "ticketde" in ASCII. */
    private static final long LOCK = 0x7469636b65746465L;

    private DemoSchema() {}

    /**
     * Makes or upgrades them. Of several nodes that start at once, one after the other.
     *
     * @throws SettingsException when this version of the demo is too old for them
     */
    static void migrate(DataSource database, boolean isH2) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                if (!isH2) {
                    statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
                }
                flyway(database, isH2).migrate();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (FlywayException e) {
            throw new SettingsException(
                    "TICKET_DB_URL (or DATABASE_URL) is wrong: the tables demo_… there were changed,"
                            + " belong to a newer version, or must not be made by this user.");
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's own tables", e);
        }
    }

    private static Flyway flyway(DataSource database, boolean isH2) {
        return Flyway.configure(DemoSchema.class.getClassLoader())
                .dataSource(database)
                .locations(LOCATION + (isH2 ? "h2" : "postgresql"))
                .failOnMissingLocations(true)
                .table("demo_schema_history")
                // TicketKit's tables are there already
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false)
                .load();
    }
}
