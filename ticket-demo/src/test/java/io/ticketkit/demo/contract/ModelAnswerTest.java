package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A model that answers: its values are the ticket's, and what it cost is known. */
class ModelAnswerTest extends ModelContract {
    private static void assertAnswered(JsonNode run, boolean cached) {
        assertThat(run.get("source").asString()).as(run.toString()).isEqualTo("llm");
        assertThat(run.get("outcome").asString()).isEqualTo("answered");
        assertThat(run.get("reason").isNull()).isTrue();
        assertThat(run.get("model").asString()).isEqualTo(ModelServer.MODEL);
        assertThat(run.get("cached").asBoolean()).isEqualTo(cached);
        assertThat(run.get("attempts").asInt()).isEqualTo(cached ? 0 : 1);
        assertThat(run.get("cost_usd").decimalValue())
                .isEqualByComparingTo(cached ? BigDecimal.ZERO : new BigDecimal(ModelServer.COST));
        assertThat(run.get("rationale").asString()).isEqualTo("Somebody cannot get in");
    }

    private static void assertClassifiedByTheModel(RunningDemo demo) {
        Client client = demo.client();
        JsonNode ticket = created(client, TEXT);
        assertThat(ticket.get("category").asString()).isEqualTo("account");
        assertThat(ticket.get("priority").asString()).isEqualTo("high");
        assertThat(ticket.get("sentiment").asString()).isEqualTo("frustrated");
        assertThat(ticket.get("urgency_score").asInt()).isEqualTo(64);
        assertThat(ticket.at("/suggestion/category/confidence").asDouble()).isEqualTo(0.93);
        assertThat(ticket.at("/suggestion/category/needs_review").asBoolean()).isFalse();
        assertThat(ticket.at("/suggestion/priority/needs_review").asBoolean()).isTrue();
        assertThat(source(ticket, "category")).isEqualTo("llm");
        assertThat(source(ticket, "priority")).isEqualTo("llm");

        JsonNode runs = runs(client, ticket);
        assertThat(runs).hasSize(1);
        assertAnswered(runs.get(0), false);
        assertThat(runs.get(0).get("input_tokens").asInt()).isEqualTo(120);
        assertThat(runs.get(0).get("output_tokens").asInt()).isEqualTo(30);
        assertThat(runs.get(0).at("/values/category/fate").asString()).isEqualTo("applied");

        JsonNode answer = classified(client, TEXT + " By the way.");
        assertThat(answer.get("suggested_category").asString()).isEqualTo("account");
        assertThat(answer.get("suggested_title").asString()).isEqualTo("Cannot get in");
        assertThat(answer.get("source").asString()).isEqualTo("llm");
        assertThat(answer.get("model").asString()).isEqualTo(ModelServer.MODEL);
        assertThat(answer.get("cost_usd").decimalValue()).isEqualByComparingTo(ModelServer.COST);
        assertThat(answer.get("reason").isNull()).isTrue();
    }

