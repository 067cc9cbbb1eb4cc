package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.ModelServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** An admin sets something in the page. */
class SettingsPageTest extends PageScenario {
    private static final String SECRET = "sk-test-geheim-4711";

    private final ModelServer model = started(new ModelServer());

    @Override
    Map<String, String> settings() {
        return Map.of(
                "TICKET_SETTINGS_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "TICKET_SETTINGS_ALLOW_PRIVATE", "on",
                "TICKET_LLM_MAX_TOKENS", "400");
    }

    @BeforeEach
    void openSettings() {
        put(
                "{\"ai_confidence\":null,\"llm_provider\":null,\"llm_base_url\":null,\"llm_api_key\":null,\"taxonomy\":null}");
        open("settings");
        browser.see("#setting-ai_confidence");
    }

    private JsonNode put(String body) {
        assertThat(api.put("/api/settings/", body).status()).isEqualTo(200);
        return stored();
    }

    private JsonNode stored() {
        return api.get("/api/settings/").json();
    }

    @Test
    void whatIsSavedIsInForceAndWrittenDown() {
        browser.seen("[data-group=llm]", "From the environment");
        browser.retype("#setting-ai_confidence", "0.85");
        browser.click("button[type=submit]", "Save settings");
        browser.seen(".notice", "saved");
        assertThat(stored().get("ai_confidence").asDouble()).isEqualTo(0.85);
        browser.seen(".changes", "ai confidence from 0.7 to 0.85");
        browser.click("button[aria-label='Reset Confidence below which a person looks']");
        browser.until("reset", () -> stored().get("ai_confidence").asDouble() == 0.7);
    }

    @Test
    void whatIsWrongIsSaidAtTheFieldWhichGetsTheFocus() {
        browser.retype("#setting-ai_confidence", "7");
        browser.press(Keys.ENTER);
        browser.seen("#setting-ai_confidence-error", "Give a number from 0 to 1.");
        assertThat(browser.isFocused("#setting-ai_confidence")).isTrue();
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertThat(stored().get("ai_confidence").asDouble()).isEqualTo(0.7);
    }

    @Test
    void aModelIsTriedBeforeItIsSavedAndTheKeyIsNeverShown() {
        model.completes(ModelServer.VERDICT);
        browser.choose("#setting-llm_provider", "openai");
        browser.retype("#setting-llm_base_url", model.url() + "/v1");
        browser.retype("#setting-llm_model", "test-model");
        browser.retype("#setting-llm_timeout_seconds", "20");
        browser.type("#setting-llm_api_key", SECRET);
        browser.click("[data-test=llm]");
        browser.seen("[data-report=llm]", "classifies a test ticket as account");
        assertThat(stored().get("llm_provider").asString()).isEqualTo("offline");
        browser.click("button[type=submit]", "Save settings");
        browser.seen(".notice", "saved");
        browser.seen("[data-group=llm]", "Is set");
        assertThat(browser.see("#setting-llm_api_key").getDomProperty("value")).isEmpty();
        assertThat(browser.run("return document.body.outerHTML")).asString().doesNotContain("geheim");
        browser.seen("#about", "test-model");
        model.says(401, "{}");
        browser.click("[data-test=llm]");
        browser.seen("[data-report=llm]", "The key is refused");
    }

    @Test
    void whatSomebodyElseSavedMeanwhileIsNotOverwritten() {
        browser.retype("#setting-llm_max_tokens", "500");
        put("{\"ai_confidence\":0.6}");
        browser.click("button[type=submit]", "Save settings");
        browser.seen("#settings [role=alert]", "Somebody else changed the settings");
        assertThat(browser.see("#setting-llm_max_tokens").getDomProperty("value"))
                .isEqualTo("500");
        browser.click("button[type=submit]", "Save settings");
        browser.seen(".notice", "saved");
        assertThat(stored().get("llm_max_tokens").asInt()).isEqualTo(500);
        put("{\"llm_max_tokens\":null}");
    }

    @Test
    void whatIsLeftOutIsSaidAndCanBeReset() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update demo_settings set content = '{\"ai_confidence\":\"7\"}', version = version + 1");
        }
        assertThat(put("{}").at("/sources/ai_confidence").asString()).isEqualTo("left_out");
        browser.click(".nav a", "New ticket");
        browser.click(".nav a", "Settings");
        browser.seen("#settings [role=alert]", "ai_confidence is wrong");
        browser.seen("[data-source=left_out]", "not in force");
        browser.click("button[aria-label='Reset Confidence below which a person looks']");
        browser.seen(".notice", "saved");
        assertThat(stored().get("problems").isEmpty()).isTrue();
    }

    @Test
    void categoriesOfOnesOwn() {
        browser.choose("#setting-taxonomy", "own");
        browser.retype("#setting-taxonomy-own", "{");
        browser.click("button[type=submit]", "Save settings");
        browser.seen("#settings", "not valid JSON");
        browser.retype("#setting-taxonomy-own", "{\"categories\":[{\"code\":\"shipping\",\"label\":\"Versand\"}]}");
        browser.click("button[type=submit]", "Save settings");
        browser.seen(".notice", "saved");
        browser.click(".nav a", "New ticket");
        browser.seen("#new-category", "Versand");
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "360, light"})
    void isAccessibleAndFits(int width, String theme) {
        browser.screen(width, 900);
        browser.dark(theme.equals("dark"));
        browser.click("[data-test=zendesk]");
        browser.seen("[data-report=zendesk]", "No Zendesk is set up");
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
    }
}
