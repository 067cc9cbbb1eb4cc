package io.ticketkit.jpa;

import static io.ticketkit.jpa.RowTrial.insert;
import static io.ticketkit.jpa.RowTrial.text;

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

/** What is remembered of an erasing: the person only until it ended, by the database's own rules too. */
class ErasureConstraintsTest {
    private static final String GOING_ON = "tenant 'acme', person 'eve', started_at 946684800000000, tickets 0,"
            + " other_tickets 0, comments 0, files 0, conversations 0";

    private static final RowTrial ROWS = new RowTrial();

    @BeforeAll
    static void databases() throws SQLException {
        ROWS.open();
        ROWS.execute(erasure(Map.of("person", "'ann'")));
    }

    @AfterAll
    static void close() {
        ROWS.close();
    }

    static Stream<Arguments> badRows() {
        return Stream.of(
                bad("ticket_erasure_once", "person", "'ann'"),
                bad("ticket_erasure_tenant_length", "tenant", text(2 * Limits.NAME + 1)),
                bad("ticket_erasure_tenant_blank", "tenant", "' '"),
                bad("ticket_erasure_person_length", "person", text(2 * Limits.PERSON + 1)),
                bad("ticket_erasure_person_blank", "person", "' '"),
                bad("ticket_erasure_person_until_ended", "ended_at", "946684800000000"),
                bad("ticket_erasure_person_until_ended", "person", "null"),
                bad("ticket_erasure_started_at_range", "started_at", "946684799999999"),
                Arguments.of(
                        "ticket_erasure_ended_at_range",
                        erasure(Map.of("person", "null", "ended_at", "253402300800000000"))),
                bad("ticket_erasure_counts_range", "tickets", "-1"),
                bad("ticket_erasure_counts_range", "other_tickets", "-1"),
                bad("ticket_erasure_counts_range", "comments", "-1"),
                bad("ticket_erasure_counts_range", "files", "-1"),
                bad("ticket_erasure_counts_range", "conversations", "-1"));
    }

    private static Arguments bad(String constraint, String column, String value) {
        return Arguments.of(constraint, erasure(Map.of(column, value)));
    }

    private static String erasure(Map<String, String> different) {
        return insert("ticket_erasure", GOING_ON, different);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badRows")
    void aBadRowIsRefused(String constraint, String insert) {
        ROWS.refuses(constraint, insert);
    }

    /** Many that ended, and one for each person that goes on. */
    @Test
    void goodRowsAreTaken() throws SQLException {
        for (int i = 0; i < 2; i++) {
            ROWS.execute(erasure(Map.of("person", "null", "ended_at", "946684800000000")));
        }
        ROWS.execute(erasure(Map.of("person", "'bob'")));
        ROWS.execute(erasure(Map.of("tenant", "'other'")));
    }
}
