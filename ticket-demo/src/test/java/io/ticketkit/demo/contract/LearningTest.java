package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.Demo;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** People correct a few tickets, and the next similar one is suggested right, wherever it arrives. */
class LearningTest {
    private static final List<String> BADGES = List.of(
            "My badge does not open the north gate",
            "The gate refuses my badge since Monday",
            "Please renew the badge for the parking gate",
            "New badge needed, the old one broke at the gate",
            "Visitor badge for the main gate tomorrow",
            "Badge reader at the gate blinks and my badge is ignored");
    private static final String NEXT = "Another badge that the gate does not know";

    private static JsonNode classified(Client client) {
        return HttpContract.ok(client.post("/api/tickets/classify/", HttpContract.json("description", NEXT)));
    }

    private static JsonNode models(Client client) {
        return HttpContract.ok(client.get("/api/tickets/stats/models/"));
    }

    @Test
    void onEveryNodeOfAPostgresql() {
        TestDatabase database = TestDatabase.postgresql();
        Map<String, String> settings =
                Map.of("TICKET_LEARNING_SECONDS", "1", "TICKET_PORT", "0", "TICKET_DB_URL", database.url());
        try (RunningDemo one = RunningDemo.on(database, settings);
                Demo other = Demo.start(Settings.of(settings))) {
            Client client = one.client();
            assertThat(classified(client).get("suggested_category").asString()).isNotEqualTo("billing");
            assertThat(models(client)).isEmpty();
            for (String badge : BADGES) {
                JsonNode ticket = client.post(
                                "/api/tickets/", HttpContract.json("title", "Badge", "description", badge))
                        .json();
                HttpContract.ok(
                        client.send("PATCH", HttpContract.path(ticket), HttpContract.json("category", "billing")));
            }
            for (Client node : List.of(client, new Client("http://127.0.0.1:" + other.port()))) {
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(200))
                        .untilAsserted(() -> assertLearned(classified(node)));
                assertThat(models(node)).singleElement().satisfies(model -> {
                    assertThat(model.get("field").asString()).isEqualTo("category");
                    assertThat(model.get("examples").asInt()).isPositive();
                });
            }
        }
    }

    private static void assertLearned(JsonNode answer) {
        assertThat(answer.get("suggested_category").asString()).isEqualTo("billing");
        assertThat(answer.get("source").asString()).isEqualTo("learned");
    }
}
