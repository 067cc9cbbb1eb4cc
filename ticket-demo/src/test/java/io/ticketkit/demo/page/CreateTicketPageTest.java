package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

class CreateTicketPageTest extends PageScenario {
    private static final String TEXT = "I was charged twice for my invoice, please refund one payment.";

    private void describe() {
        open("new");
        browser.type("#new-description", TEXT);
        browser.see("#confidence");
    }

    private JsonNode created() {
        browser.see("#detail-heading .number");
        browser.until("one ticket", () -> tickets().size() == 1);
        return tickets().get(0);
    }

    @Test
    void asksOnceForASuggestionHoweverManyKeysWerePressed() {
        open("new");
        browser.run(Scripts.COUNT_REQUESTS);
        browser.type("#new-description", TEXT);
        browser.see("#confidence");
        assertThat(browser.run("return asked")).isEqualTo(1L);
    }

    @Test
    void suggestsWhenTypingPausesAndFillsInWhatIsAccepted() {
        describe();
        assertThat(browser.see("#confidence").getText()).matches("\\d+ %");
        assertThat(browser.see("#source").getText()).isEqualTo("Keywords");
        assertThat(browser.see("#new-title").getDomProperty("value"))
                .as("nothing unasked")
                .isEmpty();
        browser.click("[data-offer=category] button", "Use");
        browser.seen("#new-category", "billing");
        browser.click("[data-offer=title] button", "Use");
        browser.seen("#new-title", "charged twice");
        browser.click("button[type=submit]");
        JsonNode ticket = created();
        assertThat(ticket.get("category").asString()).isEqualTo("billing");
        assertThat(ticket.get("title").asString()).contains("charged twice");
        assertThat(ticket.get("description").asString()).isEqualTo(TEXT);
    }

    @Test
    void saysWhichWordsDecided() {
        describe();
        browser.seen("#why", "charged");
        browser.retype(
                "#new-description",
                "Invoice <b>charged</b> twice <img src=x onerror=\"document.title='hurt'\"> refund");
        browser.see("#confidence");
        assertThat(browser.count("#why img")).isZero();
        assertThat(browser.title()).doesNotContain("hurt");
    }

    @Test
    void neverOverwritesWhatWasTypedOrChosen() {
        open("new");
        browser.type("#new-title", "My own words");
        browser.choose("#new-category", "account");
        browser.type("#new-description", TEXT);
        browser.see("#confidence");
        browser.click("#use-all");
        browser.until(
                "a priority", () -> !"".equals(browser.see("#new-priority").getDomProperty("value")));
        assertThat(browser.see("#new-title").getDomProperty("value")).isEqualTo("My own words");
        assertThat(browser.see("#new-category").getDomProperty("value")).isEqualTo("account");
    }

    @Test
    void putsBackWhatASuggestionReplaced() {
        describe();
        browser.type("#new-title", "My own words");
        browser.click("[data-offer=title] button", "Use");
        browser.seen("#new-title", "charged twice");
        browser.click("[data-offer=title] button", "Undo");
        browser.seen("#new-title", "My own words");
    }

    @Test
    void letsTheServerDecideWhatIsLeftOpen() {
        open("new");
        browser.type("#new-title", "Refund");
        browser.type("#new-description", TEXT);
        browser.click("button[type=submit]");
        assertThat(created().get("category").asString()).isEqualTo("billing");
        assertThat(browser.see("[data-fact=category]").getText()).contains("keywords");
    }

    @Test
    void showsTheServersMessagesAtTheFields() {
        open("new");
        browser.type("#new-title", "x".repeat(201));
        browser.click("button[type=submit]");
        assertThat(browser.see("#new-title-error").getText())
                .isEqualTo("Ensure this field has no more than 200 characters.");
        assertThat(browser.see("#new-description-error").getText()).isNotBlank();
        assertThat(browser.see("#new-title").getDomAttribute("aria-describedby"))
                .contains("new-title-error");
        assertThat(browser.see("#new-title").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(browser.isFocused("#new-title"))
                .as("focus on the first wrong field")
                .isTrue();
        browser.retype("#new-title", "Short");
        browser.gone("#new-title-error");
    }

    @Test
    void makesOneTicketWhenAnAnswerGotLost() {
        open("new");
        browser.type("#new-title", "Refund");
        browser.type("#new-description", TEXT);
        browser.run(Scripts.LOSE_NEXT_ANSWER);
        browser.click("button[type=submit]");
        browser.seen("form [role=alert]", "Your text is kept");
        browser.click("button[type=submit]");
        assertThat(created().get("title").asString()).isEqualTo("Refund");
    }

    @Test
    void makesOneTicketEvenWhenTheTextIsChangedAfterALostAnswer() {
        open("new");
        browser.type("#new-title", "Refund");
        browser.type("#new-description", TEXT);
        browser.run(Scripts.LOSE_NEXT_ANSWER);
        browser.click("button[type=submit]");
        browser.seen("form [role=alert]", "Your text is kept");
        browser.type("#new-title", " me");
        browser.click("button[type=submit]");
        browser.seen("h1", "Refund me");
        assertThat(created().get("title").asString()).isEqualTo("Refund me");
    }

    @Test
    void keepsTheDraftWhileOtherViewsAreShown() {
        describe();
        browser.click(".nav a", "Dashboard");
        browser.see("[data-tile=total]");
        browser.click(".nav a", "New ticket");
        browser.seen("#new-description", TEXT);
    }

    @Test
    void worksWithTheKeyboardAlone() {
        open("");
        browser.tabTo(".nav a[data-view=create]");
        browser.press(Keys.ENTER);
        browser.until("focus on the heading", () -> browser.isFocused("#create-heading"));
        browser.tabTo("#new-description");
        browser.press(TEXT);
        browser.see("#confidence");
        browser.tabTo("#use-all");
        browser.press(Keys.ENTER);
        browser.seen("#new-title", "charged twice");
        browser.tabTo("button[type=submit]");
        browser.press(Keys.ENTER);
        long id = created().get("id").asLong();
        browser.until("focus on the heading", () -> browser.isFocused("#detail-heading"));
        browser.tabBack();
        browser.press(Keys.ENTER);
        browser.see(row(id));
        browser.tabTo(row(id) + " a");
        browser.press(Keys.ENTER);
        browser.see("#edit");
        assertThat(browser.address()).endsWith("#/tickets/" + id);
    }
}
