package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is stored and does not work any more is said, keeps nothing else from working, and can be repaired. */
@Timeout(180)
class SettingsRecoveryTest {
    private static final String SETTINGS = "/api/settings/";
    private static final String OTHER_KEY = "ISEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISE=";
    private static final String SECRET = "geheim-4711";

    private final TestDatabase database = TestDatabase.h2();

    @AfterEach
    void close() {
        database.close();
    }

    private RunningDemo demo(String... namesAndValues) {
        Map<String, String> all = new HashMap<>(Map.of("TICKET_SETTINGS_KEY", SettingsApiTest.KEY));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return RunningDemo.on(database, all);
    }

    private static JsonNode put(Client client, String body) {
        return HttpContract.ok(client.put(SETTINGS, body));
    }

    private static JsonNode read(Client client) {
        return HttpContract.ok(client.get(SETTINGS));
    }

    private static JsonNode refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        return answer.json();
    }

    private void store(String content) throws SQLException {
        store(content, 1);
    }

    private void store(String content, int versions) throws SQLException {
        try (Connection connection = database.source().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("update demo_settings set content = ?, version = version + ?")) {
            statement.setString(1, content);
            statement.setInt(2, versions);
            statement.executeUpdate();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_KEY, ""})
    void atokenThatCannotBeReadKeepsNothingElseFromBeingChanged(String key) {
        String zendesk = HttpContract.json(
                "zendesk_url", "https://shop.zendesk.com", "zendesk_email", "a@b.example", "zendesk_token", SECRET);
        try (RunningDemo first = demo()) {
            put(first.client(), zendesk);
            try (RunningDemo demo = demo("TICKET_SETTINGS_KEY", key)) {
                Client client = demo.client();
                JsonNode left = read(client);
                assertThat(left.get("problems").toString()).contains("zendesk_token cannot be decrypted");
                assertThat(left.at("/secrets/zendesk_token").toString())
                        .isEqualTo("{\"set\":false,\"source\":\"left_out\"}");
                assertThat(left.at("/sources/zendesk_url").asString()).isEqualTo("left_out");
                assertThat(put(client, "{\"ai_confidence\":0.6}")
                                .get("ai_confidence")
                                .asDouble())
                        .isEqualTo(0.6);
                HttpContract.ok(client.post(SETTINGS + "llm/test/", "{\"llm_provider\":\"offline\"}"));
                assertThat(refused(client.put(SETTINGS, "{\"zendesk_email\":\"c@d.example\"}"))
                                .propertyNames())
                        .containsExactly("zendesk_token");
            }
            try (RunningDemo again = demo()) {
                JsonNode all = read(again.client());
                assertThat(all.get("problems").isEmpty()).isTrue();
                assertThat(all.at("/secrets/zendesk_token/set").asBoolean()).isTrue();
                assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.6);
            }
        }
    }

    @Test
    void nothingThatIsStoredKeepsTheDemoFromStarting() throws SQLException {
        try (RunningDemo first = demo()) {
            put(first.client(), "{\"ai_confidence\":0.6}");
            for (String broken : List.of(
                    "{\"taxonomy\":\"a\\u0000\"}",
                    "{\"taxonomy\":\"/etc/passwd\"}",
                    "{\"llm_prices\":\"/etc/passwd\"}",
                    "{\"agents\":\"a\\ud800\",\"auto_assign\":\"on\"}")) {
                store(broken);
                try (RunningDemo demo = demo()) {
                    Client client = demo.client();
                    JsonNode all = read(client);
                    assertThat(all.get("problems").toString())
                            .as(broken)
                            .contains("left out")
                            .doesNotContain("passwd");
                    assertThat(all.get("taxonomy").asString()).isEqualTo("support");
                    put(client, "{\"ai_confidence\":0.5}");
                    JsonNode repaired =
                            put(client, "{\"taxonomy\":null,\"agents\":null,\"auto_assign\":null,\"llm_prices\":null}");
                    assertThat(repaired.get("problems").isEmpty())
                            .as(repaired.toString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatTheEnvironmentContradictsTakesNothingElseWithIt() {
        try (RunningDemo first = demo()) {
            put(
                    first.client(),
                    "{\"taxonomy\":\"product\",\"ai_confidence\":0.6,\"llm_max_tokens\":500,\"zendesk_url\":\"https://shop.zendesk.com\","
                            + "\"zendesk_email\":\"a@b.example\",\"zendesk_token\":\"geheim\"}");
            // of categories that the stored taxonomy has not
            try (RunningDemo demo = demo("TICKET_AGENTS", "ann=technical")) {
                JsonNode all = read(demo.client());
                assertThat(all.get("problems").toString()).contains("(taxonomy)", "agents");
                assertThat(all.get("taxonomy").asString()).isEqualTo("support");
                assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.6);
                assertThat(all.get("llm_max_tokens").asInt()).isEqualTo(500);
                assertThat(all.at("/secrets/zendesk_token/set").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void whoChangesNothingIsToldOnlyWhatIsInForceHere() {
        try (RunningDemo one = demo();
                RunningDemo other = demo()) {
            put(one.client(), "{\"ai_confidence\":0.6}");
            assertThat(put(other.client(), "{}").get("ai_confidence").asDouble())
                    .isEqualTo(0.6);
            // at once, not when the other node looks by itself
            assertThat(HttpContract.ok(other.client().get("/api/config/"))
                            .get("review_threshold")
                            .asDouble())
                    .isEqualTo(0.6);
        }
    }

    @Test
    void whatWasChangedByHandIsNotOverwritten() throws SQLException {
        try (RunningDemo demo = demo()) {
            put(demo.client(), "{\"ai_confidence\":0.6}");
            store("{\"ai_confidence\":\"0.55\"}", 0);
            JsonNode all = put(demo.client(), "{\"llm_max_tokens\":500}");
            assertThat(all.get("ai_confidence").asDouble()).isEqualTo(0.55);
            assertThat(all.get("llm_max_tokens").asInt()).isEqualTo(500);
        }
    }
}
