package io.ticketkit.jpa;

import io.ticketkit.jpa.internal.Dialect;
import io.ticketkit.jpa.internal.Layout;
import io.ticketkit.jpa.internal.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables of TicketKit in a host's database: made and brought up to date by Flyway ({@link #migrate()}), or by the
 * host's own tool with the SQL from {@link #script()}. Immutable.
 */
public final class TicketSchema {
    /** The schema version that this version of TicketKit works with. */
    public static final int VERSION = 18;

    private final DataSource dataSource;
    private final @Nullable String schema;

    private TicketSchema(DataSource dataSource, @Nullable String schema) {
        this.dataSource = dataSource;
        this.schema = schema;
    }

    /**
     * The schema in a database.
     *
     * @param dataSource an H2 or PostgreSQL database; gives two connections at once
     * @return the schema that is current for its connections
     */
    public static TicketSchema of(DataSource dataSource) {
        return new TicketSchema(dataSource, null);
    }

    /**
     * The same, in a named schema.
     *
     * @param name 1 to 63 letters (A to Z), digits or {@code _}; in any case, like an SQL name without quotes
     * @return a new object
     * @throws IllegalArgumentException when the name is of another form
     */
    public TicketSchema schema(String name) {
        return new TicketSchema(dataSource, Layout.checked(name));
    }

    /**
     * Makes the tables or brings them up to date, with Flyway and under a history table of our own
     * ({@code ticketkit_schema_history}), so that a host's migrations are not touched. Several nodes may do so at once.
     * Tables that another tool made are only checked. Needs up to three connections at once.
     *
     * @throws SchemaException when the schema is newer than this library or was altered, or Flyway is missing
     * @throws io.ticketkit.StorageException when the database fails
     */
    public void migrate() {
        if (!isFlywayPresent()) {
            throw new SchemaException(
                    "Flyway is not on the class path: add org.flywaydb:flyway-core (for PostgreSQL also "
                            + "flyway-database-postgresql), or run TicketSchema.script() with a tool of your own and "
                            + "switch migrate off.",
                    null);
        }
        MigrationLock.hold(dataSource, () -> {
            Layout layout = SqlErrors.mapped(() -> {
                try (Connection connection = dataSource.getConnection()) {
                    return SchemaInspection.beforeMigration(connection, layout(connection));
                }
            });
            if (layout != null) {
                FlywayMigration.run(dataSource, layout);
            }
        });
        check();
    }

    private static boolean isFlywayPresent() {
        try {
            Class.forName("org.flywaydb.core.Flyway", false, TicketSchema.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Makes sure that tables and version are as this library needs them. Needs no Flyway.
     *
     * @throws SchemaException when the schema is missing, older, newer or altered
     * @throws io.ticketkit.StorageException when the database fails
     */
    public void check() {
        checked();
    }

    Layout checked() {
        return SqlErrors.mapped(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return SchemaInspection.check(connection, layout(connection));
            }
        });
    }

    /**
     * The SQL that makes everything, for a tool of the host's own. Names in it are not qualified: run it with the
     * wanted schema as the current one, in one transaction where the database can (PostgreSQL).
     *
     * @return statements, each ended by a semicolon
     * @throws io.ticketkit.StorageException when the database cannot say what it is
     */
    public String script() {
        return scriptAfter(0);
    }

    /**
     * The SQL that brings tables of an earlier version up to date, for a tool of the host's own; see {@link #script()}.
     *
     * @param version the version they have: {@code select max(version) from ticket_schema_version}
     * @return statements, each ended by a semicolon; empty when they are up to date
     * @throws IllegalArgumentException when the version is not between 0 and {@value #VERSION}
     * @throws io.ticketkit.StorageException when the database cannot say what it is
     */
    public String scriptAfter(int version) {
        if (version < 0 || version > VERSION) {
            throw new IllegalArgumentException("a schema version is between 0 and " + VERSION + ", not " + version);
        }
        return SqlErrors.mapped(() -> {
            try (Connection connection = dataSource.getConnection()) {
                return Dialect.of(connection).script(version);
            }
        });
    }

    /** {@return the SQL of {@link #script()} for H2} */
    public static String h2Script() {
        return Dialect.H2.script(0);
    }

    /** {@return the SQL of {@link #script()} for PostgreSQL} */
    public static String postgresqlScript() {
        return Dialect.POSTGRESQL.script(0);
    }

    private Layout layout(Connection connection) throws SQLException {
        return Layout.of(connection, schema);
    }
}