    @Test
    void inTheBackgroundAfterTheTicketWasStored() {
        model.completes(ModelServer.VERDICT);
        Map<String, String> settings = settings("TICKET_CLASSIFICATION", "background");
        try (RunningDemo demo = demo(settings)) {
            Client client = demo.client();
            JsonNode ticket = created(client, TEXT);
            assertThat(source(ticket, "category")).isEqualTo("keyword");

            String one = "/api/tickets/" + ticket.get("id") + "/";
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> source(client.get(one).json(), "category").equals("llm"));
            JsonNode refined = client.get(one).json();
            assertThat(refined.get("category").asString()).isEqualTo("account");
            assertThat(refined.get("version").asInt()).isEqualTo(2);
            JsonNode runs = runs(client, ticket);
            assertThat(runs).hasSize(2);
            assertThat(runs.get(0).get("source").asString()).isEqualTo("keyword");
            assertThat(runs.get(0).at("/values/category/fate").asString()).isEqualTo("superseded");
            assertAnswered(runs.get(1), false);
        }
    }

    @Test
    void aTitleIsTheModels() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings())) {
            JsonNode answer = demo.client()
                    .post("/api/tickets/suggest-title/", "{\"description\":\"I cannot get in. Since Monday.\"}")
                    .json();
            assertThat(answer.get("suggested_title").asString()).isEqualTo("Cannot get in");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the provider follows from the variable, or from how the key begins
        "OPENAI_API_KEY, sk-geheim, /v1, /v1/chat/completions, Authorization, Bearer sk-geheim",
        "LLM_API_KEY, gsk_geheim, /v1/, /v1/chat/completions, Authorization, Bearer gsk_geheim",
        "GEMINI_API_KEY, geheim, '', /v1beta/models/test-model:generateContent, X-goog-api-key, geheim",
        "GOOGLE_AI_API_KEY, geheim, '', /v1beta/models/test-model:generateContent, X-goog-api-key, geheim",
        "TICKET_LLM_API_KEY, AIzageheim, '', /v1beta/models/test-model:generateContent, X-goog-api-key, AIzageheim",
        "ANTHROPIC_API_KEY, geheim, '', /v1/messages, X-api-key, geheim",
        "LLM_API_KEY, sk-ant-geheim, '', /v1/messages, X-api-key, sk-ant-geheim"
    })
    void ofEveryProvider(String variable, String key, String base, String target, String header, String sent) {
        switch (target.replaceAll(".*/", "")) {
            case "completions" -> model.completes(ModelServer.VERDICT);
            case "messages" -> model.says(200, ModelServer.anthropic(ModelServer.VERDICT));
            default -> model.says(200, ModelServer.gemini(ModelServer.VERDICT));
        }
        Map<String, String> settings = settings("TICKET_LLM_BASE_URL", model.url() + base);
        settings.remove("TICKET_LLM_PROVIDER");
        settings.remove("TICKET_LLM_API_KEY");
        settings.put(variable, key);
        try (RunningDemo demo = demo(settings)) {
            assertThat(demo.client()
                            .get("/api/config/")
                            .json()
                            .get("classifier")
                            .asString())
                    .isEqualTo("test-model");
            assertClassifiedByTheModel(demo);
        }
        assertThat(model.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.target()).isEqualTo(target);
            assertThat(request.headers().get(header)).containsExactly(sent);
            assertThat(request.body()).contains("zanzibar").doesNotContain(key);
        });
    }

    @Test
    void onPostgreSql() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo =
                RunningDemo.on(TestDatabase.postgresql(), settings("TICKET_LLM_DAILY_BUDGET_USD", "1"))) {
            assertClassifiedByTheModel(demo);
            model.says(500, "");
            JsonNode ticket = created(demo.client(), TEXT + " Once more.");
            assertThat(source(ticket, "category")).isEqualTo("keyword");
            assertThat(runs(demo.client(), ticket).get(0).get("reason").asString())
                    .isEqualTo("server_error");
        }
    }

    /** As the page does: it classifies what is typed, and then creates the ticket. */
    @Test
    void theSameTextIsAskedOnce() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings())) {
            String body = HttpContract.json("title", "A question", "description", TEXT);
            HttpContract.ok(demo.client().post("/api/tickets/classify/", body));
            assertAnswered(runs(demo.client(), created(demo.client(), TEXT)).get(0), true);
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void aServerOfOnesOwnNeedsNoKey() {
        model.completes(ModelServer.VERDICT);
        Map<String, String> settings = settings();
        settings.remove("TICKET_LLM_API_KEY");
        try (RunningDemo demo = demo(settings)) {
            assertThat(source(created(demo.client(), TEXT), "category")).isEqualTo("llm");
            assertThat(model.requests().get(0).headers()).doesNotContainKey("Authorization");
        }
    }

    @Test
    void withoutPricesTheCostIsUnknown() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings("TICKET_LLM_PRICES", ""))) {
            assertThat(runs(demo.client(), created(demo.client(), TEXT))
                            .get(0)
                            .get("cost_usd")
                            .isNull())
                    .isTrue();
        }
    }

    @Test
    void whatTheModelLeavesOutIsFilledInOffline() {
        model.completes("{\"category\":\"account\",\"category_confidence\":0.9,\"priority\":\"whatever\"}");
        try (RunningDemo demo = demo(settings())) {
            JsonNode ticket = created(demo.client(), TEXT);
            assertThat(source(ticket, "category")).isEqualTo("llm");
            assertThat(source(ticket, "priority")).isEqualTo("keyword");
            JsonNode runs = runs(demo.client(), ticket);
            assertThat(HttpContract.texts(runs, "source")).containsExactly("llm", "keyword");
            assertThat(runs.get(0).get("flags").toString()).contains("unknown_priority");
        }
    }

    @Test
    void whatShallNotBeGuessedIsNotButTheRestIs() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings("TICKET_CATEGORIZATION", "off"))) {
            JsonNode ticket = created(demo.client(), TEXT);
            assertThat(ticket.get("category").asString()).isEqualTo("general");
            assertThat(ticket.at("/suggestion/category/needs_review").asBoolean())
                    .isTrue();
            assertThat(source(ticket, "category")).isEqualTo("rule");
            assertThat(ticket.get("priority").asString()).isEqualTo("high");
            assertThat(source(ticket, "priority")).isEqualTo("llm");
            JsonNode run = runs(demo.client(), ticket).get(0);
            assertAnswered(run, false);
            assertThat(run.at("/values/category/source").asString()).isEqualTo("rule");
        }
    }

    @ParameterizedTest
    @CsvSource({"on, false", "off, true"})
    void redactionCanBeTurnedOff(String redaction, boolean sent) {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings("TICKET_LLM_REDACTION", redaction))) {
            created(demo.client(), "Write to ann@example.com, please.");
            assertThat(model.requests().get(0).body().contains("ann@example.com"))
                    .isEqualTo(sent);
        }
    }

    @Test
    void whatIsSentFollowsTheSettings() {
        model.completes(ModelServer.VERDICT);
        Map<String, String> settings = settings("TICKET_LLM_TEMPERATURE", "0.25", "TICKET_LLM_MAX_TOKENS", "123");
        try (RunningDemo demo = demo(settings)) {
            created(demo.client(), TEXT);
            assertThat(model.requests().get(0).body())
                    .contains("\"model\":\"test-model\"", "\"temperature\":0.25", ":123");
        }
        try (RunningDemo demo = demo(settings())) {
            created(demo.client(), TEXT);
            assertThat(model.requests().get(1).body())
                    .doesNotContain("temperature")
                    .contains(":300");
        }
    }
}
