package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What must be written in a certain way so that the database, H2 above all, uses an index. */
class IndexUseTest {
    private static final String ALL = "";

    /**
     * Only when the fixed columns lead the ORDER BY; on H2 2.4 only with a bound of the key, and when it does not see that
     * several values are asked for.
     */
    @Test
    void h2ReadsListsInTheOrderOfAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();
            assertListsInOrder(database);

            // and when it knows that there are few statuses
            database.execute("insert into ticket_category (tenant, code) values ('a', 'general')");
            database.execute(
                    "insert into ticket (id, tenant, title, description, search_text, category, priority, status,"
                            + " sentiment, urgency_score, version, last_event, created_at, updated_at, category_source,"
                            + " category_review, priority_source, priority_review, sentiment_source, sentiment_review,"
                            + " urgency_score_source, urgency_score_review, requester, assignee) select x, 'a', 't', 'd', ' t d',"
                            + " 'general', 'low', case mod(x, 2) when 0 then 'open' else 'in_progress' end, 'calm', mod(x, 100), 1,"
                            + " 1, 946684800000000 + x, 946684800000000 + x, 'person', false, 'person', false, 'person', false,"
                            + " 'person', false, 'r' || mod(x, 500), 'a' || mod(x, 9) from system_range(1, 2000)");
            database.execute("analyze");
            assertListsInOrder(database);
        }
    }

    private static void assertListsInOrder(TestDatabase database) throws SQLException {
        String open = " and t.status = 'open'";
        String notDone = " and (t.status in ('open', 'in_progress')) is true";
        assertInOrder(database, ALL, "t.tenant", "t.created_at", "TICKET_CREATED_IDX");
        assertInOrder(database, ALL, "t.tenant", "t.updated_at", "TICKET_UPDATED_IDX");
        assertInOrder(database, ALL, "t.tenant", "t.priority_rank", "TICKET_PRIORITY_IDX");
        assertInOrder(database, ALL, "t.tenant", "t.urgency_score", "TICKET_URGENCY_IDX");
        assertInOrder(database, open, "t.tenant", "t.priority_rank", "TICKET_PRIORITY_IDX");
        assertInOrder(database, notDone, "t.tenant", "t.created_at", "TICKET_CREATED_IDX");
        assertInOrder(database, notDone, "t.tenant", "t.updated_at", "TICKET_UPDATED_IDX");
        assertInOrder(database, open, "t.tenant, t.status", "t.created_at", "TICKET_STATUS_IDX");
        assertInOrder(
                database, " and t.requester = 'x'", "t.tenant, t.requester", "t.created_at", "TICKET_REQUESTER_IDX");
        assertInOrder(
                database,
                " and t.assignee = 'x'" + notDone,
                "t.tenant, t.assignee",
                "t.created_at",
                "TICKET_ASSIGNEE_IDX");
        assertInOrder(
                database, " and not t.needs_review", "t.tenant, t.needs_review", "t.created_at", "TICKET_REVIEW_IDX");
    }

    /** Rising and falling. */
    private static void assertInOrder(TestDatabase database, String which, String lead, String key, String index)
            throws SQLException {
        String from = "explain select t.title from ticket t where t.tenant = 'a'" + which + " and " + key + " >= 0"
                + " order by ";
        String rising = lead + ", " + key + ", t.id";
        for (String order : List.of(rising, rising.replace(",", " desc,") + " desc")) {
            assertThat(database.value(from + order + " fetch first 50 rows only"))
                    .contains(index)
                    .contains("/* index sorted */");
        }
    }

    /** Only with an outer join. */
    @Test
    void h2FindsTheTicketsOfAPeriodByAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();

            assertThat(database.value("explain select p.place, count(t.id) from (values (0, 1, 2), (1, 2, 3)) "
                            + "p (place, from_time, end_time) left join ticket t on t.created_at >= p.from_time "
                            + "and t.created_at < p.end_time and t.created_at >= 1 and t.created_at < 3 "
                            + "and t.tenant = 'a' group by p.place order by p.place"))
                    .containsPattern("TICKET_CREATED_IDX: [^*]*TENANT = 'a'[^*]*CREATED_AT >= P.FROM_TIME"
                            + "\\s+AND CREATED_AT < P.END_TIME");
        }
    }

    @Test
    void h2FindsRunsByAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();

            assertThat(database.value("explain select id from ticket_run where tenant = 'a' and ticket_id = 1 "
                            + "order by tenant, ticket_id, asked_at, id fetch first 50 rows only"))
                    .contains("TICKET_RUN_TICKET_IDX")
                    .contains("/* index sorted */");
            assertThat(database.value("explain select p.place, count(r.id) from (values (0, 1, 2), (1, 2, 3)) "
                            + "p (place, from_time, end_time) left join ticket_run r on r.asked_at >= p.from_time "
                            + "and r.asked_at < p.end_time and r.asked_at >= 1 and r.asked_at < 3 "
                            + "and r.tenant = 'a' group by p.place having count(r.id) > 0"))
                    .containsPattern("TICKET_RUN_ASKED_IDX: [^*]*TENANT = 'a'[^*]*ASKED_AT >= P.FROM_TIME");
        }
    }

    @Test
    void h2FindsLabelledTicketsByAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();

            assertThat(
                            database.value(
                                    "explain select t.title from ticket t where t.tenant = 'a' and t.labelled "
                                            + "and t.id < 7 order by t.labelled desc, t.tenant desc, t.id desc fetch first 9 rows only"))
                    .containsPattern("TICKET_LABELLED_IDX: [^*]*ID < [^*]*TENANT = 'a'")
                    .contains("/* index sorted */");
            assertThat(database.value(
                            "explain select sum(t.version) from ticket t where t.tenant = 'a' and t.labelled"))
                    .contains("TICKET_LABELLED_IDX");
            assertThat(database.value("explain select c.tenant from ticket_category c where exists "
                            + "(select 1 from ticket t where t.tenant = c.tenant and t.labelled)"))
                    .containsPattern("TICKET_LABELLED_IDX: [^*]*TENANT = C.TENANT");
        }
    }

    @Test
    void h2ReadsConversationsInTheOrderOfAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();

            assertThat(database.value(
                            "explain select c.content from ticket_comment c where c.tenant = 'a' and c.ticket_id"
                                    + " = 1 and exists (select 1 from ticket t where (t.tenant = 'a' and t.requester = 'x') and"
                                    + " t.id = 1) and not c.internal and c.created_at >= 5 and (c.created_at > 5 or c.id > 7) order by"
                                    + " c.tenant, c.ticket_id, c.created_at, c.id fetch first 51 rows only"))
                    .containsPattern("TICKET_COMMENT_TICKET_IDX: CREATED_AT >= [^*]*TICKET_ID = ")
                    .contains("/* index sorted */");
            assertThat(database.value("explain select c.content from ticket_comment c where c.tenant = 'a' and"
                            + " not c.internal and c.created_at >= 0 order by c.tenant, c.created_at, c.id"
                            + " fetch first 51 rows only"))
                    .contains("TICKET_COMMENT_CREATED_IDX")
                    .contains("/* index sorted */");
            assertThat(database.value("explain select c.content from ticket t join ticket_comment c on c.tenant ="
                            + " t.tenant and c.ticket_id = t.id where (t.tenant = 'a' and t.requester = 'x')"
                            + " order by c.created_at, c.id fetch first 51 rows only"))
                    .contains("TICKET_REQUESTER_IDX")
                    .containsPattern("TICKET_COMMENT_TICKET_I[^:]*: [^*]*TICKET_ID = T.ID");
        }
    }

    @Test
    void bothReadTheLatestFeedbackInTheOrderOfAnIndex() throws SQLException {
        try (TestDatabase h2 = TestDatabase.h2();
                TestDatabase postgresql = TestDatabase.postgresql()) {
            TicketSchema.of(h2.dataSource()).migrate();
            TicketSchema.of(postgresql.dataSource()).migrate();
            for (String insert : List.of(
                    "insert into ticket_category (tenant, code) values ('a', 'general')",
                    "insert into ticket (id, tenant, title, description, search_text, category, priority, status, sentiment,"
                            + " urgency_score, version, last_event, created_at, updated_at, category_source,"
                            + " category_review, priority_source, priority_review, sentiment_source, sentiment_review,"
                            + " urgency_score_source, urgency_score_review) values (1, 'a', 't', 'd', ' t d', 'general',"
                            + " 'low', 'open', 'calm', 0, 1, 1, 946684800000000, 946684800000000, 'person', false,"
                            + " 'person', false, 'person', false, 'person', false)",
                    "insert into ticket_answer_feedback (id, tenant, ticket_id, helpful, run_id, actor_role, actor_id,"
                            + " said_at, changed_at) select n, 'a', 1, true, n, 'staff', 'a', 946684800000000 + n,"
                            + " 946684800000000 + n from generate_series(1, 20000) n",
                    "analyze")) {
                postgresql.execute(insert);
            }
            String latest = "select r.id, f.helpful, r.model from ticket_answer_feedback f left join ticket_comment c"
                    + " on c.tenant = f.tenant and c.id = f.comment_id left join ticket_run r"
                    + " on r.id = coalesce(f.run_id, c.ai_run_id) and r.tenant = f.tenant and r.ticket_id = f.ticket_id"
                    + " and r.purpose = 'reply' where f.tenant = 'a'%s"
                    + " order by %sf.changed_at desc, f.id desc fetch first 500 rows only";

            assertThat(h2.value("explain " + latest.formatted(" and f.changed_at >= 0", "f.tenant desc, ")))
                    .contains("TICKET_ANSWER_FEEDBACK_CHANGED_IDX")
                    .contains("/* index sorted */")
                    .doesNotContain("tableScan");
            assertThat(postgresql.value("explain (format json) " + latest.formatted("", "")))
                    .contains("ticket_answer_feedback_changed_idx");
        }
    }

    @Test
    void h2CountsWhatPeopleHaveToDoByAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();

            assertThat(database.value("explain select t.assignee, count(*) from ticket t where t.tenant = 'a' and"
                            + " t.assignee in ('x', 'y') and t.status in ('open', 'in_progress') group by t.assignee"))
                    .contains("TICKET_NOT_DONE_IDX");
            assertThat(database.value("explain select t.id, (select m.original_id from ticket_merge m where m.tenant ="
                            + " t.tenant and m.ticket_id = t.id) from ticket t where t.tenant = 'a' and t.id = 1"))
                    .containsPattern("TICKET_MERGE_PK|PRIMARY_KEY_\\w+: [^*]*TICKET_ID = T.ID");
        }
    }
}
