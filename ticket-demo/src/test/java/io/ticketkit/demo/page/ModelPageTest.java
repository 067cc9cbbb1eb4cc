package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.ModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page of a demo that asks a language model: what it said and cost, whether it said anything, and who decides. */
class ModelPageTest extends PageScenario {
    private static final String TEXT = "I was charged twice for my invoice, please refund one payment.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private final ModelServer model = new ModelServer();
    private int texts;

    @Override
    Map<String, String> settings() {
        started(model);
        try {
            return Map.of(
                    "TICKET_LLM_PROVIDER", "openai",
                    "TICKET_LLM_BASE_URL", model.url() + "/v1",
                    "TICKET_LLM_MODEL", "test-model",
                    "TICKET_LLM_TIMEOUT_SECONDS", "10",
                    "TICKET_LLM_PRICES",
                            Files.writeString(folder.resolve("prices.json"), ModelServer.PRICES)
                                    .toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void answers() {
        model.completes(ModelServer.VERDICT);
    }

    /** Not asked before. */
    private String text() {
        return TEXT + " " + ++texts;
    }

    /** Of an account, surely; of high priority, perhaps. */
    private long openTicket() {
        long id = ticket("Refund", text());
        open("tickets/" + id);
        browser.see(".timeline li");
        return id;
    }

    @Test
    void showsModelAndCostOfASuggestion() {
        open("new");
        browser.type("#new-description", text());
        assertThat(browser.see("#model").getText()).isEqualTo(ModelServer.MODEL);
        assertThat(browser.see("#cost").getText()).isEqualTo("$0.00027");
        assertThat(browser.see("#source").getText()).isEqualTo("Language model");
        assertThat(browser.see("#confidence").getText()).isEqualTo("93 %");
        assertThat(browser.count("#fallback")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void saysThatAndWhyTheModelGaveNoAnswer(String theme) {
        model.says(500, "");
        browser.dark(theme.equals("dark"));
        open("new");
        browser.type("#new-description", text());
        browser.seen("#fallback", "gave no answer: its service failed. This is the offline answer");
        assertThat(browser.see("#source").getText()).isEqualTo("Keywords");
        assertThat(browser.see("#cost").getText()).isEqualTo("Unknown");
        assertThat(browser.accessibilityProblems()).isEmpty();
    }

    @Test
    void showsWhoChoseEachValueAndWhatThatCost() {
        openTicket();
        browser.seen("[data-fact=category]", ModelServer.MODEL + ", $0.00027 for all fields");
        assertThat(browser.see("[data-fact=category]").getText())
                .contains("Account", "language model, 93 %")
                .doesNotContain("Needs review", "Accept");
        assertThat(browser.see("[data-fact=priority]").getText())
                .contains("High", "language model, 40 %", ModelServer.MODEL, "Needs review", "Accept");
    }

    @Test
    void acceptsWithOneClickAndTellsIt() {
        long id = openTicket();
        browser.click("[data-fact=priority] .accept");
        browser.seen(".notice", "priority High accepted");
        browser.gone(".accept");
        browser.until("the focus stays", () -> browser.isFocused("[data-fact=priority]"));
        browser.seen("#announcer", "accepted");
        browser.seen(".timeline", "accepted priority High");
        browser.seen("[data-fact=priority]", "chosen by a person");
        assertThat(ticket(id).get("needs_review").asBoolean()).isFalse();
        browser.click(".runs summary");
        browser.seen(".runs", "Priority High, 40 %: accepted by a person");
        assertThat(browser.see(".runs").getText())
                .contains(
                        "Language model " + ModelServer.MODEL, "Answered", "$0.00027", "Category Account, 93 %: in use")
                .contains("Somebody cannot get in");
        browser.click(".back");
        browser.click("input[name=needs_review]");
        browser.seen("#list h2", "No ticket matches");
    }

    @Test
    void acceptsByKeyboard() {
        long id = openTicket();
        browser.tabTo(".accept");
        browser.press(Keys.ENTER);
        browser.gone(".accept");
        assertThat(ticket(id).at("/suggestion/priority/source").asString()).isEqualTo("person");
    }

    @Test
    void acceptsWhatSomebodyElseChangedOtherwiseMeanwhile() {
        long id = openTicket();
        elsewhere(id, "{\"assignee\":\"ann\"}");
        browser.click(".accept");
        browser.gone(".accept");
        assertThat(ticket(id).get("assignee").asString()).isEqualTo("ann");
        assertThat(ticket(id).get("needs_review").asBoolean()).isFalse();
    }

    @Test
    void acceptsNothingThatSomebodyElseHasChosenMeanwhile() {
        long id = openTicket();
        elsewhere(id, "{\"priority\":\"low\"}");
        browser.click(".accept");
        browser.seen(".notice", "priority is already Low");
        browser.gone(".accept");
        assertThat(ticket(id).get("priority").asString()).isEqualTo("low");
    }

    @Test
    void correctsByChoosingAnother() {
        openTicket();
        browser.click("#edit");
        browser.gone(".accept");
        browser.choose("#edit-priority", "critical");
        browser.click("#detail button[type=submit]");
        browser.click(".runs summary");
        browser.seen(".runs", "Priority High, 40 %: corrected to Critical");
    }

    @Test
    void marksRowsThatNeedReview() {
        long id = ticket("Refund", text());
        long sure = ticket("Sure", text(), "\"category\":\"billing\",\"priority\":\"low\"");
        open("");
        assertThat(browser.see(row(id)).getText()).contains("Needs review");
        assertThat(browser.see(row(sure)).getText()).doesNotContain("Needs review");
        browser.click("input[name=needs_review]");
        browser.gone(row(sure));
        browser.see(row(id));
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "360, dark"})
    void saysOfATicketThatTheModelGaveNoAnswer(int width, String theme) {
        model.says(200, "<html>");
        browser.screen(width, 800);
        browser.dark(theme.equals("dark"));
        openTicket();
        browser.click(".runs summary", "The model gave no answer");
        browser.seen(".runs [data-run=llm]", "No answer: its answer was not of the form asked for");
        browser.seen(".runs [data-run=llm]", "cost unknown");
        browser.seen(".runs [data-run=keyword]", "Category Billing");
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
    }

    @Test
    void readsTheRunsAgainAfterAnOutage() {
        long id = ticket("Refund", text());
        open("");
        browser.see(row(id));
        browser.run(Scripts.LOSE_RUNS);
        browser.click(row(id) + " a");
        browser.click(".runs summary");
        browser.seen(".runs [role=alert]", "could not be loaded");
        browser.run(Scripts.MEND_SERVER);
        browser.click(".runs button", "Try again");
        browser.seen(".runs", "Language model");
        browser.gone(".runs [role=alert]");
    }
}
