package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What is set works without a restart: for the next request, on every node, and after a restart too. */
@Timeout(180)
class SettingsLiveTest {
    private static final String SETTINGS = "/api/settings/";
    private static final String OTHER_KEY = "ISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISE=";
    private static final String SECRET = "sk-test-geheim-4711";
    private static final String TEXT = "I was charged twice for my invoice, please refund one payment.";

    private final ModelServer model = new ModelServer();
    private final TestDatabase database = TestDatabase.h2();

    @AfterEach
    void close() {
        model.close();
        database.close();
    }

    private static Map<String, String> variables(String... namesAndValues) {
        Map<String, String> all = new HashMap<>();
        all.put("TICKET_SETTINGS_KEY", SettingsApiTest.KEY);
        all.put("TICKET_SETTINGS_ALLOW_PRIVATE", "on");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return all;
    }

    private RunningDemo demo(String... namesAndValues) {
        return RunningDemo.on(database, variables(namesAndValues));
    }

    private static JsonNode put(Client client, String body) {
        return HttpContract.ok(client.put(SETTINGS, body));
    }

    private String model() {
        return HttpContract.json(
                "llm_provider",
                "openai",
                "llm_base_url",
                model.url() + "/v1",
                "llm_model",
                "test-model",
                "llm_timeout_seconds",
                20,
                "llm_api_key",
                SECRET);
    }

    private static String source(JsonNode classification) {
        return classification.get("source").asString();
    }

    private static JsonNode classified(Client client) {
        return ModelContract.classified(client, TEXT);
    }

