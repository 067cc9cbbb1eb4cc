package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** What holds for every view: it can be read and used by everybody, on any screen. */
class PageQualityTest extends PageScenario {
    private static final String LONG = "A title in which somebody put the whole matter, with Donaudampfschifffahrts"
            + "gesellschaftskapitaenskajuetentuerschluessel and https://example.com/" + "path".repeat(12);

    private void someTickets() {
        ticket(LONG, LONG + "\n" + LONG, "\"tags\":[\"vip\"],\"assignee\":\"agent-7\"");
        ticket("Down", "Everything is down, this is unacceptable!!", "\"status\":\"in_progress\"");
        ticket("Refund", "I was charged twice", "\"status\":\"closed\"");
        ticket("Thanks", "It works again, thank you", "\"status\":\"resolved\"");
    }

    private String address(String view) {
        return view.equals("detail")
                ? "tickets/" + tickets().get(3).get("id").asLong()
                : view.equals("list") ? "" : view;
    }

    private void show(String view) {
        open(address(view));
        browser.gone(".bone");
        switch (view) {
            case "list" -> browser.see("tr[data-id]");
            case "detail" -> browser.see(".timeline li");
            case "dashboard" -> browser.seen("[data-tile=total]", "4");
            case "analytics" -> browser.seen("[data-tile=created]", "4");
            default -> {
                browser.type("#new-description", "I was charged twice and nobody answers");
                browser.see("#confidence");
                browser.click("button[type=submit]");
                browser.see("#new-title-error");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "list, light",
        "list, dark",
        "detail, light",
        "detail, dark",
        "new, light",
        "new, dark",
        "dashboard, light",
        "dashboard, dark",
        "analytics, light",
        "analytics, dark"
    })
    void isAccessible(String view, String theme) {
        someTickets();
        browser.dark(theme.equals("dark"));
        show(view);
        assertThat(browser.accessibilityProblems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void aConflictIsAccessible(String theme) {
        someTickets();
        browser.dark(theme.equals("dark"));
        show("detail");
        browser.click("#edit");
        browser.type("#edit-title", "!");
        elsewhere(tickets().get(3).get("id").asLong(), "{\"title\":\"Theirs\"}");
        browser.click("#detail button[type=submit]");
        browser.see("#keep-mine");
        assertThat(browser.accessibilityProblems()).isEmpty();
    }

    /** A ticket with all that can hang on one, and every panel open. */
    private long fullCase() {
        long id = ticket(LONG, LONG, "\"requester\":\"maria@example.com\",\"assignee\":\"agent-7\"");
        ticket(LONG + " again", LONG);
        said(id, LONG, "\"author\":\"agent-7\"");
        said(id, LONG, "\"internal\":true");
        said(id, "The refund was booked", "\"is_ai_generated\":true,\"ai_confidence\":0.78");
        api.delete("/api/tickets/responses/" + said(id, "Gone") + "/");
        api.post("/api/tickets/" + id + "/feedback/", "{\"score\":4,\"comment\":\"Kind\"}");
        return id;
    }

    private void showCase(long id) {
        open("tickets/" + id);
        browser.see(".timeline li");
        browser.see("[data-similar]");
        browser.click("#assign");
        browser.see("#assign-to");
        browser.click("#summarize");
        browser.see("#summary");
        browser.click("#suggest");
        browser.see("#next-actions");
        browser.click("#draft");
        browser.see("#drafted");
        browser.click(".chat summary");
        browser.click("#chat-start");
        browser.type("#chat-text", LONG);
        browser.click("#say");
        browser.see(".messages li[data-sender=assistant]");
        browser.gone(".messages [data-state]");
    }

    @ParameterizedTest
    @CsvSource({"1280, light, Reply", "400, dark, Reply", "1280, dark, Internal note", "360, light, Internal note"})
    void aFullCaseIsAccessibleAndFits(int width, String theme, String mode) {
        browser.screen(width, 900);
        browser.dark(theme.equals("dark"));
        long id = fullCase();
        showCase(id);
        browser.click(".modes label", mode);
        said(id, "Meanwhile", "\"author\":\"agent-9\"");
        browser.run(Scripts.COME_BACK);
        browser.see("#clash");
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        browser.retype("#compose", "");
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void mergingIsAccessible(String theme) {
        browser.dark(theme.equals("dark"));
        open("tickets/" + fullCase());
        browser.click("[data-similar] button");
        browser.see("#confirm-merge");
        assertThat(browser.accessibilityProblems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"list", "detail", "new", "dashboard", "analytics"})
    void fitsANarrowScreen(String view) {
        someTickets();
        browser.screen(360, 740);
        show(view);
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("width that has to be scrolled")
                .isEqualTo(0L);
    }

    @Test
    void theDocumentationOfTheApiIsShown() {
        open("");
        browser.click("footer a", "API documentation");
        browser.see(".swagger-ui .info");
        assertThat(browser.address()).endsWith("/docs");
    }

    @Test
    void oneCanSkipToTheContent() {
        open("dashboard");
        browser.tabTo(".skip");
        browser.press(Keys.ENTER);
        assertThat(browser.isFocused("#main")).isTrue();
        assertThat(browser.address()).endsWith("#/dashboard");
    }
}
