package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Scope;
import io.ticketkit.StorageException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketQuery;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketStorage;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TicketSchemaTest {
    private static final int VERSION = TicketSchema.VERSION;

    static Stream<Supplier<TestDatabase>> databases() {
        return Stream.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void migratesOnceAndThenOnlyChecks(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            assertThatThrownBy(schema::check)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("no tables")
                    .hasMessageContaining("migrate()");
            schema.migrate();
            schema.migrate();
            schema.check();
            assertThat(database.value("select count(*) from ticket_schema_version"))
                    .isEqualTo(Integer.toString(VERSION));
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void nodesThatStartAtOnceAllSucceed(Supplier<TestDatabase> databases) throws Exception {
        for (int round = 0; round < 3; round++) {
            try (TestDatabase database = databases.get()) {
                migrateAtOnce(database, 4);
                assertThat(database.value("select count(*) from ticket_schema_version"))
                        .isEqualTo(Integer.toString(VERSION));
            }
        }
    }

    private static void migrateAtOnce(TestDatabase database, int nodes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            Callable<Boolean> node = () -> {
                TicketSchema.of(database.dataSource()).migrate();
                return true;
            };
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                all.add(node);
            }
            for (Future<Boolean> result : threads.invokeAll(all)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesANewerSchema(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            schema.migrate();
            database.execute("insert into ticket_schema_version (version) values (" + (VERSION + 1) + ")");
            for (Runnable use : List.<Runnable>of(schema::check, schema::migrate)) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(SchemaException.class)
                        .hasMessage("The schema has version " + (VERSION + 1) + ", this TicketKit needs version "
                                + VERSION + ": update TicketKit on this node.");
            }
            assertThatThrownBy(() -> JpaTicketStorage.managed(database.dataSource())
                            .migrate(false)
                            .build())
                    .isInstanceOf(SchemaException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesAnOlderSchema(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            schema.migrate();
            database.execute("delete from ticket_schema_version where version = " + VERSION);
            assertThatThrownBy(schema::check)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("version " + (VERSION - 1))
                    .hasMessageContaining("needs version " + VERSION)
                    .hasMessageContaining("migrate()");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesAnAlteredSchema(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            schema.migrate();
            database.execute("alter table ticket_history rename column new_value to altered");
            for (Runnable use : List.<Runnable>of(schema::check, schema::migrate)) {
                assertThatThrownBy(use::run)
                        .isInstanceOf(SchemaException.class)
                        .hasMessageContaining("altered")
                        .hasMessageContaining("ticket_history.new_value");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesScriptsThatWereAltered(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            schema.migrate();
            database.execute("update \"ticketkit_schema_history\" set \"checksum\" = 1 where \"version\" = '1'");
            assertThatThrownBy(schema::migrate)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("altered");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void leavesTheHostsMigrationsAlone(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            database.execute("create table host_order (id bigint primary key)");
            Flyway hosts = Flyway.configure()
                    .dataSource(database.dataSource())
                    .locations("classpath:host/none")
                    .baselineVersion("7")
                    .load();
            hosts.baseline();
            String before = database.value("select count(*) from \"flyway_schema_history\"");
            TicketSchema.of(database.dataSource()).migrate();
            assertThat(database.value("select count(*) from \"flyway_schema_history\""))
                    .isEqualTo(before);
            assertThat(database.value("select max(\"version\") from \"flyway_schema_history\""))
                    .isEqualTo("7");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void livesInAnotherSchema(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            String name = "Desk_" + (database.isH2() ? "h2" : Long.toHexString(database.hashCode()));
            try (TicketStorage storage =
                    JpaTicketStorage.managed(database.dataSource()).schema(name).build()) {
                Ticket made = storage.write(writer -> {
                    Ticket ticket = Samples.full("acme", writer.nextId()).build();
                    writer.insert(new StoredTicket(ticket, 1), Samples.submitted());
                    return ticket;
                });
                assertThat(storage.<Boolean>read(reader ->
                                reader.find("acme", Scope.all(), made.id()).isPresent()))
                        .isTrue();
                assertThat(storage.<Long>read(reader -> reader.count(Samples.selection("acme", TicketQuery.all()))))
                        .isEqualTo(1);
                assertThat(database.value("select count(*) from " + name + ".ticket"))
                        .isEqualTo("1");
                assertThatThrownBy(() -> TicketSchema.of(database.dataSource()).check())
                        .isInstanceOf(SchemaException.class);
            } finally {
                database.execute("drop schema " + name + " cascade");
            }
        }
        assertThatThrownBy(() -> JpaTicketStorage.joining(() -> {
                            throw new IllegalStateException();
                        })
                        .schema("x\"; drop"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anotherToolMayRunTheScript(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            assertThat(schema.script())
                    .isEqualTo(database.isH2() ? TicketSchema.h2Script() : TicketSchema.postgresqlScript());
            database.execute(schema.script());
            schema.check();
            schema.migrate();
            assertThatCode(() -> JpaTicketStorage.managed(database.dataSource())
                            .migrate(false)
                            .build()
                            .close())
                    .doesNotThrowAnyException();
            assertThat(database.value("select count(*) from information_schema.tables"
                            + " where table_name = 'ticketkit_schema_history' and table_schema = current_schema"))
                    .isEqualTo("0");
        }
    }

    /** H2 2.4 evaluates those in the session that made the constraint, and refuses every row once that is closed. */
    @Test
    void noConstraintOfH2IsAListOfConstants() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();
            String list = "regexp_like(%s, ' IN\\([''0-9]')";

            assertThat(database.value("select listagg(constraint_name, ', ') from information_schema.check_constraints"
                            + " where " + list.formatted("check_clause")))
                    .isNull();
            assertThat(database.value("select listagg(column_name, ', ') from information_schema.columns where "
                            + list.formatted("generation_expression")))
                    .isNull();
        }
    }

    /** Those of a table PostgreSQL reads anew at every write. */
    @Test
    void whatPostgresqlChecksOfOneColumnOfRunsIsAType() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            TicketSchema.of(database.dataSource()).migrate();
            assertThat(database.value("select string_agg(conname, ', ') from pg_constraint where contype = 'c'"
                            + " and conrelid = 'ticket_run'::regclass and cardinality(conkey) = 1"))
                    .isNull();
            assertThat(database.value("select string_agg(column_name, ', ') from information_schema.columns"
                            + " where table_schema = current_schema and table_name = 'ticket_report'"
                            + " and domain_name is not null"))
                    .as("what hosts read")
                    .isNull();
        }
    }

    @Test
    void refusesOtherDatabases() {
        DatabaseMetaData metaData = proxy(DatabaseMetaData.class, "Oracle");
        Connection connection = proxy(Connection.class, metaData);
        DataSource other = proxy(DataSource.class, connection);
        assertThatThrownBy(() -> TicketSchema.of(other).check())
                .isInstanceOf(StorageException.class)
                .hasMessage("The database Oracle is not supported: use H2 or PostgreSQL.");
    }

    private static <T> T proxy(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType() == void.class ? null : answer));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesASchemaWithoutItsConstraints(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            schema.migrate();
            database.execute("alter table ticket drop constraint ticket_urgency_score_range");

            assertThatThrownBy(schema::check)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("altered")
                    .hasMessageContaining("[ticket_urgency_score_range]");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void tablesOfTheHostWithOurNamesAreLeftAloneAndTheRemedyIsTold(Supplier<TestDatabase> databases)
            throws SQLException {
        try (TestDatabase database = databases.get()) {
            database.execute("create table ticket (number bigint)");
            TicketSchema schema = TicketSchema.of(database.dataSource());

            for (int start = 0; start < 2; start++) {
                assertThatThrownBy(schema::migrate)
                        .isInstanceOf(SchemaException.class)
                        .hasMessageContaining("[ticket]")
                        .hasMessageContaining("schema of its own");
            }
            schema.schema("helpdesk_" + System.identityHashCode(database)).migrate();
            assertThat(database.value("select count(*) from ticket")).isEqualTo("0");
        }
    }
}
