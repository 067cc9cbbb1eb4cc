package io.ticketkit.jpa;

import io.ticketkit.jpa.internal.Layout;
import io.ticketkit.jpa.internal.SqlErrors;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The only class that knows Flyway, which a host may leave out: not loaded before it is known to be there. */
final class FlywayMigration {
    static final String HISTORY_TABLE = "ticketkit_schema_history";

    private static final ClassLoader LOADER = TicketSchema.class.getClassLoader();

    /** Feature not supported: a column that a view shows; dependent objects still exist. */
    private static final Set<String> HINDERED = Set.of("0A000", "2BP01");

    private FlywayMigration() {}

    static void run(DataSource dataSource, Layout layout) {
        try {
            Flyway flyway = configured(dataSource, layout).load();
            flyway.migrate();
        } catch (FlywayException e) {
            throw translated(e);
        }
    }

    private static FluentConfiguration configured(DataSource dataSource, Layout layout) {
        FluentConfiguration configuration = Flyway.configure(LOADER)
                .dataSource(dataSource)
                .locations("classpath:" + layout.dialect().location())
                .failOnMissingLocations(true)
                .table(HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateOnMigrate(true)
                .ignoreMigrationPatterns(new String[0])
                .placeholderReplacement(false)
                .connectRetries(0)
                .lockRetryCount(100);
        if (layout.schema() != null) {
            configuration.schemas(layout.schema());
        }
        return configuration;
    }

    private static RuntimeException translated(FlywayException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql) {
                return HINDERED.contains(Objects.requireNonNullElse(sql.getSQLState(), ""))
                        // names of tables and columns, nothing of what is in them
                        ? new SchemaException(
                                "A view or another object of yours hinders the upgrade to schema version "
                                        + TicketSchema.VERSION
                                        + ": drop it, migrate, and make it again, on ticket_report where that will do. "
                                        + sql.getMessage(),
                                null)
                        : SqlErrors.of(sql);
            }
        }
        return new SchemaException(
                "Flyway refused to migrate to schema version " + TicketSchema.VERSION
                        + ": the schema is newer or was altered, or a part of Flyway is missing (PostgreSQL needs "
                        + "flyway-database-postgresql). Update TicketKit on this node, or restore the schema; "
                        + "the cause says which.",
                e);
    }
}