    /** Fails with the time of the whole test. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theNextRequestAsksTheNewModelWithTheNewKey() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo()) {
            Client client = demo.client();
            assertThat(source(classified(client))).isEqualTo("keyword");
            put(client, model());
            assertThat(source(classified(client))).isEqualTo("llm");
            assertThat(model.requests().get(0).headers().get("Authorization")).containsExactly("Bearer " + SECRET);
            put(client, "{\"llm_provider\":\"offline\"}");
            assertThat(source(classified(client))).isEqualTo("keyword");
            assertThat(model.requests()).hasSize(1);
        }
    }

    @Test
    void thresholdTogglesAndTaxonomyAreThoseOfTheNextTicket() {
        try (RunningDemo demo = demo()) {
            Client client = demo.client();
            put(client, "{\"ai_confidence\":0}");
            assertThat(ModelContract.created(client, TEXT).get("needs_review").asBoolean())
                    .isFalse();
            put(client, "{\"ai_confidence\":1}");
            assertThat(ModelContract.created(client, TEXT).get("needs_review").asBoolean())
                    .isTrue();
            put(client, "{\"categorization\":false,\"auto_assign\":\"on\"}");
            JsonNode ticket = ModelContract.created(client, TEXT);
            assertThat(ticket.get("category").asString()).isEqualTo("general");
            assertThat(ticket.get("assignee").asString()).isEqualTo("demo");
            put(client, "{\"taxonomy\":\"product\",\"categorization\":true}");
            assertThat(ModelContract.created(client, TEXT).get("category").asString())
                    .isEqualTo("billing");
            assertThat(client.get("/api/tickets/?category=bug").status()).isEqualTo(200);
            assertThat(client.get("/api/tickets/?category=technical").status()).isEqualTo(400);
            // those of before are still there to be read
            assertThat(HttpContract.ok(client.get("/api/tickets/")).size()).isEqualTo(4);
        }
    }

    @Test
    void whatIsUnderWayEndsWithWhatItBeganWith() throws Exception {
        model.completes(ModelServer.VERDICT).takes(Duration.ofSeconds(3));
        try (RunningDemo demo = demo()) {
            Client client = demo.client();
            put(client, model());
            CompletableFuture<JsonNode> underWay = CompletableFuture.supplyAsync(() -> classified(client));
            await(() -> !model.requests().isEmpty());
            put(client, "{\"llm_provider\":\"offline\",\"ai_confidence\":0.5}");
            assertThat(underWay).isNotDone();
            assertThat(source(classified(client))).isEqualTo("keyword");
            assertThat(source(underWay.get(60, TimeUnit.SECONDS))).isEqualTo("llm");
        }
    }

    @Test
    void anotherNodeTakesItOverAndTheNextStartToo() throws InterruptedException {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo one = demo()) {
            try (RunningDemo other = demo()) {
                put(one.client(), model());
                await(() -> source(classified(other.client())).equals("llm"));
                assertThat(HttpContract.ok(other.client().get(SETTINGS))
                                .at("/secrets/llm_api_key/set")
                                .asBoolean())
                        .isTrue();
                // made for what is there, not for what this node knew
                String tag = other.client().get(SETTINGS).header("ETag").orElseThrow();
                HttpContract.ok(one.client().put(SETTINGS, "{\"ai_confidence\":0.6}", "If-Match", tag));
                assertThat(other.client()
                                .put(SETTINGS, "{\"ai_confidence\":0.5}", "If-Match", tag)
                                .status())
                        .isEqualTo(412);
                put(other.client(), "{\"llm_max_tokens\":500}");
            }
            try (RunningDemo later = demo()) {
                JsonNode all = HttpContract.ok(later.client().get(SETTINGS));
                assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.6);
                assertThat(all.get("llm_max_tokens").asInt()).isEqualTo(500);
                assertThat(source(classified(later.client()))).isEqualTo("llm");
            }
        }
    }

    @Test
    void whatIsBrokenInTheDatabaseIsSaidAndDoesNotStopTheStart() throws SQLException {
        try (RunningDemo first = demo()) {
            put(first.client(), "{\"ai_confidence\":0.6,\"llm_max_tokens\":500}");
            for (String broken : List.of("{", "[]", "{\"ai_confidence\":7}", "{\"ai_confidence\":\"7\"}")) {
                execute("update demo_settings set content = '" + broken + "', version = version + 1");
                try (RunningDemo demo = demo()) {
                    JsonNode all = HttpContract.ok(demo.client().get(SETTINGS));
                    assertThat(all.get("ai_confidence").asDouble()).as(broken).isEqualTo(0.7);
                    assertThat(all.get("problems").toString()).as(broken).contains("left out");
                    JsonNode repaired = put(demo.client(), "{\"ai_confidence\":0.5}");
                    assertThat(repaired.get("problems").isEmpty()).isTrue();
                }
            }
        }
    }

    @Test
    void whatDoesNotWorkIsLeftOutWithAllThatBelongsToIt() throws SQLException {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo first = demo()) {
            put(first.client(), model());
            execute("update demo_settings set content = replace(content, '{', '{\"ai_confidence\":\"0.6\",'),"
                    + " version = version + 1");
            // a base URL of this machine is not allowed there
            try (RunningDemo strict = demo("TICKET_SETTINGS_ALLOW_PRIVATE", "off")) {
                JsonNode all = HttpContract.ok(strict.client().get(SETTINGS));
                assertThat(all.get("llm_provider").asString()).isEqualTo("offline");
                assertThat(all.get("llm_base_url").isNull()).isTrue();
                assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.6);
                assertThat(all.get("problems").toString())
                        .contains("llm_base_url")
                        .doesNotContain("geheim");
                assertThat(source(classified(strict.client()))).isEqualTo("keyword");
            }
        }
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void withAnotherKeySecretsCountAsNotSetAndWithTheRightOneTheyAreBack() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo first = demo()) {
            put(first.client(), model());
            for (String key : List.of(OTHER_KEY, "")) {
                try (RunningDemo demo = demo("TICKET_SETTINGS_KEY", key, "LLM_API_KEY", "sk-of-the-environment")) {
                    JsonNode all = HttpContract.ok(demo.client().get(SETTINGS));
                    assertThat(all.at("/secrets/llm_api_key/set").asBoolean()).isFalse();
                    assertThat(all.get("problems").toString())
                            .contains("llm_api_key cannot be decrypted", "TICKET_SETTINGS_KEY");
                    put(demo.client(), "{\"ai_confidence\":0.6}");
                    // not to an address of which only the database knows
                    classified(demo.client());
                    assertThat(model.requests())
                            .allSatisfy(request ->
                                    assertThat(request.headers().toString()).doesNotContain("environment"));
                }
            }
            try (RunningDemo again = demo()) {
                JsonNode all = HttpContract.ok(again.client().get(SETTINGS));
                assertThat(all.get("problems").isEmpty()).isTrue();
                assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.6);
                assertThat(source(classified(again.client()))).isEqualTo("llm");
            }
        }
    }

    @Test
    void akeyOfTheEnvironmentGoesOnlyWhereTheEnvironmentSays() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo("LLM_API_KEY", "sk-of-the-environment")) {
            Client client = demo.client();
            assertThat(HttpContract.ok(client.get(SETTINGS))
                            .at("/secrets/llm_api_key")
                            .toString())
                    .isEqualTo("{\"set\":true,\"source\":\"environment\"}");
            String move = HttpContract.json("llm_base_url", model.url() + "/v1");
            for (String path : List.of(SETTINGS, SETTINGS + "llm/test/")) {
                Client.Answer refused = client.send(path.equals(SETTINGS) ? "PUT" : "POST", path, move);
                assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
                assertThat(refused.json().propertyNames()).containsExactly("llm_api_key");
            }
            // one of its own, and then the environment's again
            put(client, model());
            Client.Answer back = client.put(SETTINGS, "{\"llm_api_key\":null}");
            assertThat(back.status()).as(back.toString()).isEqualTo(400);
            classified(client);
            assertThat(model.requests())
                    .isNotEmpty()
                    .allSatisfy(
                            request -> assertThat(request.headers().toString()).doesNotContain("environment"));
        }
    }

    @Test
    void anEmptyTextIsNoneWhateverTheEnvironmentSays() {
        try (RunningDemo demo = demo("TICKET_LLM_TEMPERATURE", "0.5", "TICKET_CATEGORIZATION", "off")) {
            JsonNode none = put(demo.client(), "{\"llm_temperature\":\"\",\"categorization\":\"\"}");
            assertThat(none.get("llm_temperature").isNull()).isTrue();
            assertThat(none.get("categorization").asBoolean()).isTrue();
            assertThat(none.at("/sources/llm_temperature").asString()).isEqualTo("stored");
            JsonNode back = put(demo.client(), "{\"llm_temperature\":null,\"categorization\":null}");
            assertThat(back.get("llm_temperature").asDouble()).isEqualTo(0.5);
            assertThat(back.get("categorization").asBoolean()).isFalse();
        }
    }

    @Test
    void whatTheOperatorWroteMayBeSentBack() {
        try (RunningDemo demo = demo(
                "TICKET_SETTINGS_ALLOW_PRIVATE", "off",
                "TICKET_LLM_PROVIDER", "openai",
                "TICKET_LLM_BASE_URL", model.url() + "/v1",
                "TICKET_ZENDESK_URL", "http://localhost:9",
                "TICKET_ZENDESK_EMAIL", "a@b.example",
                "TICKET_ZENDESK_TOKEN", "geheim")) {
            Client client = demo.client();
            JsonNode read = HttpContract.ok(client.get(SETTINGS));
            assertThat(put(client, read.toString())).isEqualTo(read);
            assertThat(client.put(SETTINGS, HttpContract.json("llm_base_url", model.url() + "/v2"))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void withoutAKeyNoSecretIsStoredAndAllElseIs() {
        try (RunningDemo demo = demo("TICKET_SETTINGS_KEY", "")) {
            Client.Answer refused = demo.client().put(SETTINGS, "{\"llm_api_key\":\"sk-geheim\",\"ai_confidence\":9}");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("llm_api_key", "ai_confidence");
            assertThat(refused.json().at("/llm_api_key/0").asString()).contains("TICKET_SETTINGS_KEY");
            JsonNode all = put(demo.client(), "{\"ai_confidence\":0.6}");
            assertThat(all.get("can_store_secrets").asBoolean()).isFalse();
        }
    }

    @Test
    void nothingThatIsLoggedHasASecret()
            throws InterruptedException, ExecutionException, TimeoutException, SQLException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("io.ticketkit.demo");
        log.start();
        logger.addAppender(log);
        try (RunningDemo demo = demo()) {
            Client client = demo.client();
            put(client, model());
            client.put(SETTINGS, HttpContract.json("llm_api_key", "sk geheim with blanks"));
            client.put(SETTINGS, HttpContract.json("llm_api_key", List.of("geheim")));
            client.put(SETTINGS, HttpContract.json("zendesk_url", "https://user:geheim@shop.zendesk.com"));
            client.post(SETTINGS + "llm/test/", HttpContract.json("llm_api_key", SECRET));
            execute("drop table demo_settings_change");
            assertThat(client.put(SETTINGS, HttpContract.json("llm_api_key", SECRET + "2"))
                            .status())
                    .isEqualTo(500);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).isNotEmpty().allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).doesNotContain("geheim");
            for (var thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
                assertThat(String.valueOf(thrown.getMessage())).doesNotContain("geheim");
            }
        });
    }
}
