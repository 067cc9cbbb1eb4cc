package io.ticketkit.jpa;

import static io.ticketkit.jpa.RowTrial.emoji;
import static io.ticketkit.jpa.RowTrial.insert;
import static io.ticketkit.jpa.RowTrial.text;

import io.ticketkit.Limits;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs and names in other systems that core would never write, the database refuses too. */
class JobConstraintsTest {
    private static final RowTrial ROWS = new RowTrial();

    @BeforeAll
    static void databases() throws SQLException {
        ROWS.open();
        ROWS.execute(external(Map.of("external_id", "'taken'")));
        ROWS.execute(job(Map.of("name", "'taken'")));
        ROWS.execute(item(Map.of("number", "1", "item_key", "'taken'")));
    }

    @AfterAll
    static void close() {
        ROWS.close();
    }

    private static String external(Map<String, String> different) {
        return insert("ticket_external", "tenant 'acme', system 'helpdesk', external_id 'h-1', ticket_id 2", different);
    }

    private static String job(Map<String, String> different) {
        return insert(
                "ticket_job",
                "tenant 'acme', name 'import', state 'running', read_to_end false, read_due_at 946684800000000,"
                        + " generation 1, read_claim 0, items 0, started_at 946684800000000, changed_at 946684800000000, input "
                        + "'" + "0".repeat(64) + "'",
                different);
    }

    private static String item(Map<String, String> different) {
        return insert(
                "ticket_job_item",
                "tenant 'acme', job 'taken', generation 1, number 2, item_key 'x:2', ticket_id 2, stage 'waiting',"
                        + " due_at 946684800000000, claim 0, changes 0, attempts 0, cost 0, unknown_costs 0,"
                        + " lost 0, duration_micros 0",
                different);
    }

    private static Arguments badExternal(String constraint, String column, String value) {
        return Arguments.of(constraint, column, external(Map.of(column, value)));
    }

    private static Arguments badJob(String constraint, String column, String value) {
        return Arguments.of(constraint, column, job(Map.of(column, value)));
    }

    private static Arguments badItem(String constraint, String column, String value) {
        return Arguments.of(constraint, column, item(Map.of(column, value)));
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                badExternal("ticket_external_pk", "external_id", "'taken'"),
                badExternal("ticket_external_tenant_blank", "tenant", "' '"),
                badExternal("ticket_external_tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                badExternal("ticket_external_system_form", "system", "'a b'"),
                badExternal("ticket_external_external_id_blank", "external_id", "' '"),
                badExternal("ticket_external_external_id_length", "external_id", text(2 * Limits.KEY + 1)),
                badExternal("ticket_external_ticket_id_positive", "ticket_id", "0"),
                badJob("ticket_job_pk", "name", "'taken'"),
                badJob("ticket_job_tenant_blank", "tenant", "' '"),
                badJob("ticket_job_tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                badJob("ticket_job_name_form", "name", "'a b'"),
                badJob("ticket_job_input_form", "input", "'0'"),
                badJob("ticket_job_state_code", "state", "'asleep'"),
                badJob("ticket_job_failure_when_stopped", "state", "'stopped'"),
                badJob("ticket_job_read_cursor_length", "read_cursor", text(2 * Limits.SOURCE_CURSOR + 1)),
                badJob("ticket_job_read_due_at_range", "read_due_at", "0"),
                badJob("ticket_job_generation_range", "generation", "0"),
                badJob("ticket_job_read_claim_range", "read_claim", "-1"),
                badJob("ticket_job_detail_when_stopped", "detail", "'why'"),
                badJob("ticket_job_detail_length", "detail", text(401)),
                badJob("ticket_job_detail_blank", "detail", "' '"),
                badJob("ticket_job_items_range", "items", "-1"),
                badJob("ticket_job_started_at_range", "started_at", "0"),
                badJob("ticket_job_changed_at_range", "changed_at", "0"),
                Arguments.of(
                        "ticket_job_failure_code", "failure", job(Map.of("state", "'stopped'", "failure", "'mood'"))),
                badItem("ticket_job_item_pk", "number", "1"),
                badItem("ticket_job_item_key", "item_key", "'taken'"),
                badItem("ticket_job_item_job", "job", "'none'"),
                // of a job of that name that was forgotten
                badItem("ticket_job_item_job", "generation", "2"),
                badItem("ticket_job_item_number_range", "number", "0"),
                badItem("ticket_job_item_item_key_blank", "item_key", "' '"),
                badItem("ticket_job_item_item_key_length", "item_key", text(601)),
                badItem("ticket_job_item_ticket_id_positive", "ticket_id", "0"),
                badItem("ticket_job_item_stage_code", "stage", "'asleep'"),
                badItem("ticket_job_item_whole", "ticket_id", "null"),
                badItem("ticket_job_item_whole", "item_key", "null"),
                badItem("ticket_job_item_due_at_range", "due_at", "0"),
                badItem("ticket_job_item_due_at_never", "stage", "'done'"),
                badItem("ticket_job_item_claim_range", "claim", "-1"),
                badItem("ticket_job_item_changes_range", "changes", "-1"),
                badItem("ticket_job_item_attempts_range", "attempts", "-1"),
                badItem("ticket_job_item_asked_at_range", "asked_at", "0"),
                Arguments.of(
                        "ticket_job_item_asked_when_waiting",
                        "asked_at",
                        item(Map.of("stage", "'classified'", "asked_at", "946684800000000"))),
                badItem("ticket_job_item_failure_code", "failure", "'mood'"),
                Arguments.of(
                        "ticket_job_item_failure_when_set_aside",
                        "stage",
                        item(Map.of("stage", "'set_aside'", "due_at", "253402300799999999"))),
                badItem("ticket_job_item_detail_blank", "detail", "' '"),
                badItem("ticket_job_item_detail_length", "detail", text(401)),
                badItem("ticket_job_item_cost_range", "cost", "-1"),
                badItem("ticket_job_item_lost_range", "lost", "1"),
                badItem("ticket_job_item_duration_micros_range", "duration_micros", "-1"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badRows")
    void refuses(String constraint, String column, String sql) {
        ROWS.refuses(constraint, sql);
    }

    @Test
    void takesTheLongest() {
        ROWS.takes(
                external(Map.of("external_id", emoji(Limits.KEY))),
                List.of("delete from ticket_external where external_id <> 'taken'"));
        ROWS.takes(
                job(Map.of("read_cursor", emoji(Limits.SOURCE_CURSOR))),
                List.of("delete from ticket_job where name = 'import'"));
        ROWS.takes(
                item(Map.of("item_key", emoji(300), "detail", emoji(200))),
                List.of("delete from ticket_job_item where number = 2"));
    }
}
