package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.users.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an admin reads and sets, on both databases. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class SettingsApiTest extends HttpContract {
    static final String SETTINGS = "/api/settings/";
    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final String SECRET = "sk-test-geheim-4711";
    /** Nobody is asked there: the tests have no network. */
    private static final String ELSEWHERE = "https://api.model.example/v1";

    private final Person admin;
    private final Client settings;

    SettingsApiTest(DemoOn demo) {
        super(demo);
        this.admin = demo.person(Role.ADMIN);
        this.settings = admin.client();
    }

    static Stream<DemoOn> demos() {
        Map<String, String> variables = new HashMap<>(RunningDemo.AUTH);
        variables.put("TICKET_SETTINGS_KEY", KEY);
        variables.put("TICKET_LLM_MAX_TOKENS", "400");
        return DemoOn.with(variables);
    }

    @BeforeEach
    void asInTheEnvironment() {
        ObjectNode none = ok(settings.get(SETTINGS)).asObject().objectNode();
        Stream.of(
                        "taxonomy ai_confidence categorization priority_detection ai_response classification auto_assign",
                        "agents llm_provider llm_base_url llm_model llm_api_key llm_timeout_seconds llm_max_retries",
                        "llm_temperature llm_max_tokens llm_redaction llm_prices llm_daily_budget_usd zendesk_url",
                        "zendesk_email zendesk_token")
                .flatMap(line -> Stream.of(line.split(" ")))
                .forEach(none::putNull);
        ok(settings.put(SETTINGS, none.toString()));
    }

    private JsonNode put(@Nullable Object... namesAndValues) {
        return ok(settings.put(SETTINGS, json(namesAndValues)));
    }

    private JsonNode refused(String body) {
        Answer answer = settings.put(SETTINGS, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        return answer.json();
    }

    private List<JsonNode> history() {
        return ok(settings.get(SETTINGS + "history/")).valueStream().toList();
    }

    @Test
    void onlyAdminsReadAndChange() {
        Map<String, String> calls = Map.of(
                SETTINGS,
                "GET PUT",
                SETTINGS + "history/",
                "GET",
                SETTINGS + "llm/test/",
                "POST",
                SETTINGS + "openai/test/",
                "POST",
                SETTINGS + "zendesk/test/",
                "POST");
        for (Role role : List.of(Role.REQUESTER, Role.AGENT)) {
            Client other = demo.person(role).client();
            calls.forEach((path, methods) -> Stream.of(methods.split(" ")).forEach(method -> {
                Answer answer = other.send(method, path, method.equals("GET") ? null : "{\"ai_confidence\":0.1}");
                assertAnswer(answer, 403, "{\"detail\":\"Only an admin may do this.\"}");
            }));
        }
        assertThat(client.get(SETTINGS).status()).isEqualTo(401);
        assertThat(ok(settings.get(SETTINGS)).get("ai_confidence").asDouble()).isEqualTo(0.7);
    }

    @Test
    void everythingIsToldWithItsSource() {
        Answer answer = settings.get(SETTINGS);
        JsonNode all = ok(answer);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("ETag")).contains("\"" + all.get("version") + "\"");
        assertThat(all.get("taxonomy").asString()).isEqualTo("support");
        assertThat(all.get("llm_provider").asString()).isEqualTo("offline");
        assertThat(all.get("llm_max_tokens").asInt()).isEqualTo(400);
        assertThat(all.at("/sources/llm_max_tokens").asString()).isEqualTo("environment");
        assertThat(all.at("/sources/ai_confidence").asString()).isEqualTo("default");
        assertThat(all.get("agents").isEmpty()).isTrue();
        assertThat(all.get("can_store_secrets").asBoolean()).isTrue();
        assertThat(all.get("secrets").toString())
                .isEqualTo("{\"llm_api_key\":{\"set\":false,\"source\":null},"
                        + "\"zendesk_token\":{\"set\":false,\"source\":null}}");
    }

    @Test
    void whatIsSetIsInForceAtOnceAndWrittenDown() {
        long before = ok(settings.get(SETTINGS)).get("version").asLong();
        JsonNode after =
                put("ai_confidence", 0.9, "auto_assign", "round_robin", "agents", List.of("ann", "eve=billing"));
        assertThat(after.get("version").asLong()).isEqualTo(before + 1);
        assertThat(after.get("changed_by").asString()).isEqualTo(admin.email());
        assertThat(after.get("ai_confidence").asDouble()).isEqualTo(0.9);
        assertThat(after.at("/sources/ai_confidence").asString()).isEqualTo("stored");
        JsonNode config = ok(settings.get("/api/config/"));
        assertThat(config.get("review_threshold").asDouble()).isEqualTo(0.9);
        assertThat(config.get("agents").toString()).contains("\"ann\"", "\"eve\"");
        List<JsonNode> history = history().subList(0, 3);
        assertThat(history).allSatisfy(change -> {
            assertThat(change.get("version").asLong()).isEqualTo(before + 1);
            assertThat(change.get("changed_by").asString()).isEqualTo(admin.email());
        });
        assertThat(history)
                .extracting(change -> change.get("field").asString() + ": "
                        + change.get("from").asString() + " -> "
                        + change.get("to").asString())
                .containsExactlyInAnyOrder(
                        "ai_confidence: 0.7 -> 0.9",
                        "auto_assign: off -> round_robin",
                        "agents: [] -> [\"ann\",\"eve=billing\"]");
        JsonNode back = put("ai_confidence", null);
        assertThat(back.get("ai_confidence").asDouble()).isEqualTo(0.7);
        assertThat(back.at("/sources/ai_confidence").asString()).isEqualTo("default");
        assertThat(back.get("auto_assign").asString()).isEqualTo("round_robin");
    }

    @Test
    void whoWasErasedIsNamedNoMore() {
        Person other = demo.person(Role.ADMIN);
        ok(other.client().put(SETTINGS, json("ai_confidence", 0.65)));

        ok(settings.send("DELETE", "/api/privacy/" + encoded(other.email()) + "/", null));

        JsonNode read = ok(settings.get(SETTINGS));
        assertThat(read.get("changed_by").asString()).isEqualTo("erased-person");
        assertThat(read.get("ai_confidence").asDouble()).isEqualTo(0.65);
        assertThat(history().get(0).get("changed_by").asString()).isEqualTo("erased-person");
        assertThat(history().toString()).doesNotContain(other.email());
    }

    @Test
    void whoWasErasedIsNoAgentAnyMoreNorWasOne() {
        Person other = demo.person(Role.AGENT);
        String path = "/api/privacy/" + encoded(other.email()) + "/";
        put("agents", List.of("ann", other.email().toUpperCase(Locale.ROOT) + "=billing|account"));
        Answer refused = settings.send("DELETE", path, null);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text()).contains("agents");
        put("agents", List.of("ann"));

        ok(settings.send("DELETE", path, null));

        assertThat(settings.get(SETTINGS + "history/").text()).doesNotContainIgnoringCase(other.email());
        assertThat(history().get(0).get("from").asString()).isEqualTo("[\"ann\",\"erased-person=billing|account\"]");
    }

    @Test
    void whoSendsBackWhatWasReadChangesNothing() {
        put("ai_confidence", 0.8);
        JsonNode read = ok(settings.get(SETTINGS));
        assertThat(ok(settings.put(SETTINGS, read.toString()))).isEqualTo(read);
        int changes = history().size();
        assertThat(put()).isEqualTo(read);
        assertThat(history()).hasSize(changes);
    }

    @Test
    void everyWrongFieldIsNamedAtOnceAndNothingIsChanged() {
        JsonNode before = ok(settings.get(SETTINGS));
        JsonNode wrong = refused(json(
                "ai_confidence", 7,
                "categorization", "perhaps",
                "llm_max_tokens", 1.5,
                "llm_provider", "somebody",
                "agents", "ann",
                "auto_assign", "always",
                "llm_prices", List.of(),
                "llm_temperature", "warm",
                "taxonomy", "/etc/passwd",
                "confidance", 1));
        assertThat(wrong.propertyNames())
                .containsExactlyInAnyOrder(
                        "ai_confidence",
                        "categorization",
                        "llm_max_tokens",
                        "llm_provider",
                        "agents",
                        "auto_assign",
                        "llm_prices",
                        "llm_temperature",
                        "taxonomy",
                        "confidance");
        assertThat(wrong.at("/ai_confidence/0").asString()).isEqualTo("Give a number from 0 to 1.");
        assertThat(wrong.at("/confidance/0").asString()).isEqualTo("This is not a setting.");
        assertThat(ok(settings.get(SETTINGS))).isEqualTo(before);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThat(refused("{\"llm_daily_budget_usd\":5}")
                        .at("/llm_daily_budget_usd/0")
                        .asString())
                .isEqualTo("A budget needs prices, give llm_prices.");
        assertThat(refused("{\"zendesk_url\":\"https://shop.zendesk.com\"}").propertyNames())
                .contains("zendesk_email");
        assertThat(refused("{\"agents\":[\"ann=nonsense\"]}").propertyNames()).containsExactly("agents");
        // of a taxonomy that is not there any more
        put("auto_assign", "round_robin", "agents", List.of("eve=billing"));
        assertThat(refused("{\"taxonomy\":{\"categories\":[{\"code\":\"ship\"}]}}")
                        .propertyNames())
                .containsExactly("agents");
    }

    @Test
    void ataxonomyOfOnesOwnIsUsed() {
        JsonNode after = ok(settings.put(
                SETTINGS,
                "{\"taxonomy\":{\"fallback\":\"other\",\"categories\":[{\"code\":\"shipping\",\"label\":\"Versand ü\","
                        + "\"keywords\":[\"zanzibar\"]},{\"code\":\"other\"}]}}"));
        assertThat(after.at("/taxonomy/categories/0/label").asString()).isEqualTo("Versand ü");
        String ticket = json("title", "Zanzibar", "description", "Something about zanzibar.");
        assertThat(made(settings.post(TICKETS, ticket)).get("category").asString())
                .isEqualTo("shipping");
        assertThat(ok(settings.put(SETTINGS, after.toString())).get("version")).isEqualTo(after.get("version"));
        put("taxonomy", "product");
        assertThat(ok(settings.get("/api/config/")).at("/categories/0/code").asString())
                .isEqualTo("bug");
    }

    @Test
    void whoComesTooLateIsToldWhatIsThere() {
        String tag = settings.get(SETTINGS).header("ETag").orElseThrow();
        ok(settings.put(SETTINGS, json("ai_confidence", 0.8), "If-Match", tag));
        Answer late = settings.put(SETTINGS, json("ai_confidence", 0.2), "If-Match", tag);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.json().at("/current/ai_confidence").asDouble()).isEqualTo(0.8);
        assertThat(late.header("ETag")).isNotEqualTo(tag).isPresent();
        assertThat(settings.put(SETTINGS, "{}", "If-Match", "\"nonsense\"").status())
                .isEqualTo(412);
        ok(settings.put(
                SETTINGS,
                json("ai_confidence", 0.3),
                "If-Match",
                late.header("ETag").orElseThrow()));
        ok(settings.put(SETTINGS, json("ai_confidence", 0.4), "If-Match", "*"));
    }

    @Test
    void asecretGoesInAndNeverComesOut() throws SQLException {
        JsonNode after = put("llm_provider", "openai", "llm_api_key", SECRET);
        assertThat(after.at("/secrets/llm_api_key").toString()).isEqualTo("{\"set\":true,\"source\":\"stored\"}");
        put("llm_api_key", SECRET + "-other");
        assertThat(settings.get(SETTINGS).text()
                        + settings.get(SETTINGS + "history/").text()
                        + after)
                .doesNotContain("geheim");
        assertThat(history().get(0).get("field").asString()).isEqualTo("llm_api_key");
        assertThat(history().get(0).get("to").asString()).isEqualTo("set to another");
        try (Connection connection = demo.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select content from demo_settings")) {
            row.next();
            assertThat(row.getString(1)).contains("v1:").doesNotContain("geheim");
        }
        JsonNode none = put("llm_api_key", "");
        assertThat(none.at("/secrets/llm_api_key/set").asBoolean()).isFalse();
    }

    @Test
    void akeyIsSentNowhereElseThanItWasGivenFor() {
        put("llm_provider", "openai", "llm_api_key", SECRET);
        for (String move : List.of(
                json("llm_base_url", ELSEWHERE),
                json("llm_provider", "anthropic"),
                json("llm_provider", "gemini", "llm_base_url", ELSEWHERE))) {
            assertThat(refused(move).propertyNames()).containsExactly("llm_api_key");
            Answer trial = settings.post(SETTINGS + "llm/test/", move);
            assertThat(trial.status()).as(trial.toString()).isEqualTo(400);
        }
        // not in two steps either
        put("llm_provider", "offline", "llm_base_url", ELSEWHERE);
        assertThat(refused(json("llm_provider", "openai")).propertyNames()).containsExactly("llm_api_key");
        put("llm_provider", "openai", "llm_api_key", SECRET + "2");
        assertThat(refused(json("llm_base_url", null)).propertyNames()).containsExactly("llm_api_key");
        JsonNode without = put("llm_base_url", "https://other.model.example/v1", "llm_api_key", "");
        assertThat(without.get("llm_base_url").asString()).isEqualTo("https://other.model.example/v1");
    }

    @Test
    void atokenIsSentToNoOtherZendesk() {
        put("zendesk_url", "https://shop.zendesk.com", "zendesk_email", "a@b.example", "zendesk_token", SECRET);
        assertThat(refused(json("zendesk_url", "https://other.zendesk.com")).propertyNames())
                .containsExactly("zendesk_token");
        put("zendesk_url", "");
        assertThat(refused(json("zendesk_url", "https://other.zendesk.com")).propertyNames())
                .containsExactly("zendesk_token");
        JsonNode after = put("zendesk_url", "https://other.zendesk.com", "zendesk_token", SECRET);
        assertThat(after.toString()).doesNotContain("geheim");
    }

    @Test
    void addressesThatLeadInsideAreRefused() {
        for (String inside : List.of(
                "http://127.0.0.1:11434/v1",
                "https://localhost/v1",
                "https://169.254.169.254/",
                "https://[::1]/v1",
                "https://10.0.0.1/",
                "file:///etc/passwd")) {
            JsonNode wrong = refused(json("llm_base_url", inside, "zendesk_url", inside));
            assertThat(wrong.propertyNames()).as(inside).contains("llm_base_url", "zendesk_url");
            assertThat(wrong.toString()).contains("TICKET_SETTINGS_ALLOW_PRIVATE");
            String trial = json("llm_provider", "openai", "llm_base_url", inside, "llm_api_key", "");
            assertThat(settings.post(SETTINGS + "llm/test/", trial).status()).isEqualTo(400);
        }
    }

    @Test
    void theHistoryComesInPages() {
        put("ai_confidence", 0.1);
        put("ai_confidence", 0.2);
        Answer first = settings.get(SETTINGS + "history/?limit=1");
        String next = first.header("Link").orElseThrow().replaceFirst("<http://[^/]+([^>]+)>.*", "$1");
        JsonNode second = ok(settings.get(next));
        assertThat(second.get(0).get("to").asString()).isEqualTo("0.1");
        assertThat(ok(first).get(0).get("from").asString()).isEqualTo("0.1");
        assertThat(settings.get(SETTINGS + "history/?cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void arowThatIsGoneIsMadeAgain() throws SQLException {
        put("ai_confidence", 0.6);
        try (Connection connection = demo.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from demo_settings");
        }
        assertThat(put("llm_max_tokens", 500).get("llm_max_tokens").asInt()).isEqualTo(500);
        JsonNode all = put("ai_confidence", 0.8);
        assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.8);
        assertThat(all.get("llm_max_tokens").asInt()).isEqualTo(500);
        assertThat(history().get(0).get("version")).isEqualTo(all.get("version"));
    }

    @Test
    void whatIsTooLongAltogetherIsRefused() {
        // of these each character takes several where it is stored
        List<String> agents =
                IntStream.range(0, 240).mapToObj(i -> i + "ü".repeat(200)).toList();
        String many = "\\".repeat(99_000);
        Map<String, Object> taxonomy =
                Map.of("categories", List.of(Map.of("code", "other", "keywords", List.of(many))));
        JsonNode wrong = refused(
                json("agents", agents, "taxonomy", taxonomy, "llm_prices", Map.of("m", Map.of("comment", many))));
        assertThat(wrong.at("/detail/0").asString()).contains("too long");
    }

    @Test
    void charactersThatNoDatabaseKeepsAreRefused() {
        JsonNode wrong = refused("{\"llm_model\":\"a\\u0000b\",\"llm_base_url\":\"https://a\\ud800b\"}");
        assertThat(wrong.propertyNames()).containsExactlyInAnyOrder("llm_model", "llm_base_url");
        assertThat(settings.put(SETTINGS, "{\"a\\u0000\":1}").status()).isEqualTo(400);
    }
}
