package io.ticketkit.jpa;

import static io.ticketkit.jpa.RowTrial.insert;
import static io.ticketkit.jpa.RowTrial.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Limits;
import java.sql.SQLException;
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
    private static final String FIRST = "'00000000-0000-0000-0000-000000000001'";
    private static final String SECOND = "'00000000-0000-0000-0000-000000000002'";
    /** By a person. */
    private static final String SAID =
            "tenant 'acme', number 3, sender 'staff', author_role 'staff', author 'x', content 'x',"
                    + " said_at 946684800000000, answers 0, hands_over false, conversation_id " + FIRST;

    private static final RowTrial ROWS = new RowTrial();

    @BeforeAll
    static void databases() throws SQLException {
        ROWS.open();
        ROWS.execute(conversation(Map.of("id", FIRST)));
        ROWS.execute(message(Map.of("number", "2")));
    }

    @AfterAll
    static void close() {
        ROWS.close();
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                badConversation("ticket_conversation_pk", "id", FIRST),
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
                badMessage("ticket_chat_message_conversation", "conversation_id", SECOND),
                badMessage("ticket_chat_message_conversation", "tenant", "'other'"),
                Arguments.of(
                        "ticket_chat_message_sender_code",
                        "sender",
                        insert("ticket_chat_message", SAID, Map.of("sender", "'boss'"))),
                Arguments.of(
                        "ticket_chat_message_author_length",
                        "author",
                        insert("ticket_chat_message", SAID, Map.of("author", text(2 * Limits.PERSON + 1)))),
                badMessage("ticket_chat_message_content_blank", "content", "' '"),
                badMessage("ticket_chat_message_content_length", "content", text(2 * Limits.MESSAGE + 1)),
                badMessage("ticket_chat_message_author_or_machine", "sender", "'person'"),
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
        ROWS.refuses(constraint, sql);
    }

    @Test
    void takesTheLongestAndRemovesWhatWasSaidWithItsConversation() throws SQLException {
        String longest = "'" + "\uD83D\uDE00".repeat(Limits.MESSAGE) + "'";
        ROWS.execute(conversation(Map.of("id", SECOND)));
        ROWS.execute(message(Map.of("conversation_id", SECOND, "content", longest)));
        ROWS.execute("delete from ticket_conversation where id = " + SECOND);
        assertThat(ROWS.values("select count(*) from ticket_chat_message where conversation_id = " + SECOND))
                .containsOnly("0");
    }

    private static Arguments badConversation(String constraint, String column, String value) {
        return Arguments.of(constraint, column, conversation(Map.of(column, value)));
    }

    private static String conversation(Map<String, String> different) {
        return insert(
                "ticket_conversation",
                "tenant 'acme', place 0, started_by_role 'requester', started_by 'ada', created_at 946684800000000,"
                        + " updated_at 946684800000000, messages 3, answered 3, summarised 0, id " + SECOND,
                different);
    }

    private static Arguments badMessage(String constraint, String column, String value) {
        return Arguments.of(constraint, column, message(Map.of(column, value)));
    }

    /** An answer of the machine. */
    private static String message(Map<String, String> different) {
        return insert(
                "ticket_chat_message",
                "tenant 'acme', number 3, sender 'assistant', content 'x', said_at 946684800000000, answers 1,"
                        + " source 'llm', confidence 0.5, hands_over false, conversation_id " + FIRST,
                different);
    }
}
