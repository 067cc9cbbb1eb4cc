package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A secret goes where it was given for, whoever changes the address, and how. */
@Timeout(180)
class SettingsSecretsTest {
    private static final String SETTINGS = "/api/settings/";
    private static final String SECRET = "sk-test-geheim-4711";
    private static final String TEXT = "I was charged twice for my invoice, please refund one payment.";

    private final ModelServer first = new ModelServer();
    private final ModelServer other = new ModelServer();
    private final TestDatabase database = TestDatabase.h2();

    @BeforeEach
    void answer() {
        first.completes(ModelServer.VERDICT);
        other.completes(ModelServer.VERDICT);
    }

    @AfterEach
    void close() {
        first.close();
        other.close();
        database.close();
    }

    /** Whose environment names a model, and has no key for it. */
    private RunningDemo demo(ModelServer model) {
        return RunningDemo.on(
                database,
                Map.of(
                        "TICKET_SETTINGS_KEY",
                        SettingsApiTest.KEY,
                        "TICKET_SETTINGS_ALLOW_PRIVATE",
                        "on",
                        "TICKET_LLM_PROVIDER",
                        "openai",
                        "TICKET_LLM_TIMEOUT_SECONDS",
                        "20",
                        "TICKET_LLM_BASE_URL",
                        model.url() + "/v1"));
    }

    private static JsonNode put(Client client, String body) {
        return HttpContract.ok(client.put(SETTINGS, body));
    }

    private static JsonNode read(Client client) {
        return HttpContract.ok(client.get(SETTINGS));
    }

    private void replace(String text, String with) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "update demo_settings set content = replace(content, ?, ?), version = version + 1")) {
            statement.setString(1, text);
            statement.setString(2, with);
            statement.executeUpdate();
        }
    }

    /** The model is asked, without the key. */
    private void assertKept(Client client) {
        JsonNode all = read(client);
        assertThat(all.at("/secrets/llm_api_key/set").asBoolean()).isFalse();
        assertThat(all.get("problems").toString()).contains("llm_api_key was given for another address");
        ModelContract.classified(client, TEXT);
        client.post(SETTINGS + "llm/test/", "{}");
        assertThat(other.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers().toString() + request.body())
                        .doesNotContain("geheim"));
    }

    @Test
    void akeyIsNotSentWhereAnotherEnvironmentSays() {
        try (RunningDemo demo = demo(first)) {
            put(demo.client(), HttpContract.json("llm_api_key", SECRET));
            try (RunningDemo moved = demo(other)) {
                assertKept(moved.client());
                put(moved.client(), "{\"ai_confidence\":0.6,\"llm_max_tokens\":500}");
                assertKept(moved.client());
            }
            try (RunningDemo back = demo(first)) {
                assertThat(read(back.client()).get("problems").isEmpty()).isTrue();
                ModelContract.classified(back.client(), TEXT);
                assertThat(first.requests().get(0).headers().get("Authorization"))
                        .containsExactly("Bearer " + SECRET);
            }
            try (RunningDemo moved = demo(other)) {
                JsonNode given = put(moved.client(), HttpContract.json("llm_api_key", "sk-another"));
                assertThat(given.get("problems").isEmpty()).isTrue();
                assertThat(given.at("/secrets/llm_api_key/set").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void akeyIsNotSentWhereARowOfTheDatabaseSays() throws SQLException {
        try (RunningDemo demo = demo(first)) {
            put(demo.client(), HttpContract.json("llm_base_url", first.url() + "/v1/", "llm_api_key", SECRET));
            replace(first.url(), other.url());
            try (RunningDemo moved = demo(first)) {
                assertKept(moved.client());
            }
        }
        assertThat(first.requests()).isEmpty();
    }

    @Test
    void atokenIsNotSentWhereARowOfTheDatabaseSays() throws SQLException {
        String zendesk = HttpContract.json(
                "zendesk_url", "https://shop.zendesk.com", "zendesk_email", "a@b.example", "zendesk_token", SECRET);
        try (RunningDemo demo = demo(first)) {
            put(demo.client(), zendesk);
            replace("shop.zendesk.com", "thief.zendesk.com");
            try (RunningDemo moved = demo(first)) {
                JsonNode all = read(moved.client());
                assertThat(all.at("/secrets/zendesk_token/set").asBoolean()).isFalse();
                assertThat(all.get("zendesk_url").isNull()).isTrue();
                assertThat(all.get("problems").toString()).contains("zendesk_token was given for another address");
                assertThat(moved.client()
                                .put(SETTINGS, "{\"zendesk_email\":\"c@d.example\"}")
                                .json()
                                .propertyNames())
                        .containsExactly("zendesk_token");
                put(moved.client(), "{\"zendesk_url\":\"https://shop.zendesk.com\"}");
                assertThat(read(moved.client()).at("/secrets/zendesk_token/set").asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void whoComesBackToTheAddressNeedNotGiveTheKeyAgain() {
        try (RunningDemo demo = demo(first)) {
            Client client = demo.client();
            put(client, HttpContract.json("llm_api_key", SECRET));
            put(client, "{\"llm_provider\":\"offline\"}");
            JsonNode back = put(client, "{\"llm_provider\":\"openai\"}");
            assertThat(back.at("/secrets/llm_api_key/set").asBoolean()).isTrue();
            assertThat(client.put(SETTINGS, "{\"llm_provider\":\"gemini\"}")
                            .json()
                            .propertyNames())
                    .containsExactly("llm_api_key");
        }
    }
}
