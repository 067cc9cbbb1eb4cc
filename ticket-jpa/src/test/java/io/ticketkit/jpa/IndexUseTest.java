package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On H2 an index gives the order of a list only when the fixed columns lead the ORDER BY. */
class IndexUseTest {

    @Test
    void h2ReadsListsInTheOrderOfAnIndex() throws SQLException {
        try (TestDatabase database = TestDatabase.h2()) {
            TicketSchema.of(database.dataSource()).migrate();
            Map<String, String> lists = Map.of(
                    "t.tenant = 'a' order by t.tenant desc, t.created_at desc, t.id desc", "TICKET_CREATED_IDX",
                    "t.tenant = 'a' order by t.tenant desc, t.updated_at desc, t.id desc", "TICKET_UPDATED_IDX",
                    "t.tenant = 'a' order by t.tenant desc, t.priority_rank desc, t.id desc", "TICKET_PRIORITY_IDX",
                    "t.tenant = 'a' order by t.tenant desc, t.urgency_score desc, t.id desc", "TICKET_URGENCY_IDX",
                    "t.tenant = 'a' and t.requester = 'x' order by t.tenant, t.requester, t.created_at, t.id",
                            "TICKET_REQUESTER_IDX",
                    "t.tenant = 'a' and t.status = 'open' order by t.tenant, t.status, t.created_at, t.id",
                            "TICKET_STATUS_IDX");
            for (Map.Entry<String, String> list : lists.entrySet()) {
                assertThat(database.value("explain select t.title from ticket t where " + list.getKey()))
                        .contains(list.getValue())
                        .contains("index sorted");
            }
        }
    }
}
