package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A model is asked first; where it gives no answer, what people decided stands before the lexicon. */
class LearnedFallbackTest extends ModelContract {
    private static final List<String> BADGES = List.of(
            "My badge does not open the north gate",
            "The gate refuses my badge since Monday",
            "Please renew the badge for the parking gate",
            "New badge needed, the old one broke at the gate");

    private static final String SIMILAR = "Another visitor's badge that the gate does not know";

    @Test
    void whatWasLearnedStandsWhereTheModelFails() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings("TICKET_LEARNING_SECONDS", "1"))) {
            Client client = demo.client();
            for (String badge : BADGES) {
                JsonNode ticket = created(client, badge);
                assertThat(source(ticket, "category")).isEqualTo("llm");
                HttpContract.ok(client.patch(HttpContract.path(ticket), HttpContract.json("category", "billing")));
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !HttpContract.ok(client.get("/api/tickets/stats/models/"))
                            .isEmpty());
            JsonNode asked = classified(client, SIMILAR);
            assertThat(asked.get("source").asString()).isEqualTo("llm");
            assertThat(asked.get("suggested_category").asString()).isEqualTo("account");

            model.says(500, "");
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode fallback = classified(client, SIMILAR + "!");
                assertThat(fallback.get("source").asString()).isEqualTo("learned");
                assertThat(fallback.get("suggested_category").asString()).isEqualTo("billing");
                assertThat(fallback.get("reason").asString()).isIn("server_error", "circuit_open");
            });

            JsonNode ticket = created(client, SIMILAR + "!");
            assertThat(ticket.get("category").asString()).isEqualTo("billing");
            assertThat(source(ticket, "category")).isEqualTo("learned");
            JsonNode runs = runs(client, ticket);
            assertThat(HttpContract.texts(runs, "source")).containsExactly("llm", "learned");
            assertThat(HttpContract.texts(runs, "outcome")).containsExactly("failed", "answered");
        }
    }

    @Test
    void whatWasLearnedIsKnownToTheNextKitAtOnce() {
        try (RunningDemo demo = RunningDemo.on(TestDatabase.h2(), Map.of("TICKET_LEARNING_SECONDS", "1"))) {
            Client client = demo.client();
            for (String badge : BADGES) {
                JsonNode ticket = created(client, badge);
                HttpContract.ok(client.patch(HttpContract.path(ticket), HttpContract.json("category", "billing")));
            }
            await().atMost(Duration.ofMinutes(1)).until(() -> isLearned(client));
            for (double threshold : new double[] {0.6, 0.65, 0.7, 0.75, 0.8}) {
                HttpContract.ok(client.put("/api/settings/", HttpContract.json("ai_confidence", threshold)));
                assertThat(isLearned(client)).isTrue();
            }
        }
    }

    private static boolean isLearned(Client client) {
        return classified(client, SIMILAR).get("source").asString().equals("learned");
    }
}
