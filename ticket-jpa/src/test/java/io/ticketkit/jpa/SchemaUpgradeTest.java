package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Comment;
import io.ticketkit.CommentDraft;
import io.ticketkit.CommentId;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.LabelledText;
import io.ticketkit.spi.TicketStorage;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A database of an earlier version, with tickets in it. */
class SchemaUpgradeTest {
    private static Stream<Supplier<TestDatabase>> databases() {
        return Stream.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    static Stream<Arguments> upgrades() {
        return databases()
                .flatMap(database -> Stream.of(1, 2, 3, 15)
                        .flatMap(version -> Stream.of(
                                Arguments.of(database, version, true), Arguments.of(database, version, false))));
    }

    @ParameterizedTest
    @MethodSource("upgrades")
    void anEarlierVersionWithTicketsBecomesThisOne(Supplier<TestDatabase> databases, int version, boolean withFlyway)
            throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            if (withFlyway) {
                migrateTo(String.valueOf(version), database);
            } else {
                String all = schema.script();
                database.execute(all.substring(
                        0, all.length() - schema.scriptAfter(version).length()));
            }
            insertAsVersion1(database);
            if (version >= 2) {
                insertAsVersion2(database);
            }
            assertThatThrownBy(schema::check)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("has version " + version);

            if (withFlyway) {
                schema.migrate();
            } else {
                database.execute(schema.scriptAfter(version));
            }
            schema.check();

            TicketStorage storage =
                    JpaTicketStorage.managed(database.dataSource()).build();
            try (TicketKit kit = TicketKit.builder().storage(storage).build()) {
                TicketService staff = kit.forTenant("acme").as(Actor.staff("a"));
                TicketId old = new TicketId(1);
                assertThat(staff.runs().ofTicket(old, PageRequest.first()).items())
                        .hasSize(Math.min(version - 1, 1));
                assertThat(labels(storage)).containsExactly(new TicketId(2));
                staff.accept(old, Expected.version(1), ClassifiedField.CATEGORY);
                assertThat(staff.history(old, PageRequest.first()).items())
                        .extracting(HistoryEntry::kind)
                        .containsExactly(HistoryEntry.Kind.SUBMITTED, HistoryEntry.Kind.ACCEPTED);
                assertConverses(kit, old);
                Ticket fresh = staff.submit(TicketDraft.of("New", "Printer jams."));
                assertThat(staff.runs()
                                .ofTicket(fresh.id(), PageRequest.first())
                                .items())
                        .hasSize(1);
                assertThat(labels(storage)).containsExactly(new TicketId(2), old);
            }
        }
    }

    /** PostgreSQL cannot change the type of a column that a view shows, and says whose view it is. */
    @Test
    void aViewOfTheHostsStopsTheUpgradeAndNothingIsLost() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            migrateTo("15", database);
            insertAsVersion1(database);
            database.execute("create view host_view as select id, last_event from ticket");

            assertThatThrownBy(schema::migrate)
                    .isInstanceOf(SchemaException.class)
                    .hasMessageContaining("drop it")
                    .hasMessageContaining("host_view");
            assertThat(database.value("select max(version) from ticket_schema_version"))
                    .isEqualTo("15");

            database.execute("drop view host_view");
            schema.migrate();
            schema.check();
            assertThat(database.value("select count(*) from ticket")).isEqualTo("2");
        }
    }

    /** Of a ticket that had history before there were comments. */
    private static void assertConverses(TicketKit kit, TicketId old) {
        TicketService staff = kit.forTenant("acme").as(Actor.staff("a"));
        TicketComments comments = staff.comments();
        assertThat(comments.list(old, PageRequest.first()).items()).isEmpty();
        comments.add(old, CommentDraft.note("note"));
        Comment reply = comments.add(
                old, CommentDraft.reply("reply").answering(Expected.version(2)).idempotencyKey("new"));
        comments.edit(reply.id(), "another reply");
        assertThat(reply.id()).isEqualTo(new CommentId(2));
        assertThat(staff.history(old, PageRequest.first()).items())
                .extracting(HistoryEntry::event)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThatThrownBy(() -> comments.add(old, CommentDraft.reply("reply").idempotencyKey("k")))
                .isInstanceOf(IdempotencyConflictException.class);
    }

    private static List<TicketId> labels(TicketStorage storage) {
        return storage.<List<TicketId>>read(reader -> reader.models().labelled("acme", null, 10).stream()
                .map(LabelledText::id)
                .toList());
    }

    private static void migrateTo(String version, TestDatabase database) {
        Flyway.configure()
                .dataSource(database.dataSource())
                .locations("classpath:ticketkit/schema/" + (database.isH2() ? "h2" : "postgresql"))
                .table(FlywayMigration.HISTORY_TABLE)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(version)
                .load()
                .migrate();
    }

    private static void insertAsVersion1(TestDatabase database) throws SQLException {
        database.execute("insert into ticket_category (tenant, code) values ('acme', 'general')");
        String origins = Stream.of("category", "priority", "sentiment", "urgency_score")
                .map(field -> ", " + field + "_source, " + field + "_confidence, " + field + "_review")
                .collect(Collectors.joining());
        String insert = "insert into ticket (id, tenant, title, description, search_text, category, priority, status,"
                + " sentiment, urgency_score, version, last_event, created_at, updated_at" + origins + ") values (";
        String values = ", 'acme', 't', 'd', ' t d', 'general', 'low', 'open', 'calm', 0, 1, 1, 946684800000000,"
                + " 946684800000000";
        database.execute(insert + "1" + values + ", 'keyword', 0.5, true".repeat(4) + ")");
        database.execute(insert + "2" + values + ", 'person', null, false".repeat(4) + ")");
        database.execute("insert into ticket_history (tenant, ticket_id, event, position, happened_at, actor_role,"
                + " actor_id, kind) values ('acme', 1, 1, 0, 946684800000000, 'staff', 'a', 'submitted')");
        database.execute("insert into ticket_idempotency (tenant, actor_role, actor_id, request_key, fingerprint,"
                + " ticket_id, used_at) values ('acme', 'staff', 'a', 'k', '" + "0".repeat(64)
                + "', 1, 946684800000000)");
        database.value(database.isH2() ? "select next value for ticket_id_seq" : "select nextval('ticket_id_seq')");
    }

    private static void insertAsVersion2(TestDatabase database) throws SQLException {
        database.execute("insert into ticket_run (id, tenant, ticket_id, asked_at, source, outcome, duration_micros,"
                + " cost_unknown) values (1, 'acme', 1, 946684800000000, 'keyword', 'abstained', 0, false)");
        database.execute("insert into ticket_spend (tenant, utc_day, spent, reserved) values ('acme', 20000, 1, 0)");
        database.value(
                database.isH2() ? "select next value for ticket_run_id_seq" : "select nextval('ticket_run_id_seq')");
    }
}
