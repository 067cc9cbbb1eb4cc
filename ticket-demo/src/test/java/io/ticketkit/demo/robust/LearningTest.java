package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two nodes on one PostgreSQL: people correct a few tickets at one, and the next similar ticket is suggested right at
 * the other, after the first was killed and after a restart, too, until the tickets are erased.
 */
class LearningTest {
    private static final String TICKETS = "/api/tickets/";
    private static final Map<String, String> SETTINGS = Map.of("TICKET_LEARNING_SECONDS", "1");
    /** Here those who write bills hand out badges; nobody else's lexicon knows that. */
    private static final List<String> BADGES = List.of(
            "My badge does not open the north gate",
            "The gate refuses my badge since Monday",
            "Please renew the badge for the parking gate",
            "New badge needed, the old one broke at the gate");

    private static final String SIMILAR = "Another visitor's badge that the gate does not know";
    private static final String UNRELATED = "The app crashes with an error when I open the settings";

    private static String json(String... namesAndValues) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.append(json.isEmpty() ? "{" : ",")
                    .append('"' + namesAndValues[i] + "\":")
                    .append(new JsonMapper().writeValueAsString(namesAndValues[i + 1]));
        }
        return json.append('}').toString();
    }

    private static JsonNode answered(int status, Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer.json();
    }

    private static JsonNode classified(Client node, String text) {
        return answered(200, node.post(TICKETS + "classify/", json("description", text)));
    }

    private static String category(JsonNode suggestion) {
        return suggestion.get("suggested_category").asString();
    }

    private static String path(long id) {
        return TICKETS + id + "/";
    }

    private static long submitted(Client node, String text) {
        return answered(201, node.post(TICKETS, json("title", "Gate", "description", text)))
                .get("id")
                .asLong();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(assertion);
    }

    @Test
    void whatPeopleCorrectAtOneNodeAllNodesSuggest() {
        try (TestDatabase database = TestDatabase.postgresql();
                DemoProcess one = DemoProcess.start(database.url(), SETTINGS);
                DemoProcess other = DemoProcess.start(database.url(), SETTINGS)) {
            Client node = other.client();
            JsonNode unrelated = classified(node, UNRELATED);
            JsonNode before = classified(node, SIMILAR);
            assertThat(category(before)).isNotEqualTo("billing");
            assertThat(before.get("source").asString()).isNotEqualTo("learned");

            List<Long> ids = new ArrayList<>(corrected(one.client()));

            eventually(() -> assertLearned(classified(node, SIMILAR)));
            assertThat(category(classified(node, UNRELATED))).isEqualTo(category(unrelated));
            ids.add(submittedAndLearned(node));

            one.kill();
            assertLearned(classified(node, SIMILAR));
            ids.add(submittedAndLearned(node));

            try (DemoProcess started = DemoProcess.start(database.url(), SETTINGS)) {
                eventually(() -> assertLearned(classified(started.client(), SIMILAR)));
                ids.forEach(id -> assertThat(node.delete(path(id)).status()).isEqualTo(204));
                for (Client forgetful : List.of(node, started.client())) {
                    eventually(() -> assertThat(
                                    classified(forgetful, SIMILAR).get("source").asString())
                            .isEqualTo(before.get("source").asString()));
                    assertThat(category(classified(forgetful, SIMILAR))).isEqualTo(category(before));
                    assertThat(answered(200, forgetful.get(TICKETS + "stats/models/")))
                            .isEmpty();
                }
            }
        }
    }

    /** Seldom enough that only the look at the start can be it. */
    @Test
    void aNodeThatWasStartedAgainHasTheModelAtOnce() {
        try (TestDatabase database = TestDatabase.postgresql()) {
            try (DemoProcess demo = DemoProcess.start(database.url(), SETTINGS)) {
                corrected(demo.client());
                eventually(() -> assertLearned(classified(demo.client(), SIMILAR)));
            }
            try (DemoProcess demo = DemoProcess.start(database.url(), Map.of("TICKET_LEARNING_SECONDS", "3600"))) {
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertLearned(classified(demo.client(), SIMILAR)));
            }
        }
    }

    private static List<Long> corrected(Client node) {
        return BADGES.stream()
                .map(badge -> {
                    long id = submitted(node, badge);
                    answered(200, node.patch(path(id), json("category", "billing")));
                    return id;
                })
                .toList();
    }

    private static void assertLearned(JsonNode suggestion) {
        assertThat(category(suggestion)).isEqualTo("billing");
        assertThat(suggestion.get("source").asString()).isEqualTo("learned");
        assertThat(suggestion.get("explanation")).anySatisfy(word -> {
            assertThat(word.get("field").asString()).isEqualTo("category");
            assertThat(word.get("value").asString()).isEqualTo("billing");
            assertThat(word.get("words").asString()).isIn("badge", "gate");
            assertThat(word.get("weight").asDouble()).isPositive();
        });
    }

    private static long submittedAndLearned(Client node) {
        long id = submitted(node, SIMILAR);
        JsonNode ticket = answered(200, node.get(path(id)));
        assertThat(ticket.get("category").asString()).isEqualTo("billing");
        assertThat(ticket.at("/suggestion/category/source").asString()).isEqualTo("learned");
        JsonNode run = answered(200, node.get(path(id) + "runs/")).get(0);
        assertThat(run.at("/values/category/value").asString()).isEqualTo("billing");
        assertThat(run.at("/values/category/source").asString()).isEqualTo("learned");
        return id;
    }
}
