package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import io.ticketkit.demo.testing.ZendeskServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Trying a model and a Zendesk: what works and what does not, in words; of settings that nobody stored yet, too. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsTrialTest {
    private static final String MODEL = "/api/settings/llm/test/";
    private static final String ZENDESK = "/api/settings/zendesk/test/";
    private static final String SECRET = "sk-test-geheim-4711";

    private final ModelServer model = new ModelServer();
    private final ZendeskServer zendesk = new ZendeskServer();
    private final RunningDemo demo = RunningDemo.on(TestDatabase.h2(), Map.of("TICKET_SETTINGS_ALLOW_PRIVATE", "on"));
    private Client client = new Client("");

    @BeforeAll
    void start() {
        client = demo.client();
    }

    @AfterAll
    void stop() {
        demo.close();
        model.close();
        zendesk.close();
    }

    private String body(Object... more) {
        Object[] all = new Object[8 + more.length];
        Object[] first = {
            "llm_provider",
            "openai",
            "llm_base_url",
            model.url() + "/v1",
            "llm_model",
            "test-model",
            "llm_api_key",
            SECRET
        };
        System.arraycopy(first, 0, all, 0, 8);
        System.arraycopy(more, 0, all, 8, more.length);
        return HttpContract.json(all);
    }

    private JsonNode tried(String path, String body) {
        Answer answer = client.post(path, body);
        assertThat(answer.text()).doesNotContain("geheim").doesNotContain("TICKET_");
        return HttpContract.ok(answer);
    }

    private static JsonNode last(JsonNode report) {
        return report.get("checks").get(report.get("checks").size() - 1);
    }

    @Test
    void amodelThatWorksIsSaidToWorkAndNothingIsStored() {
        model.completes(ModelServer.VERDICT);
        JsonNode report = tried(
                MODEL,
                body(
                        "llm_prices",
                        Map.of(
                                "test-model",
                                Map.of("input_cost_per_token", 0.000001, "output_cost_per_token", 0.000005))));
        assertThat(report.get("ok").asBoolean()).as(report.toString()).isTrue();
        assertThat(report.toString()).contains("test-model", "as account", "0.00027 US dollars");
        assertThat(HttpContract.ok(client.get("/api/settings/")).get("version").asInt())
                .isEqualTo(1);
        assertThat(tried("/api/settings/openai/test/", body()).get("ok").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | key    | llm_api_key",
                "403 | key    | llm_api_key",
                "404 | model  | llm_model",
                "400 | model  | llm_model",
                "429 | limits | slow down",
                "500 | answer | failure of its own",
                "503 | answer | failure of its own"
            })
    void whatTheProviderAnswersIsSaidInWords(int status, String name, String words) {
        model.says(status, "{\"error\":{\"message\":\"no, and here is geheim\"}}");
        JsonNode report = tried(MODEL, body());
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(last(report).get("name").asString()).as(report.toString()).isEqualTo(name);
        assertThat(last(report).get("message").asString()).contains(words);
    }

    @Test
    void whatIsNoModelIsSaidToBeNone() {
        model.completes("I would rather not.");
        assertThat(last(tried(MODEL, body())).get("message").asString()).contains("form asked for");
        model.says(200, "<html>Welcome</html>");
        assertThat(last(tried(MODEL, body())).get("message").asString()).contains("llm_base_url");
    }

    @Test
    void nobodyThere() {
        String nobody = HttpContract.json(
                "llm_provider", "openai", "llm_base_url", ModelServer.deadUrl() + "/v1", "llm_api_key", SECRET);
        assertThat(last(tried(MODEL, nobody)).get("name").asString()).isEqualTo("connection");
    }

    @Test
    void aNameThatNobodyKnows() {
        String unknown = HttpContract.json(
                "llm_provider", "openai", "llm_base_url", "https://nobody.invalid/v1", "llm_api_key", SECRET);
        JsonNode report = tried(MODEL, unknown);
        assertThat(last(report).get("message").asString()).contains("name is not known", "llm_base_url");
    }

    @Test
    void whoSpeaksNoTls() throws IOException, InterruptedException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("220 Here is no TLS\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the answer tells
                }
            });
            server.start();
            String url = "https://127.0.0.1:" + plain.getLocalPort() + "/v1";
            JsonNode report = tried(
                    MODEL, HttpContract.json("llm_provider", "openai", "llm_base_url", url, "llm_api_key", SECRET));
            assertThat(last(report).get("name").asString())
                    .as(report.toString())
                    .isEqualTo("tls");
            server.join();
        }
    }

    @Test
    void whoAnswersTooLateIsSaidToBeSlow() {
        model.completes(ModelServer.VERDICT).takes(Duration.ofMillis(1500));
        JsonNode report = tried(MODEL, body("llm_timeout_seconds", 0.5));
        model.takes(Duration.ZERO);
        assertThat(report.get("ok").asBoolean()).isFalse();
        assertThat(last(report).get("name").asString()).isEqualTo("time");
        assertThat(last(report).get("message").asString()).contains("llm_timeout_seconds");
    }

    @Test
    void aspentBudget() {
        model.completes(ModelServer.VERDICT);
        Map<String, Object> price = Map.of("input_cost_per_token", 0.001, "output_cost_per_token", 0.001);
        JsonNode report =
                tried(MODEL, body("llm_prices", Map.of("test-model", price), "llm_daily_budget_usd", 0.000001));
        assertThat(last(report).get("name").asString()).isEqualTo("budget");
    }

    @Test
    void nothingIsSetUp() {
        assertThat(last(tried(MODEL, "{}")).get("message").asString()).contains("llm_provider");
        assertThat(last(tried(MODEL, "{\"llm_provider\":\"gemini\"}"))
                        .get("message")
                        .asString())
                .contains("no key");
        assertThat(last(tried(ZENDESK, "{}")).get("message").asString()).contains("zendesk_url");
    }

    @Test
    void wrongFieldsAreNamed() {
        Answer wrong = client.post(MODEL, "{\"llm_provider\":\"none\",\"llm_max_tokens\":0}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().propertyNames()).containsExactlyInAnyOrder("llm_provider", "llm_max_tokens");
    }

    @Test
    void azendeskIsTried() {
        String works = HttpContract.json(
                "zendesk_url",
                zendesk.url(),
                "zendesk_email",
                ZendeskServer.EMAIL,
                "zendesk_token",
                ZendeskServer.TOKEN);
        JsonNode report = tried(ZENDESK, works);
        assertThat(report.get("ok").asBoolean()).as(report.toString()).isTrue();
        JsonNode refused = tried(ZENDESK, works.replace(ZendeskServer.TOKEN, "wrong"));
        assertThat(refused.get("ok").asBoolean()).isFalse();
        assertThat(refused.toString()).contains("zendesk_token");
    }
}
