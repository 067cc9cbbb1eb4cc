package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What schema version 12 finds, and what reads its indexes. */
class AnalyticsSchemaTest {
    private static final String TIME = "946684800000000";

    static Stream<Supplier<TestDatabase>> databases() {
        return Stream.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatWasDoneWhenItWasCreatedIsFoundInHistory(Supplier<TestDatabase> databases) throws SQLException {
        try (TestDatabase database = databases.get()) {
            TicketSchema schema = TicketSchema.of(database.dataSource());
            String all = schema.script();
            database.execute(
                    all.substring(0, all.length() - schema.scriptAfter(11).length()));
            database.execute("insert into ticket_category (tenant, code) values ('acme', 'general')");
            insert(database, 1, false); // open, and never changed
            insert(database, 2, true); // closed, and never changed
            insert(database, 3, true, "open", "in_progress", "closed");
            insert(database, 4, false, "resolved", "open", "closed", "open");
            insert(database, 5, true, "closed", "open", "closed");

            database.execute(schema.scriptAfter(11));

            assertThat(done(database, "done_from_start")).isEqualTo("2,4,5");
        }
    }

    private static void insert(TestDatabase database, int id, boolean closed, String... statuses) throws SQLException {
        String origins = Stream.of("category", "priority", "sentiment", "urgency_score")
                .map(field -> ", " + field + "_source, " + field + "_review")
                .reduce("", String::concat);
        String status = closed ? "'closed', " + TIME + ", " + TIME : "'open', null, null";
        database.execute("insert into ticket (id, tenant, title, description, search_text, category, priority,"
                + " sentiment, urgency_score, version, last_event, created_at, updated_at, status, resolved_at,"
                + " closed_at" + origins + ") values (" + id + ", 'acme', 't', 'd', ' t d', 'general', 'low', 'calm',"
                + " 0, 1, 1, " + TIME + ", " + TIME + ", " + status + ", 'person', false".repeat(4) + ")");
        for (int change = 1; change < statuses.length; change++) {
            database.execute("insert into ticket_history (tenant, ticket_id, event, position, happened_at, actor_role,"
                    + " actor_id, kind, field, old_value, new_value) values ('acme', " + id + ", " + (change + 1)
                    + ", 0, " + TIME + ", 'staff', 'a', 'changed', 'status', '" + statuses[change - 1] + "', '"
                    + statuses[change] + "')");
        }
    }

    private static String done(TestDatabase database, String column) throws SQLException {
        return Stream.of(1, 2, 3, 4, 5)
                .filter(id -> is(database, column, id))
                .map(String::valueOf)
                .reduce((all, id) -> all + "," + id)
                .orElse("");
    }

    private static boolean is(TestDatabase database, String column, int id) {
        try {
            return "1".equals(database.value("select count(*) from ticket where id = " + id + " and " + column));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void h2FindsTurnsTimesAndRatingsByIndexes() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();

            assertThat(database.value("explain select p.place, count(h.new_value) from (values (0, 1, 2), (1, 2, 3)) "
                            + "p (place, from_time, end_time) left join ticket_history h on h.happened_at >= p.from_time "
                            + "and h.happened_at < p.end_time and h.happened_at >= 1 and h.happened_at < 3 "
                            + "and h.tenant = 'a' and h.field = 'status' and h.new_value in ('resolved', 'closed') "
                            + "and h.old_value not in ('resolved', 'closed') group by p.place"))
                    .containsPattern("TICKET_HISTORY_FIELD_IDX: [^*]*FIELD = 'status'[^*]*HAPPENED_AT >= P.FROM_TIME");
            assertThat(database.value("explain select t.resolved_at - t.created_at from ticket t where t.tenant = 'a' "
                            + "and t.resolved_at >= 1 and t.resolved_at < 3"))
                    .contains("TICKET_RESOLVED_IDX");
            assertThat(database.value("explain select r.score from ticket_rating r where r.tenant = 'a' "
                            + "and r.changed_at >= 1 and r.changed_at < 3"))
                    .contains("TICKET_RATING_CHANGED_IDX");
        }
    }

    /** Only while a query says exactly what the index says. */
    @Test
    void postgresqlReadsWhatWasDoneAndOpenedAgainFromIndexesAlone() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            TicketSchema.of(database.dataSource()).migrate();
            String lines =
                    "explain select ticket_id, event from ticket_history h where h.tenant = 'a' and h.field = 'status'";
            String since = " and h.happened_at >= 1";

            assertThat(database.value(lines + " and h.new_value in ('resolved', 'closed')"
                            + " and h.old_value not in ('resolved', 'closed')" + since))
                    .contains("ticket_history_done_idx");
            assertThat(database.value(lines + " and h.old_value in ('resolved', 'closed')"
                            + " and h.new_value not in ('resolved', 'closed')" + since))
                    .contains("ticket_history_opened_idx");
        }
    }
}
