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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What core would never write of files and feedback, the database refuses too. */
class AttachmentSchemaTest {
    private static final RowTrial ROWS = new RowTrial();
    private static final String TIME = "946684800000000";
    private static final String KEY = "'" + "0".repeat(32) + "'";

    @BeforeAll
    static void databases() throws SQLException {
        ROWS.open();
        ROWS.execute(RowTrial.ticket(Map.of()));
        ROWS.execute("insert into ticket_comment (id, tenant, ticket_id, kind, author, internal, content,"
                + " ai_generated, edit_count, created_at) values (2, 'acme', 1, 'staff', 'a', false, 'c', false, 0, "
                + TIME + ")");
        ROWS.execute(attachment(Map.of("id", "2", "store_key", KEY)));
        ROWS.execute(file(Map.of("store_key", KEY)));
        ROWS.execute(chunk(Map.of()));
        ROWS.execute(rating(Map.of("ticket_id", "1")));
        ROWS.execute(answer(Map.of("id", "1", "run_id", "7")));
    }

    @AfterAll
    static void close() {
        ROWS.close();
    }

    private static String attachment(Map<String, String> different) {
        return insert(
                "ticket_attachment",
                "id 4, tenant 'acme', ticket_id 1, comment_id 2, name 'a.txt', media_type 'text/plain',"
                        + " size_bytes 1, sha256 '"
                        + "a".repeat(64)
                        + "', internal false, author_role 'staff', author_id 'a', created_at "
                        + TIME
                        + ", store_key '"
                        + "1".repeat(32)
                        + "'",
                different);
    }

    private static String file(Map<String, String> different) {
        return insert(
                "ticket_file",
                "tenant 'acme', size_bytes 0, stored_at " + TIME + ", store_key '" + "1".repeat(32) + "'",
                different);
    }

    private static String chunk(Map<String, String> different) {
        return insert("ticket_file_chunk", "tenant 'acme', chunk_number 0, content '01', store_key " + KEY, different);
    }

    private static String rating(Map<String, String> different) {
        return insert(
                "ticket_rating",
                "tenant 'acme', ticket_id 2, score 5, content 'c', actor_role 'requester', actor_id 'ada',"
                        + " rated_at "
                        + TIME
                        + ", changed_at "
                        + TIME,
                different);
    }

