package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.jpa.testing.PostgresServer;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Every index costs every write, so each is needed by a call, which is made here, and uses it. Left out are those of primary
 * keys and unique constraints, and what H2 makes of foreign keys by itself.
 */
class IndexNeedTest {
    /** Those whose columns another begins with, and why. */
    private static final Map<String, String> BEGINNING_OTHERS =
            Map.of("ticket_figures_idx", "ticket_created_idx has the id, by which pages of tickets go on");

    /** In a database of its own: what others read in the same one keeps tables from being vacuumed whole. */
    @Test
    void postgresqlUsesEachIndex() throws SQLException, IOException {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(PostgresServer.url());
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(PostgresServer.url());
        database.setDatabaseName(name);
        execute(server, "create database " + name);
        try (HikariDataSource pool = pool(database)) {
            fill(pool, "generate_series(1::bigint, $1) n");
            // so that it can read indexes without their tables
            execute(pool, "vacuum analyze");
            assertThat(beginningOthers(pool))
                    .as("indexes whose columns another of the same rows begins with: that one serves, too")
                    .isEqualTo(BEGINNING_OTHERS.keySet());
            Set<String> indexes = names(
                    pool,
                    "select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid"
                            + " join pg_class t on t.oid = i.indrelid where not i.indisunique"
                            + " and t.relname <> 'ticketkit_schema_history'"
                            + " and c.relnamespace = cast(current_schema() as regnamespace)");
            try (JpaTicketStorage storage = JpaTicketStorage.managed(pool).build();
                    TicketKit kit = TicketKit.builder().storage(storage).build()) {
                // one connection, which says what it counted when it is asked to
                pool.setMaximumPoolSize(1);
                pool.getHikariPoolMXBean().softEvictConnections();

                assertNeeded(indexes, new IndexNeeds(storage, kit, false).calls(), index -> scans(pool, index));
            }
        } finally {
            execute(server, "drop database " + name + " with (force)");
        }
    }

    @Test
    void h2UsesEachIndex() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.h2()) {
            fill(database.dataSource(), "(select x as n from system_range(1, $1))");
            database.execute("analyze");
            Set<String> indexes = names(
                    database.dataSource(),
                    "select index_name from information_schema.indexes where not is_generated"
                            + " and lower(table_name) <> 'ticketkit_schema_history'");
            PlanRecorder recorder = new PlanRecorder(database.dataSource());
            try (JpaTicketStorage storage =
                            JpaTicketStorage.managed(recorder.dataSource()).build();
                    TicketKit kit = TicketKit.builder().storage(storage).build()) {
                assertNeeded(
                        indexes,
                        new IndexNeeds(storage, kit, true).calls(),
                        index -> recorder.take().stream()
                                .filter(plan -> plan.contains("." + index.toUpperCase(Locale.ROOT) + ":"))
                                .count());
            }
        }
    }

    /** Tells how often an index was used, since it was asked last or ever. */
    private static void assertNeeded(Set<String> indexes, Map<String, Runnable> calls, ToLongFunction<String> uses) {
        assertThat(calls.keySet())
                .as(
                        "the indexes of the schema: for one that is new, name in IndexNeeds a call that needs it, or do without it")
                .isEqualTo(indexes);
        Set<String> unused = new TreeSet<>();
        calls.forEach((index, call) -> {
            long before = uses.applyAsLong(index);
            call.run();
            if (uses.applyAsLong(index) == before) {
                unused.add(index);
            }
        });
        assertThat(unused)
                .as(
                        "indexes that are not used by the calls that IndexNeeds names: find one that needs them, or drop them")
                .isEmpty();
    }

    private static Set<String> beginningOthers(DataSource database) throws SQLException {
        String keys = "(cast(%s.indkey as int2[]))[0:a.indnkeyatts - 1]";
        String rows = "pg_get_expr(%1$s.indpred, %1$s.indrelid)";
        return names(
                database,
                "select c.relname from pg_index a join pg_class c on c.oid = a.indexrelid join pg_index b"
                        + " on b.indrelid = a.indrelid and b.indexrelid <> a.indexrelid and b.indnkeyatts >= a.indnkeyatts"
                        + " and " + keys.formatted("b") + " = " + keys.formatted("a")
                        + " and " + rows.formatted("b") + " is not distinct from " + rows.formatted("a")
                        + " where not a.indisunique and c.relnamespace = cast(current_schema() as regnamespace)");
    }

    private static HikariDataSource pool(DataSource database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(3);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    private static long scans(DataSource pool, String index) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet rows = statement.executeQuery("select idx_scan from pg_stat_user_indexes where schemaname ="
                    + " current_schema() and indexrelname = '" + index + "'")) {
                assertThat(rows.next()).as(index).isTrue();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> names(DataSource database, String sql) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void fill(DataSource database, String numbers) throws SQLException, IOException {
        TicketSchema.of(database).migrate();
        try (InputStream script = IndexNeedTest.class.getResourceAsStream("each-table.sql")) {
            String rows = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            execute(database, rows.replaceAll("numbers\\((\\d+)\\)", "(select n from " + numbers + ") s"));
        }
    }
}
