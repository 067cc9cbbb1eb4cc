package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.Limits;
import io.ticketkit.jpa.internal.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chats that core would never write, the database refuses too. */
class ChatConstraintsTest {
    private static final String FIRST = "00000000-0000-0000-0000-000000000001";
    private static final String SECOND = "00000000-0000-0000-0000-000000000002";
    private static final List<TestDatabase> DATABASES = new ArrayList<>();

    @BeforeAll
    static void databases() throws SQLException {
        DATABASES.add(TestDatabase.h2());
        DATABASES.add(TestDatabase.postgresql());
        for (TestDatabase database : DATABASES) {
            TicketSchema.of(database.dataSource()).migrate();
            database.execute(conversation(Map.of("id", "'" + FIRST + "'")));
            database.execute(message(Map.of("number", "2")));
        }
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(TestDatabase::close);
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                badConversation("ticket_conversation_pk", "id", "'" + FIRST + "'"),
                badConversation("ticket_conversation_id_form", "id", "'1'"),
                badConversation("ticket_conversation_tenant_blank", "tenant", "' '"),
                badConversation("ticket_conversation_tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                badConversation("ticket_conversation_place_range", "place", "-1"),
                badConversation("ticket_conversation_ticket", "ticket_id", "7"),
                badConversation("ticket_conversation_started_by_role_code", "started_by_role", "'boss'"),
                badConversation("ticket_conversation_started_by_blank", "started_by", "''"),
                badConversation("ticket_conversation_started_by_length", "started_by", text(2 * Limits.PERSON + 1)),
                badConversation("ticket_conversation_updated_at_range", "updated_at", "253402300800000000"),
                badConversation("ticket_conversation_updated_after_created", "created_at", "946684800000001"),
                badConversation("ticket_conversation_answered_range", "answered", "4"),
                badConversation("ticket_conversation_taken_over_whole", "taken_over_by", "'x'"),
                badConversation("ticket_conversation_ended_whole", "ended_at", "946684800000000"),
                badConversation("ticket_conversation_lease_whole", "lease_holder", "'x'"),
                badConversation("ticket_conversation_summary_when_summarised", "summary", "'x'"),
                badMessage("ticket_chat_message_pk", "number", "2"),
                badMessage("ticket_chat_message_conversation", "conversation_id", "'" + SECOND + "'"),
                badMessage("ticket_chat_message_conversation", "tenant", "'other'"),
                Arguments.of(
                        "ticket_chat_message_sender_code",
                        "sender",
                        "insert into ticket_chat_message (tenant, conversation_id, number, sender, author_role, author,"
                                + " content, said_at, answers, hands_over) values ('acme', '" + FIRST
                                + "', 3, 'boss', 'staff', 'x', 'x', 946684800000000, 0, false)"),
                badMessage("ticket_chat_message_content_blank", "content", "' '"),
                badMessage("ticket_chat_message_content_length", "content", text(2 * Limits.MESSAGE + 1)),
                badMessage("ticket_chat_message_author_or_machine", "author", "'x'"),
                badMessage("ticket_chat_message_answers_range", "answers", "3"),
                badMessage("ticket_chat_message_source_code", "source", "'person'"),
                badMessage("ticket_chat_message_confidence_range", "confidence", "1.1"),
                badMessage("ticket_chat_message_failure_code", "failure", "'mood'"),
                badMessage("ticket_chat_message_machine_whole", "confidence", "null"),
                badMessage("ticket_chat_message_run_id_positive", "run_id", "0"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badRows")
    void refuses(String constraint, String column, String sql) {
        for (TestDatabase database : DATABASES) {
            SQLException refused = catchThrowableOfType(SQLException.class, () -> database.execute(sql));
            assertThat(refused != null).as(database.toString()).isTrue();
            assertThat((Throwable) SqlErrors.of(refused))
                    .as(database.toString())
                    .isInstanceOfSatisfying(
                            ConstraintViolatedException.class,
                            e -> assertThat(e.constraint()).isEqualTo(constraint));
        }
    }

    @Test
    void takesTheLongestAndRemovesWhatWasSaidWithItsConversation() throws SQLException {
        String longest = "'" + "\uD83D\uDE00".repeat(Limits.MESSAGE) + "'";
        for (TestDatabase database : DATABASES) {
            assertThatCode(() -> {
                        database.execute(conversation(Map.of("id", "'" + SECOND + "'")));
                        database.execute(message(Map.of("conversation_id", "'" + SECOND + "'", "content", longest)));
                    })
                    .as(database.toString())
                    .doesNotThrowAnyException();
            database.execute("delete from ticket_conversation where id = '" + SECOND + "'");
            assertThat(database.value(
                            "select count(*) from ticket_chat_message where conversation_id = '" + SECOND + "'"))
                    .isEqualTo("0");
        }
    }

    private static Arguments badConversation(String constraint, String column, String value) {
        return Arguments.of(constraint, column, conversation(Map.of(column, value)));
    }

    private static String conversation(Map<String, String> different) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("tenant", "'acme'");
        row.put("id", "'" + SECOND + "'");
        row.put("place", "0");
        row.put("started_by_role", "'requester'");
        row.put("started_by", "'ada'");
        row.put("created_at", "946684800000000");
        row.put("updated_at", "946684800000000");
        row.put("messages", "3");
        row.put("answered", "3");
        row.put("summarised", "0");
        return insert("ticket_conversation", row, different);
    }

    private static Arguments badMessage(String constraint, String column, String value) {
        return Arguments.of(constraint, column, message(Map.of(column, value)));
    }

    /** An answer of the machine. */
    private static String message(Map<String, String> different) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("tenant", "'acme'");
        row.put("conversation_id", "'" + FIRST + "'");
        row.put("number", "3");
        row.put("sender", "'assistant'");
        row.put("content", "'x'");
        row.put("said_at", "946684800000000");
        row.put("answers", "1");
        row.put("source", "'llm'");
        row.put("confidence", "0.5");
        row.put("hands_over", "false");
        if (different.containsKey("author")) {
            row.put("author_role", "'staff'");
        }
        return insert("ticket_chat_message", row, different);
    }

    private static String insert(String table, Map<String, String> row, Map<String, String> different) {
        row.putAll(different);
        return "insert into " + table + " (" + String.join(", ", row.keySet()) + ") values ("
                + String.join(", ", row.values()) + ")";
    }

    private static String text(int length) {
        return "'" + "x".repeat(length) + "'";
    }
}
