package io.ticketkit.jpa.bench;

import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.spi.EpochMicros;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where databases full of tickets come from: PostgreSQL that writes as in earnest, or H2 in a file. */
final class Server implements AutoCloseable {
    private static final String EXTERNAL = System.getProperty("ticket.pg.url", "");

    private final boolean h2;
    private final PrintStream out;
    private final @Nullable EmbeddedPostgres embedded;
    private final @Nullable Path folder;

    /** Starts it, unless there is one at {@code -Dticket.pg.url}. */
    Server(boolean h2, PrintStream out) throws IOException {
        this.h2 = h2;
        this.out = out;
        this.folder = h2 ? Files.createTempDirectory("ticketkit-bench") : null;
        this.embedded = h2 || !EXTERNAL.isBlank() ? null : embedded();
        if (!h2) {
            try (Database database = new Database(url(), "")) {
                out.println(database.rows("select version()").get(0).get(0));
                for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers")) {
                    out.println(setting + " = " + database.rows("show " + setting).get(0).get(0));
                }
            }
        }
    }

    /** Settings that come later win over those that the tests want, which is to lose data for speed. */
    private static EmbeddedPostgres embedded() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("max_wal_size", "4GB")
                .setPGStartupWait(Duration.ofMinutes(1))
                .start();
    }

    private String url() {
        return embedded == null ? EXTERNAL : embedded.getJdbcUrl("postgres", "postgres");
    }

    /** A database with this many tickets; on a server of its own one that is there already is taken as it is. */
    Database filled(int tickets) throws IOException {
        String name = "bench_" + tickets;
        if (h2) {
            Database database = new Database("jdbc:h2:file:" + folder + "/" + name + ";OPTIMIZE_REUSE_RESULTS=FALSE", name);
            database.migrate();
            return fill(database, tickets);
        }
        try (Database server = new Database(url(), "")) {
            server.execute("create schema if not exists " + name);
        }
        String url = url();
        Database database = new Database(url + (url.contains("?") ? "&" : "?") + "currentSchema=" + name, name);
        database.migrate();
        long there = database.number("select count(*) from ticket");
        if (there >= tickets) {
            out.println(name + " is there with " + there + " tickets");
            database.execute("vacuum analyze");
            return database;
        }
        return fill(database, tickets);
    }

    private Database fill(Database database, int tickets) throws IOException {
        Instant begin = Instant.now();
        List<List<String>> indexes = h2
                ? List.of()
                : database.rows("select indexname, indexdef from pg_indexes where schemaname = current_schema()"
                        + " and tablename in ('ticket', 'ticket_tag', 'ticket_history', 'ticket_run')"
                        + " and indexname not in (select conname from pg_constraint)");
        // much faster than with each row
        indexes.forEach(index -> database.execute("drop index " + index.get(0)));
        script(database, tickets);
        Instant indexing = Instant.now();
        List<String> make = new ArrayList<>(h2 ? List.of() : List.of("set maintenance_work_mem = '512MB'"));
        indexes.forEach(index -> make.add(index.get(1)));
        make.add(h2 ? "analyze" : "reset maintenance_work_mem");
        database.execute(String.join(";", make));
        if (!h2) {
            database.execute("vacuum analyze");
            database.execute("checkpoint");
        }
        out.println(tickets + " tickets: filled in " + Duration.between(begin, indexing).toSeconds() + " s, indexes in "
                + Duration.between(indexing, Instant.now()).toSeconds() + " s");
        return database;
    }

    private void script(Database database, int tickets) throws IOException {
        String name = h2 ? "many-tickets-h2.sql" : "many-tickets.sql";
        try (InputStream script = JpaTicketStorage.class.getResourceAsStream(name)) {
            database.execute(new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${tickets}", Integer.toString(tickets))
                    .replace("${now}", Long.toString(EpochMicros.of(Instant.now().minus(Duration.ofHours(1))))));
        }
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
