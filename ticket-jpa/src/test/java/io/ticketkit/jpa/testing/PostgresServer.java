package io.ticketkit.jpa.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One PostgreSQL for all tests of a JVM: {@code -Dticket.pg.url}, else an embedded one, started at first use. */
public final class PostgresServer {
    private final @Nullable String url;
    private final String problem;

    private PostgresServer(@Nullable String url, String problem) {
        this.url = url;
        this.problem = problem;
    }

    private static final class Holder {
        static final PostgresServer SERVER = start();
    }

    private static PostgresServer start() {
        String given = System.getProperty("ticket.pg.url");
        if (given != null && !given.isBlank()) {
            return new PostgresServer(given, "");
        }
        try {
            // ends with the JVM
            @SuppressWarnings("resource")
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            return new PostgresServer(server.getJdbcUrl("postgres", "postgres"), "");
        } catch (IOException | RuntimeException e) {
            return new PostgresServer(null, "no PostgreSQL: give -Dticket.pg.url=jdbc:postgresql://… (" + e + ")");
        }
    }

    /** Its URL; skips the test when there is none, fails instead with {@code CI=true}. */
    public static String url() {
        PostgresServer server = Holder.SERVER;
        if (server.url == null) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(server.problem);
            }
            return Assumptions.abort(server.problem);
        }
        return server.url;
    }
}
