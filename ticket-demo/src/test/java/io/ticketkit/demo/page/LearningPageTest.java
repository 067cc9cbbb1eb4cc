package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody corrects tickets on the page, and sees on the page what came of it. */
class LearningPageTest extends PageScenario {
    private static final List<String> BADGES = List.of(
            "My badge does not open the north gate",
            "The gate refuses my badge since Monday",
            "Please renew the badge for the parking gate");
    private static final String SIMILAR = "Another visitor's badge that the gate does not know";

    @Override
    Map<String, String> settings() {
        return Map.of("TICKET_LEARNING_SECONDS", "1");
    }

    /** With its tickets. */
    @BeforeEach
    void beginWithoutModels() {
        await().atMost(Duration.ofMinutes(1)).until(() -> models().isEmpty());
    }

    private void correct(long id, String category) {
        open("tickets/" + id);
        browser.click("#edit");
        browser.choose("#edit-category", category);
        browser.click("#detail button[type=submit]");
        browser.seen("[data-fact=category]", "chosen by a person");
    }

    private JsonNode models() {
        return api.get("/api/tickets/stats/models/").json();
    }

    private void untilSuggested(String text, String category) {
        String json = "{\"description\":" + new JsonMapper().writeValueAsString(text) + "}";
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    JsonNode answer = api.post("/api/tickets/classify/", json).json();
                    assertThat(answer.get("source").asString()).isEqualTo("learned");
                    assertThat(answer.get("suggested_category").asString()).isEqualTo(category);
                });
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "400, dark"})
    void whatWasCorrectedIsSuggestedWithTheWordsThatDecided(int width, String theme) {
        browser.screen(width, 900);
        browser.dark(theme.equals("dark"));
        BADGES.stream().map(badge -> ticket("Gate", badge)).toList().forEach(id -> correct(id, "billing"));
        untilSuggested(SIMILAR, "billing");

        open("new");
        browser.type("#new-description", SIMILAR);
        browser.seen("#source", "Learned from corrections");
        assertThat(browser.see("[data-offer=category]").getText()).contains("Billing");
        assertThat(browser.see("[data-why=category]").getText()).containsPattern("badge\\s+\\d\\.\\d");
        assertFitsAndIsAccessible();

        browser.click("[data-offer=category] button", "Use");
        browser.type("#new-title", "Gate");
        browser.click("button[type=submit]");
        browser.click(".runs summary");
        browser.seen(".runs [data-run=learned]", "badge");
        assertFitsAndIsAccessible();

        open("dashboard");
        browser.seen("[data-model=category]", "Category");
        browser.seen("[data-guess=category]", "too few tickets to tell");
        assertFitsAndIsAccessible();
    }

    @ParameterizedTest
    @CsvSource({"1280, dark", "400, light"})
    void markupInTicketsStaysText(int width, String theme) {
        browser.screen(width, 900);
        browser.dark(theme.equals("dark"));
        String hostile = "<b>badge</b> \"gate\" <img src=x onerror=\"document.title='hurt'\"> & 'lift'";
        IntStream.range(0, 3).forEach(i -> ticket(hostile + i, hostile + " " + i, "\"category\":\"billing\""));
        untilSuggested(hostile, "billing");

        open("new");
        browser.type("#new-title", "The <b>badge</b> of the \"gate\"");
        browser.type("#new-description", hostile);
        browser.seen("#source", "Learned from corrections");
        browser.seen("#why", "badge");
        assertThat(browser.count("#why img, #why b b")).isZero();
        assertThat(browser.title()).doesNotContain("hurt");
        assertFitsAndIsAccessible();
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "400, dark"})
    void howGoodWhatWasLearnedIsStandsBesideTheMajority(int width, String theme) {
        browser.screen(width, 900);
        browser.dark(theme.equals("dark"));
        for (int i = 0; i < 40; i++) {
            boolean badge = i % 4 > 0;
            // of the same text as many that are low: nothing tells them apart
            String priority = i % 13 == 1 ? "high" : "low";
            ticket(
                    "Number " + i,
                    badge ? BADGES.get(i % 3) : "The lift is stuck on floor " + i,
                    "\"category\":\"" + (badge ? "billing" : "technical") + "\"",
                    "\"priority\":\"" + priority + "\"");
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(models())
                        .hasSize(2)
                        .allSatisfy(model ->
                                assertThat(model.get("examples").asInt()).isEqualTo(40)));

        open("dashboard");
        browser.seen("[data-model=category]", "100 %");
        assertThat(browser.see("[data-model=category]").getText()).contains("40", "75 %", "1.00", "version");
        browser.see("[data-model=priority]");
        browser.seen("[data-guess=priority]", "not better than always choosing");
        assertFitsAndIsAccessible();
    }

    private void assertFitsAndIsAccessible() {
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        assertThat(browser.accessibilityProblems()).isEmpty();
    }
}
