package io.ticketkit.demo.bench;

import io.ticketkit.demo.bench.Operations.Moved;
import io.ticketkit.demo.bench.Operations.TicketFacts;
import io.ticketkit.jpa.TicketSchema;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.EpochMicros;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL that keeps what it acknowledged, with many tickets in it. */
final class LoadDatabase implements AutoCloseable {
    private static final String SCRIPT = "/io/ticketkit/jpa/many-tickets.sql";
    /** Sequences give ids in blocks, and go on above what was filled in. */
    private static final long BLOCKS = 1_000;

    private static final int MOST_ACTIVE = 50_000;

    private final @Nullable EmbeddedPostgres server;
    private final String url;

    private LoadDatabase(@Nullable EmbeddedPostgres server, String url) {
        this.server = server;
        this.url = url;
    }

    /** The one of the options, or one of our own. */
    static LoadDatabase open(LoadOptions options) throws IOException {
        if (!options.url().isEmpty()) {
            return new LoadDatabase(null, options.url());
        }
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .start();
        return new LoadDatabase(server, server.getJdbcUrl("postgres", "postgres"));
    }

    String url() {
        return url;
    }

    /** Its version, and the settings that matter. */
    String describe() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> settings = new ArrayList<>();
            for (String name : List.of(
                    "server_version",
                    "fsync",
                    "synchronous_commit",
                    "full_page_writes",
                    "shared_buffers",
                    "max_wal_size",
                    "work_mem",
                    "jit")) {
                settings.add(name + "=" + one(statement, "show " + name));
            }
            return "PostgreSQL " + String.join(" ", settings);
        }
    }

    /** Tickets of the tenant that the demo serves, unless it has some already. */
    TicketFacts fill(int tickets) throws SQLException, IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        TicketSchema.of(source).migrate();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (one(statement, "select min(id) from ticket") == null) {
                connection.setAutoCommit(false);
                statement.execute(script(tickets));
                statement.execute("select setval('ticket_id_seq', " + (tickets + BLOCKS) + ")");
                statement.execute("select setval('ticket_run_id_seq', " + (2L * tickets + BLOCKS) + ")");
                connection.commit();
                connection.setAutoCommit(true);
            }
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
            return facts(statement);
        }
    }

    private static String script(int tickets) throws IOException {
        try (InputStream script = LoadDatabase.class.getResourceAsStream(SCRIPT)) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("'acme'", "'" + TicketKit.DEFAULT_TENANT + "'")
                    .replace("${tickets}", Integer.toString(tickets))
                    .replace(
                            "${now}",
                            Long.toString(EpochMicros.of(Clock.systemUTC().instant())));
        }
    }

    private static TicketFacts facts(Statement statement) throws SQLException {
        List<Moved> active = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select id, status from ticket where status in"
                + " ('open', 'in_progress') and title like 'Printer %' limit " + MOST_ACTIVE)) {
            while (rows.next()) {
                active.add(new Moved(rows.getLong(1), rows.getString(2).equals("open")));
            }
        }
        return new TicketFacts(
                number(statement, "select count(*) from ticket"),
                number(statement, "select max(id) from ticket where title like 'Printer %'"),
                active);
    }

    long tickets() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return number(statement, "select count(*) from ticket");
        }
    }

    /** How much there is of it, by table with its indexes. */
    String sizes() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return Stream.of("ticket", "ticket_history", "ticket_run", "ticket_outbox")
                    .map(table -> table + " " + megabytes(statement, table) + " MB")
                    .collect(Collectors.joining(", "));
        }
    }

    private static long megabytes(Statement statement, String table) {
        try {
            return number(statement, "select pg_total_relation_size('" + table + "')") >> 20;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    private static long number(Statement statement, String sql) throws SQLException {
        return Long.parseLong(String.valueOf(one(statement, sql)));
    }

    private static @Nullable String one(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }
}