    private static String answer(Map<String, String> different) {
        return insert(
                "ticket_answer_feedback",
                "id 2, tenant 'acme', ticket_id 1, helpful true, comment_id 2, content 'c', actor_role 'staff',"
                        + " actor_id 'a', said_at "
                        + TIME
                        + ", changed_at "
                        + TIME,
                different);
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                badFile("pk", "id", "2"),
                badFile("store_key", "store_key", KEY),
                badFile("ticket", "ticket_id", "9"),
                badFile("ticket", "tenant", "'other'", "comment_id", "null"),
                badFile("comment", "comment_id", "4"),
                badFile("id_positive", "id", "-2"),
                badFile("id_parity", "internal", "true"),
                badFile("id_parity", "id", "5"),
                badFile("name_length", "name", text(2 * Limits.FILE_NAME + 1)),
                badFile("name_blank", "name", "' '"),
                badFile("name_safe", "name", "'a/b'"),
                badFile("name_safe", "name", "'a\\b'"),
                badFile("media_type_form", "media_type", "'text'"),
                badFile("media_type_form", "media_type", "'Text/plain'"),
                badFile("size_bytes_range", "size_bytes", "0"),
                badFile("sha256_form", "sha256", "'" + "A".repeat(64) + "'"),
                badFile("author_role_code", "author_role", "'boss'"),
                badFile("author_id_length", "author_id", text(2 * Limits.PERSON + 1)),
                badFile("author_id_blank", "author_id", "''"),
                badFile("created_at_range", "created_at", "0"),
                badFile("store_key_form", "store_key", "'../x'"),
                bad("ticket_file_pk", file(Map.of("store_key", KEY))),
                bad("ticket_file_tenant_blank", file(Map.of("tenant", "' '"))),
                bad("ticket_file_tenant_length", file(Map.of("tenant", text(2 * Limits.NAME + 1)))),
                bad("ticket_file_store_key_form", file(Map.of("store_key", "'x'"))),
                bad("ticket_file_stored_at_range", file(Map.of("stored_at", "1"))),
                bad("ticket_file_size_bytes_range", file(Map.of("size_bytes", "-1"))),
                bad("ticket_file_chunk_pk", chunk(Map.of())),
                bad("ticket_file_chunk_file", chunk(Map.of("tenant", "'other'"))),
                bad("ticket_file_chunk_number_range", chunk(Map.of("chunk_number", "-1"))),
                bad("ticket_file_chunk_content_length", chunk(Map.of("chunk_number", "1", "content", "''"))),
                bad("ticket_rating_pk", rating(Map.of("ticket_id", "1"))),
                bad("ticket_rating_ticket", rating(Map.of("ticket_id", "9"))),
                bad("ticket_rating_score_range", rating(Map.of("score", "0"))),
                bad("ticket_rating_score_range", rating(Map.of("score", "6"))),
                bad("ticket_rating_content_length", rating(Map.of("content", text(2 * Limits.FEEDBACK + 1)))),
                bad("ticket_rating_content_blank", rating(Map.of("content", "''"))),
                bad("ticket_rating_actor_role_code", rating(Map.of("actor_role", "'x'"))),
                bad("ticket_rating_actor_id_blank", rating(Map.of("actor_id", "' '"))),
                bad("ticket_rating_rated_at_range", rating(Map.of("rated_at", "0"))),
                bad("ticket_rating_changed_after_rated", rating(Map.of("rated_at", "946684800000001"))),
                bad("ticket_answer_feedback_pk", answer(Map.of("id", "1"))),
                bad("ticket_answer_feedback_one_say", answer(Map.of("run_id", "7"))),
                bad("ticket_answer_feedback_ticket", answer(Map.of("ticket_id", "9"))),
                bad("ticket_answer_feedback_comment", answer(Map.of("comment_id", "9"))),
                bad("ticket_answer_feedback_id_positive", answer(Map.of("id", "0"))),
                bad("ticket_answer_feedback_run_id_positive", answer(Map.of("run_id", "0"))),
                bad("ticket_answer_feedback_content_length", answer(Map.of("content", text(2 * Limits.FEEDBACK + 1)))),
                bad("ticket_answer_feedback_content_blank", answer(Map.of("content", "' '"))),
                bad("ticket_answer_feedback_actor_role_code", answer(Map.of("actor_role", "'x'"))),
                bad("ticket_answer_feedback_said_at_range", answer(Map.of("said_at", "0"))),
                bad("ticket_answer_feedback_changed_after_said", answer(Map.of("said_at", "946684800000001"))));
    }

    private static Arguments badFile(String constraint, String column, String value) {
        return bad("ticket_attachment_" + constraint, attachment(Map.of(column, value)));
    }

    private static Arguments badFile(String constraint, String column, String value, String other, String otherValue) {
        return bad("ticket_attachment_" + constraint, attachment(Map.of(column, value, other, otherValue)));
    }

    private static Arguments bad(String constraint, String sql) {
        return Arguments.of(constraint, sql);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badRows")
    void refuses(String constraint, String sql) {
        ROWS.refuses(constraint, sql);
    }

    static Stream<String> longestValues() {
        return Stream.of(
                attachment(Map.of(
                        "name",
                        emoji(Limits.FILE_NAME),
                        "author_id",
                        emoji(Limits.PERSON),
                        "media_type",
                        "'" + "a".repeat(127) + "/" + "b".repeat(127) + "'")),
                file(Map.of("tenant", emoji(Limits.NAME))),
                rating(Map.of("content", emoji(Limits.FEEDBACK), "actor_id", emoji(Limits.PERSON))),
                answer(Map.of("content", emoji(Limits.FEEDBACK), "actor_id", emoji(Limits.PERSON))));
    }

    /** Characters outside the basic plane count once on PostgreSQL and twice on H2: the longest allowed fit on both. */
    @ParameterizedTest
    @MethodSource("longestValues")
    void takesTheLongest(String sql) {
        ROWS.takes(
                sql,
                List.of(
                        "delete from ticket_attachment where id = 4",
                        "delete from ticket_file where store_key <> " + KEY,
                        "delete from ticket_rating where ticket_id = 2",
                        "delete from ticket_answer_feedback where id = 2"));
    }
}
