package io.ticketkit.demo.contract;

import static io.ticketkit.demo.testing.ModelServer.openAi;
import static io.ticketkit.demo.testing.ModelServer.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Whatever the model does, tickets are created and texts classified, in time, and the record says what happened. */
class ModelFailureTest extends ModelContract {
    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.ticketkit");
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    /** By itself: logs of tests are turned off. */
    @BeforeAll
    static void listen() {
        LOG.start();
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.DEBUG);
        LOGGER.addAppender(LOG);
    }

    @AfterAll
    static void nothingOfKeyOrTicketWasLogged() {
        LOGGER.detachAppender(LOG);
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
        LOG.stop();
        assertThat(List.copyOf(LOG.list))
                .isNotEmpty()
                .extracting(
                        event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .noneMatch(line -> line.contains(KEY) || line.contains("zanzibar"));
    }

    private void behave(String situation) {
        switch (situation) {
            case "stalled" -> model.stalls();
            case "stops after the headers" -> model.stopsAfterTheHeaders();
            case "trickles" -> model.trickles();
            case "wrong key" ->
                model.says(
                        401,
                        "{\"error\":{\"message\":\"Incorrect API key: " + KEY + "\",\"code\":\"invalid_api_key\"}}");
            case "storm" -> model.says(429, error("rate_limit_exceeded"), "Retry-After", "30");
            case "no quota" -> model.says(429, error("insufficient_quota"));
            case "500" -> model.says(500, "oops " + TEXT);
            case "503" -> model.says(503, error("overloaded"), "Retry-After", "1");
            case "no such model" -> model.says(404, error("model_not_found"));
            case "redirect" -> model.says(302, "", "Location", "https://elsewhere.example/");
            case "html" -> model.says(200, "<html><body>Gateway login</body></html>", "Content-Type", "text/html");
            case "truncated json" ->
                model.says(
                        200,
                        openAi("\"content\":" + quoted(ModelServer.VERDICT), "stop")
                                .substring(0, 200));
            case "wrong schema" -> model.completes("{\"answer\":42}");
            case "prose" -> model.completes("I think this is about billing.");
            case "empty" -> model.says(200, "");
            case "refusal" -> model.says(200, openAi("\"content\":null,\"refusal\":\"I cannot.\"", "stop"));
            case "content filter" -> model.says(200, openAi("\"content\":\"\"", "content_filter"));
            case "length" -> model.says(200, openAi("\"content\":\"{\\\"category\\\":\"", "length"));
            default -> throw new IllegalArgumentException(situation);
        }
    }

    private static String error(String code) {
        return "{\"error\":{\"message\":\"no\",\"type\":\"" + code + "\",\"param\":null,\"code\":\"" + code + "\"}}";
    }

    private static <T> T within(Duration limit, Supplier<T> call) {
        long start = System.nanoTime();
        T result = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
        return result;
    }

    /** Asks for a ticket, then for a classification; after some failures nothing is called for a while. */
    private static void assertOffline(Map<String, String> settings, String reason, String afterwards) {
        Duration limit = Duration.ofSeconds(Long.parseLong(settings.get("TICKET_LLM_TIMEOUT_SECONDS")))
                .plus(SLACK);
        try (RunningDemo demo = demo(settings)) {
            Client client = demo.client();
            HttpContract.ok(client.get("/api/tickets/"));
            JsonNode ticket = within(limit, () -> created(client, TEXT));
            assertThat(ticket.get("category").asString()).isEqualTo("billing");
            assertThat(source(ticket, "category")).isEqualTo("keyword");
            JsonNode runs = runs(client, ticket);
            assertThat(runs).hasSize(2);
            assertThat(List.of(
                            runs.get(0).get("source"),
                            runs.get(0).get("outcome"),
                            runs.get(0).get("reason")))
                    .as(runs.toString())
                    .extracting(JsonNode::asString)
                    .containsExactly("llm", "failed", reason);
            assertThat(runs.get(0).get("model").asString()).startsWith("test-model");
            assertThat(runs.get(0).get("values").isEmpty()).isTrue();
            assertThat(runs.get(1).get("source").asString()).isEqualTo("keyword");
            assertThat(runs.get(1).get("outcome").asString()).isEqualTo("answered");
            assertThat(runs.get(1).at("/values/category/fate").asString()).isEqualTo("applied");

            JsonNode answer = within(limit, () -> classified(client, TEXT + " Again."));
            assertThat(answer.get("suggested_category").asString()).isEqualTo("billing");
            assertThat(answer.get("source").asString()).isEqualTo("keyword");
            assertThat(answer.get("reason").asString()).isEqualTo(afterwards);
            assertThat(answer.get("model").asString()).startsWith("test-model");
        }
    }

    @ParameterizedTest
    @CsvSource({"stalled", "stops after the headers", "trickles"})
    void slow(String situation) {
        behave(situation);
        assertOffline(settings("TICKET_LLM_TIMEOUT_SECONDS", "1"), "timeout", "timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "wrong key, authentication, circuit_open",
        "no quota, quota, circuit_open",
        "storm, rate_limited, rate_limited",
        "500, server_error, server_error",
        "503, server_error, server_error",
        "no such model, invalid_request, invalid_request",
        "redirect, invalid_answer, invalid_answer",
        "html, invalid_answer, invalid_answer",
        "truncated json, invalid_answer, invalid_answer",
        "wrong schema, invalid_answer, invalid_answer",
        "prose, invalid_answer, invalid_answer",
        "empty, invalid_answer, invalid_answer",
        "refusal, refused, refused",
        "content filter, filtered, filtered",
        "length, truncated, truncated"
    })
    void wrong(String situation, String reason, String afterwards) {
        behave(situation);
        assertOffline(settings("TICKET_LLM_MAX_RETRIES", "1", "TICKET_LLM_TIMEOUT_SECONDS", "5"), reason, afterwards);
    }

    @Test
    void deadHost() {
        assertOffline(settings("TICKET_LLM_BASE_URL", ModelServer.deadUrl() + "/v1"), "unreachable", "unreachable");
    }

    @ParameterizedTest
    @CsvSource({"openai", "gemini", "anthropic"})
    void noKey(String provider) {
        Map<String, String> settings = settings("TICKET_LLM_PROVIDER", provider);
        settings.remove("TICKET_LLM_API_KEY");
        settings.remove("TICKET_LLM_BASE_URL");
        assertOffline(settings, "authentication", "authentication");
        try (RunningDemo demo = demo(settings)) {
            JsonNode run = runs(demo.client(), created(demo.client(), TEXT)).get(0);
            assertThat(run.get("attempts").asInt()).isZero();
            assertThat(run.get("cost_usd").decimalValue()).isZero();
            assertThat(demo.client()
                            .get("/api/config/")
                            .json()
                            .get("classifier")
                            .asString())
                    .isEqualTo("offline");
        }
    }

    /** A key is needed there, whoever answers at the address. */
    @ParameterizedTest
    @CsvSource({"gemini", "anthropic"})
    void noKeyForAServerElsewhere(String provider) {
        Map<String, String> settings = settings("TICKET_LLM_PROVIDER", provider);
        settings.remove("TICKET_LLM_API_KEY");
        assertOffline(settings, "authentication", "authentication");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void afterAStormNothingIsCalledForAWhile() {
        behave("storm");
        try (RunningDemo demo = demo(settings("TICKET_LLM_MAX_RETRIES", "5", "TICKET_LLM_TIMEOUT_SECONDS", "5"))) {
            List<String> reasons = IntStream.range(0, 8)
                    .mapToObj(i -> runs(demo.client(), created(demo.client(), TEXT + i))
                            .get(0))
                    .map(run -> run.get("reason").asString())
                    .toList();
            assertThat(reasons.subList(0, 5)).containsOnly("rate_limited");
            assertThat(reasons.subList(5, 8)).containsOnly("circuit_open");
            assertThat(model.requests()).hasSize(5);
        }
    }

    @Test
    void whatAFailedCallCostIsNotKnown() {
        behave("500");
        try (RunningDemo demo = demo(settings())) {
            JsonNode run = runs(demo.client(), created(demo.client(), TEXT)).get(0);
            assertThat(run.get("attempts").asInt()).isEqualTo(1);
            assertThat(run.get("cost_usd").isNull()).isTrue();
            assertThat(classified(demo.client(), TEXT).get("cost_usd").isNull()).isTrue();
        }
    }

    @Test
    void aSpentBudgetCallsNobody() {
        model.completes(ModelServer.VERDICT);
        assertOffline(settings("TICKET_LLM_DAILY_BUDGET_USD", "0.0000001"), "budget_spent", "budget_spent");
        assertThat(model.requests()).isEmpty();
    }

    @Test
    void aBudgetIsSpentAndNotExceeded() {
        model.completes(ModelServer.VERDICT);
        try (RunningDemo demo = demo(settings("TICKET_LLM_DAILY_BUDGET_USD", "0.008"))) {
            List<JsonNode> answers = IntStream.range(0, 40)
                    .mapToObj(i -> classified(demo.client(), TEXT + i))
                    .toList();
            assertThat(answers.get(0).get("source").asString()).isEqualTo("llm");
            JsonNode last = answers.get(39);
            assertThat(last.get("source").asString()).isEqualTo("keyword");
            assertThat(last.get("reason").asString()).isEqualTo("budget_spent");
            assertThat(model.requests()).hasSizeBetween(1, 29); // of 0.00027 each
        }
    }
}
