package io.ticketkit.jpa;

import static io.ticketkit.jpa.RowTrial.emoji;
import static io.ticketkit.jpa.RowTrial.insert;
import static io.ticketkit.jpa.RowTrial.text;
import static io.ticketkit.jpa.RowTrial.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Limits;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What core would never write, the database refuses too. */
class SchemaConstraintsTest {
    private static final RowTrial ROWS = new RowTrial();

    @BeforeAll
    static void databases() throws SQLException {
        ROWS.open();
        ROWS.execute(insertComment(Map.of("id", "2")));
        ROWS.execute(insertEdit(Map.of("edit_number", "1")));
        ROWS.execute(insertModel(Map.of("tenant", "'taken'")));
        ROWS.execute(insertTraining(Map.of("tenant", "'taken'")));
        ROWS.execute(insertWaiting(Map.of("event", "1")));
    }

    @AfterAll
    static void close() {
        ROWS.close();
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                bad("ticket_pk", "id", "1"),
                bad("ticket_id_positive", "id", "0"),
                bad("ticket_category_known", "category", "'other'"),
                bad("ticket_category_known", "tenant", "'other'"),
                bad("", "title", "null"),
                bad("ticket_title_blank", "title", "'  '"),
                bad("ticket_description_blank", "description", "''"),
                bad("ticket_title_length", "title", text(2 * Limits.TITLE + 1)),
                bad("ticket_description_length", "description", text(2 * Limits.DESCRIPTION + 1)),
                bad("ticket_requester_length", "requester", text(2 * Limits.PERSON + 1)),
                bad("ticket_requester_blank", "requester", "''"),
                bad("ticket_assignee_length", "assignee", text(2 * Limits.PERSON + 1)),
                bad("ticket_team_length", "team", text(2 * Limits.NAME + 1)),
                bad("ticket_channel_length", "channel", text(2 * Limits.CHANNEL + 1)),
                bad("ticket_host_both", "host_type", "'order'"),
                bad("ticket_host_both", "host_id", "'1'"),
                bad("ticket_priority_code", "priority", "'urgent'"),
                bad("ticket_status_code", "status", "'OPEN'"),
                bad("ticket_sentiment_code", "sentiment", "''"),
                bad("ticket_urgency_score_range", "urgency_score", "101"),
                bad("ticket_urgency_score_range", "urgency_score", "-1"),
                bad("ticket_version_range", "version", "0"),
                bad("ticket_last_event_range", "last_event", "0"),
                bad("ticket_created_at_range", "created_at", "946684799999999"),
                bad("ticket_updated_at_range", "updated_at", "253402300800000000"),
                bad("ticket_updated_after_created", "created_at", "946684800000001"),
                bad("ticket_resolved_when_done", "resolved_at", "946684800000000"),
                bad("ticket_resolved_when_done", "status", "'resolved'"),
                bad("ticket_closed_when_closed", "closed_at", "946684800000000"),
                bad("ticket_category_source_code", "category_source", "'oracle'"),
                bad("ticket_priority_confidence_range", "priority_confidence", "1.01"),
                bad("ticket_sentiment_confidence_range", "sentiment_confidence", "-0.01"),
                bad("ticket_urgency_score_chosen_by_blank", "urgency_score_chosen_by", "''"));
    }

    private static Arguments bad(String constraint, String column, String value) {
        return Arguments.of(constraint, column, ticket(Map.of(column, value)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badRows")
    void refusesTickets(String constraint, String column, String sql) {
        ROWS.refuses(constraint, sql);
    }

    static Stream<Arguments> badRowsElsewhere() {
        String history = "insert into ticket_history (tenant, ticket_id, event, position, happened_at, actor_role,"
                + " actor_id, kind, field, old_value, new_value) values ('acme', ";
        String claim = "insert into ticket_idempotency (tenant, actor_role, actor_id, request_key, fingerprint,"
                + " ticket_id, used_at) values ('acme', ";
        return Stream.of(
                Arguments.of("ticket_tag_ticket", "insert into ticket_tag values ('other', 1, 'x')"),
                Arguments.of("ticket_tag_tag_blank", "insert into ticket_tag values ('acme', 1, ' ')"),
                Arguments.of("ticket_tag_tag_length", "insert into ticket_tag values ('acme', 1, " + text(129) + ")"),
                Arguments.of("ticket_attribute_ticket", "insert into ticket_attribute values ('acme', 9, 'x', '')"),
                Arguments.of("ticket_attribute_name_blank", "insert into ticket_attribute values ('acme', 1, '', '')"),
                Arguments.of("ticket_category_code_blank", "insert into ticket_category values ('acme', '')"),
                Arguments.of(
                        "ticket_history_ticket",
                        history + "9, 1, 0, 946684800000000, 'staff', 'a', 'submitted', null, null, null)"),
                Arguments.of(
                        "ticket_history_event_range",
                        history + "1, 0, 0, 946684800000000, 'staff', 'a', 'submitted', null, null, null)"),
                Arguments.of(
                        "ticket_history_actor_role_code",
                        history + "1, 1, 0, 946684800000000, 'boss', 'a', 'submitted', null, null, null)"),
                Arguments.of(
                        "ticket_history_kind_code",
                        history + "1, 1, 0, 946684800000000, 'staff', 'a', 'x', 'title', null, null)"),
                Arguments.of(
                        "ticket_history_field_code",
                        history + "1, 1, 0, 946684800000000, 'staff', 'a', 'changed', 'x', null, null)"),
                Arguments.of(
                        "ticket_history_field_when_changed",
                        history + "1, 1, 0, 946684800000000, 'staff', 'a', 'changed', null, null, null)"),
                Arguments.of(
                        "ticket_history_rating_when_rated",
                        history + "1, 1, 0, 946684800000000, 'staff', 'a', 'rated', 'title', null, '5')"),
                Arguments.of(
                        "ticket_history_rating_when_rated",
                        history + "1, 1, 0, 946684800000000, 'staff', 'a', 'changed', 'rating', null, '5')"),
                Arguments.of(
                        "ticket_history_happened_at_range",
                        history + "1, 1, 0, 0, 'staff', 'a', 'submitted', null, null, null)"),
                Arguments.of(
                        "ticket_idempotency_comment_id_positive",
                        "insert into ticket_idempotency (tenant, actor_role, actor_id, request_key, fingerprint, ticket_id,"
                                + " used_at, comment_id) values ('acme', 'staff', 'a', 'k', '" + "a".repeat(64)
                                + "', 1, 946684800000000, 0)"),
                Arguments.of(
                        "ticket_idempotency_fingerprint_form", claim + "'staff', 'a', 'k', 'ABC', 1, 946684800000000)"),
                Arguments.of(
                        "ticket_idempotency_request_key_length",
                        claim + "'staff', 'a', " + text(401) + ", '" + "a".repeat(64) + "', 1, 946684800000000)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRowsElsewhere")
    void refusesOtherRows(String constraint, String sql) {
        ROWS.refuses(constraint, sql);
    }

    static Stream<Arguments> badRuns() {
        return Stream.of(
                badRun("ticket_run_id_positive", "id", "0"),
                badRun("ticket_run_tenant_blank", "tenant", "' '"),
                badRun("ticket_run_ticket_id_positive", "ticket_id", "0"),
                badRun("ticket_run_asked_at_range", "asked_at", "0"),
                badRun("ticket_run_source_code", "source", "'oracle'"),
                badRun("ticket_run_outcome_code", "outcome", "'fine'"),
                badRun("ticket_run_purpose_code", "purpose", "'fun'"),
                badRun("ticket_run_failure_when_failed", "outcome", "'failed'"),
                badRun("ticket_run_failure_when_failed", "failure", "'timeout'"),
                badRun("ticket_run_duration_micros_range", "duration_micros", "-1"),
                badRun("ticket_run_model_length", "model", text(2 * 100 + 1)),
                badRun("ticket_run_call_whole", "model", "null"),
                badRun("ticket_run_call_whole", "cached", "null"),
                badRun("ticket_run_input_tokens_range", "input_tokens", "-1"),
                badRun("ticket_run_cost_range", "cost", "-0.1"),
                badRun("ticket_run_cost_known_or_not", "cost_unknown", "true"),
                badRun("ticket_run_flags_form", "flags", "'No'"),
                badRun("ticket_run_rationale_length", "rationale", text(2 * 500 + 1)),
                badRun("ticket_run_confidence_range", "confidence", "1.01"),
                badRun("ticket_run_category_whole", "category_confidence", "null"),
                badRun("ticket_run_category_value_length", "category_value", text(2 * 64 + 1)),
                badRun("ticket_run_category_confidence_range", "category_confidence", "1.1"),
                badRun("ticket_run_category_fate_code", "category_fate", "'lost'"),
                badRun("ticket_run_category_corrected", "category_corrected_to", "'other'"),
                badRun("ticket_run_category_corrected", "category_fate", "'corrected'"),
                Arguments.of("ticket_spend_utc_day_range", "insert into ticket_spend values ('acme', 10956, 0, 0)"),
                Arguments.of("ticket_spend_spent_range", "insert into ticket_spend values ('acme', 20000, -1, 0)"),
                Arguments.of("ticket_spend_reserved_range", "insert into ticket_spend values ('acme', 20000, 0, -1)"));
    }

    private static Arguments badRun(String constraint, String column, String value) {
        return Arguments.of(constraint, insertRun(Map.of(column, value)));
    }

    private static String insertRun(Map<String, String> different) {
        return insert(
                "ticket_run",
                "id 2, tenant 'acme', asked_at 946684800000000, source 'llm', outcome 'answered',"
                        + " duration_micros 0, cost 1, cost_unknown false, model 'm', attempts 1, cached false,"
                        + " category_value 'general', category_confidence 1, category_source 'llm',"
                        + " category_fate 'applied'",
                different);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRuns")
    void refusesRuns(String constraint, String sql) {
        ROWS.refuses(constraint, sql);
    }

    static Stream<Arguments> badModels() {
        return Stream.of(
                badModel("ticket_model_pk", "tenant", "'taken'"),
                badModel("ticket_model_tenant_blank", "tenant", "' '"),
                badModel("ticket_model_tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                badModel("ticket_model_field_code", "field", "'sentiment'"),
                badModel("ticket_model_version_range", "version", "0"),
                badModel("ticket_model_trained_at_range", "trained_at", "0"),
                badModel("ticket_model_checksum_form", "checksum", "'" + "A".repeat(64) + "'"),
                badModel("ticket_model_content_length", "content", "''"),
                badModel("", "content", "null"),
                badTraining("ticket_training_pk", "tenant", "'taken'"),
                badTraining("ticket_training_tenant_blank", "tenant", "''"),
                badTraining("ticket_training_tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                badTraining("ticket_training_due_at_range", "due_at", "253402300800000000"),
                badTraining("", "due_at", "null"),
                badTraining("ticket_training_lease_until_range", "lease_until", "1"),
                badTraining("ticket_training_seen_length", "seen", text(2 * 100 + 1)));
    }

    private static Arguments badModel(String constraint, String column, String value) {
        return Arguments.of(constraint, column, insertModel(Map.of(column, value)));
    }

    private static String insertModel(Map<String, String> different) {
        return insert(
                "ticket_model",
                "tenant 'acme', field 'category', version 1, trained_at 946684800000000, checksum '"
                        + "a".repeat(64)
                        + "', content '01'",
                different);
    }

    private static Arguments badTraining(String constraint, String column, String value) {
        return Arguments.of(constraint, column, insertTraining(Map.of(column, value)));
    }

    private static String insertTraining(Map<String, String> different) {
        return insert(
                "ticket_training", "tenant 'acme', due_at 946684800000000, lease_until null, seen null", different);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badModels")
    void refusesModels(String constraint, String column, String sql) {
        ROWS.refuses(constraint, sql);
    }

    static Stream<Arguments> badWaiting() {
        return Stream.of(
                badWaiting("pk", "event", "1"),
                badWaiting("ticket_id_positive", "ticket_id", "0"),
                badWaiting("handler_form", "handler", "'a b'"),
                badWaiting("handler_form", "handler", text(65)),
                badWaiting("event_range", "event", "0"),
                badWaiting("tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                badWaiting("tenant_blank", "tenant", "' '"),
                badWaiting("kind_form", "kind", "'Changed'"),
                badWaiting("hidden_events_range", "hidden_events", "3"),
                badWaiting("hidden_events_range", "hidden_events", "-1"),
                badWaiting("happened_at_range", "happened_at", "0"),
                badWaiting("actor_role_code", "actor_role", "'boss'"),
                badWaiting("actor_id_length", "actor_id", text(2 * Limits.PERSON + 1)),
                badWaiting("actor_id_blank", "actor_id", "''"),
                badWaiting("due_at_range", "due_at", "253402300800000000"),
                badWaiting("attempts_range", "attempts", "2"),
                badWaiting("attempts_range", "attempts", "-1"),
                badWaiting("failure_length", "failure", text(2 * 200 + 1)),
                badWaiting("failure_blank", "failure", "' '"),
                badDead("died_at_range", Map.of("died_at", "0")),
                badDead("dead_whole", Map.of("failure", "null")),
                badDead("dead_whole", Map.of("claimed", "true")),
                badDead("dead_whole", Map.of("due_at", "946684800000000")),
                badDead("claimed_when_claimed", Map.of("claims", "0", "attempts", "0", "claimed", "true")));
    }

    private static Arguments badWaiting(String constraint, String column, String value) {
        return Arguments.of("ticket_outbox_" + constraint, insertWaiting(Map.of(column, value)));
    }

    /** A dead letter. */
    private static Arguments badDead(String constraint, Map<String, String> different) {
        Map<String, String> dead = new HashMap<>(
                Map.of("died_at", "946684800000000", "failure", "'IOException'", "due_at", "253402300799999999"));
        dead.putAll(different);
        return Arguments.of("ticket_outbox_" + constraint, insertWaiting(dead));
    }

    private static String insertWaiting(Map<String, String> different) {
        return insert(
                "ticket_outbox",
                "ticket_id 1, handler 'mail', event 2, tenant 'acme', kind 'submitted', internal false, hidden_events 0,"
                        + " happened_at 946684800000000, actor_role 'staff', actor_id 'a', due_at 946684800000000,"
                        + " claimed false, claims 1, attempts 1",
                different);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badWaiting")
    void refusesWaitingEvents(String constraint, String sql) {
        ROWS.refuses(constraint, sql);
    }

    /** Of each table there is a row that is refused; of files, feedback, chats, jobs and erasings elsewhere. */
    @Test
    void noTableIsForgotten() {
        List<String> tried = Stream.of(
                        badRows(),
                        badRowsElsewhere(),
                        badRuns(),
                        badModels(),
                        badWaiting(),
                        badTeamwork(),
                        badComments(),
                        AttachmentSchemaTest.badRows(),
                        ChatConstraintsTest.badRows(),
                        JobConstraintsTest.badRows(),
                        ErasureConstraintsTest.badRows())
                .flatMap(rows -> rows)
                .map(row -> row.get()[row.get().length - 1].toString().split(" ", 4)[2])
                .distinct()
                .toList();
        assertThat(tried).containsAll(RowTrial.tables());
    }

    static Stream<Arguments> badTeamwork() {
        String merge = "insert into ticket_merge (tenant, ticket_id, original_id, since) values ('acme', ";
        String link = "insert into ticket_link (tenant, low_id, high_id, since) values ('acme', ";
        String rotation = "insert into ticket_rotation (tenant, name, last_id) values (";
        return Stream.of(
                Arguments.of("ticket_merge_ticket", merge + "9, 1, 946684800000000)"),
                Arguments.of("ticket_merge_original", merge + "1, 9, 946684800000000)"),
                Arguments.of("ticket_merge_different", merge + "1, 1, 946684800000000)"),
                Arguments.of("ticket_merge_since_range", merge + "1, 9, 0)"),
                Arguments.of("ticket_link_low", link + "8, 9, 946684800000000)"),
                Arguments.of("ticket_link_high", link + "1, 9, 946684800000000)"),
                Arguments.of("ticket_link_order", link + "1, 1, 946684800000000)"),
                Arguments.of("ticket_link_since_range", link + "1, 9, 0)"),
                Arguments.of("ticket_rotation_tenant_blank", rotation + "' ', 'x', null)"),
                Arguments.of("ticket_rotation_tenant_length", rotation + text(2 * Limits.NAME + 1) + ", 'x', null)"),
                Arguments.of("ticket_rotation_name_blank", rotation + "'acme', '', null)"),
                Arguments.of("ticket_rotation_name_length", rotation + "'acme', " + text(421) + ", null)"),
                Arguments.of("ticket_rotation_last_id_blank", rotation + "'acme', 'x', '')"),
                Arguments.of(
                        "ticket_rotation_last_id_length",
                        rotation + "'acme', 'x', " + text(2 * Limits.PERSON + 1) + ")"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTeamwork")
    void refusesTeamwork(String constraint, String sql) {
        ROWS.refuses(constraint, sql);
    }

    static Stream<Arguments> badComments() {
        return Stream.of(
                badComment("ticket_comment_pk", "id", "2"),
                badComment("ticket_comment_id_positive", "id", "0"),
                badComment("ticket_comment_id_parity", "internal", "true"),
                badComment("ticket_comment_ticket", "tenant", "'other'"),
                badComment("ticket_comment_kind_code", "kind", "'USER'"),
                badComment("ticket_comment_author_blank", "author", "' '"),
                badComment("ticket_comment_author_length", "author", text(2 * Limits.PERSON + 1)),
                badComment("", "content", "null"),
                badComment("ticket_comment_content_blank", "content", "''"),
                badComment("ticket_comment_content_length", "content", text(2 * Limits.COMMENT + 1)),
                badComment("ticket_comment_nothing_left", "deleted_at", "946684800000000"),
                badComment("ticket_comment_ai_whole", "ai_model", "'m'"),
                badComment("ticket_comment_ai_whole", "ai_run_id", "1"),
                badComment("ticket_comment_edit_count_range", "edit_count", "-1"),
                badComment("ticket_comment_created_at_range", "created_at", "0"),
                badComment("ticket_comment_edited_at_range", "edited_at", "0"),
                Arguments.of(
                        "ticket_comment_deleted_at_range",
                        "deleted_at",
                        insertComment(Map.of("deleted_at", "0", "content", "''"))),
                badMark("ticket_comment_ai_model_length", "ai_model", text(2 * Limits.MODEL + 1)),
                badMark("ticket_comment_ai_model_blank", "ai_model", "''"),
                badMark("ticket_comment_ai_confidence_range", "ai_confidence", "1.01"),
                badMark("ticket_comment_ai_run_id_positive", "ai_run_id", "0"),
                badEdit("ticket_comment_edit_pk", "edit_number", "1"),
                badEdit("ticket_comment_edit_number_range", "edit_number", "0"),
                badEdit("ticket_comment_edit_comment", "comment_id", "3"),
                badEdit("ticket_comment_edit_ticket_id_positive", "ticket_id", "0"),
                badEdit("ticket_comment_edit_content_blank", "content", "' '"),
                badEdit("ticket_comment_edit_content_length", "content", text(2 * Limits.COMMENT + 1)),
                badEdit("ticket_comment_edit_editor_role_code", "editor_role", "'boss'"),
                badEdit("ticket_comment_edit_editor_id_blank", "editor_id", "''"),
                badEdit("ticket_comment_edit_editor_id_length", "editor_id", text(2 * Limits.PERSON + 1)),
                badEdit("ticket_comment_edit_replaced_at_range", "replaced_at", "1"));
    }

    private static Arguments badComment(String constraint, String column, String value) {
        return Arguments.of(constraint, column, insertComment(Map.of(column, value)));
    }

    private static Arguments badMark(String constraint, String column, String value) {
        return Arguments.of(constraint, column, insertComment(Map.of("ai_generated", "true", column, value)));
    }

    private static Arguments badEdit(String constraint, String column, String value) {
        return Arguments.of(constraint, column, insertEdit(Map.of(column, value)));
    }

    private static String insertComment(Map<String, String> different) {
        return insert(
                "ticket_comment",
                "id 4, tenant 'acme', ticket_id 1, kind 'staff', author 'a', internal false, content 'c',"
                        + " ai_generated false, edit_count 0, created_at 946684800000000",
                different);
    }

    private static String insertEdit(Map<String, String> different) {
        return insert(
                "ticket_comment_edit",
                "tenant 'acme', comment_id 2, edit_number 2, ticket_id 1, content 'c', editor_role 'staff',"
                        + " editor_id 'a', replaced_at 946684800000000",
                different);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badComments")
    void refusesComments(String constraint, String column, String sql) {
        ROWS.refuses(constraint, sql);
    }

    /** Characters outside the basic plane count once on PostgreSQL and twice on H2: the longest allowed fit on both. */
    @ParameterizedTest
    @MethodSource("longestValues")
    void takesTheLongest(String sql) {
        ROWS.takes(
                sql,
                List.of(
                        "delete from ticket_comment_edit where edit_number <> 1",
                        "delete from ticket_comment where id <> 2",
                        "delete from ticket_attribute",
                        "delete from ticket_tag",
                        "delete from ticket where id = 2",
                        "delete from ticket_run",
                        "delete from ticket_model where tenant <> 'taken'",
                        "delete from ticket_training where tenant <> 'taken'",
                        "delete from ticket_outbox where event <> 1"));
    }

    static Stream<String> longestValues() {
        return Stream.of(
                ticket(Map.of(
                        "title", emoji(Limits.TITLE),
                        "description", emoji(Limits.DESCRIPTION),
                        "requester", emoji(Limits.PERSON),
                        "assignee", emoji(Limits.PERSON),
                        "team", emoji(Limits.NAME),
                        "channel", emoji(Limits.CHANNEL),
                        "host_type", emoji(Limits.NAME),
                        "host_id", emoji(Limits.KEY))),
                insertRun(Map.of(
                        "model", emoji(100),
                        "prompt_version", emoji(100),
                        "request_id", emoji(100),
                        "rationale", emoji(500),
                        "category_value", emoji(Limits.NAME),
                        "flags", text(1_500))),
                insertComment(Map.of(
                        "author", emoji(Limits.PERSON),
                        "content", emoji(Limits.COMMENT),
                        "ai_generated", "true",
                        "ai_model", emoji(Limits.MODEL))),
                insertEdit(Map.of("editor_id", emoji(Limits.PERSON), "content", emoji(Limits.COMMENT))),
                insertModel(Map.of("tenant", emoji(Limits.NAME))),
                insertTraining(Map.of("tenant", emoji(Limits.NAME), "seen", emoji(100))),
                insertWaiting(
                        Map.of("tenant", emoji(Limits.NAME), "actor_id", emoji(Limits.PERSON), "failure", emoji(200))),
                "insert into ticket_tag values ('acme', 1, " + emoji(Limits.NAME) + ")",
                "insert into ticket_attribute values ('acme', 1, " + emoji(Limits.NAME) + ", "
                        + emoji(Limits.ATTRIBUTE_VALUE) + ")");
    }
}
