package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final String TICKET = "{\"title\":\"Printer\",\"description\":\"It hums.\"}";

    /** It stands still: it is another database, with one ticket. */
    @Test
    void figuresAndSearchesAreReadThereAndListsAreNot() {
        try (RunningDemo other = RunningDemo.postgresql()) {
            other.client().post("/api/tickets/", TICKET);
            try (RunningDemo demo =
                    RunningDemo.on(TestDatabase.postgresql(), Map.of("TICKET_DB_REPLICA_URL", other.databaseUrl()))) {
                Client client = demo.client();
                client.post("/api/tickets/", TICKET);
                client.post("/api/tickets/", TICKET);
                assertThat(client.get("/api/tickets/").json().size()).isEqualTo(2);
                assertThat(client.get("/api/tickets/?search=printer").json().size())
                        .isEqualTo(1);
                assertThat(total(client)).isEqualTo(1);
            }
        }
    }

    @Test
    void withoutItTheDemoStartsAndThePrimaryIsRead() {
        try (RunningDemo demo = RunningDemo.on(
                TestDatabase.postgresql(), Map.of("TICKET_DB_REPLICA_URL", "jdbc:postgresql://127.0.0.1:1/none"))) {
            Client client = demo.client();
            client.post("/api/tickets/", TICKET);
            assertThat(client.get("/api/tickets/?search=printer").json().size()).isEqualTo(1);
            assertThat(total(client)).isEqualTo(1);
        }
    }

    private static int total(Client client) {
        return client.get("/api/tickets/stats/").json().get("total_tickets").asInt();
    }
}
