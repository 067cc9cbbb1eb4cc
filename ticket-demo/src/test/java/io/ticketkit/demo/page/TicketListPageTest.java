package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class TicketListPageTest extends PageScenario {
    private static final String ROWS = "tr[data-id]";

    private void waitForRows(int count) {
        browser.until(count + " rows", () -> browser.count(ROWS) == count);
    }

    @Test
    void showsTicketsNewestFirst() {
        long first = ticket("Refund please", "I was charged twice", "\"priority\":\"low\"");
        long second = ticket("Server down", "Nobody can work", "\"priority\":\"critical\"");
        open("");
        waitForRows(2);
        assertThat(browser.texts(ROWS + " .c-id")).containsExactly("" + second, "" + first);
        assertThat(browser.see(row(second)).getText()).contains("Server down", "Nobody can work", "Critical", "now");
        assertThat(browser.see("#shown").getText()).isEqualTo("2 tickets shown");
        assertThat(browser.title()).isEqualTo("Tickets – TicketKit");
    }

    @Test
    void filtersByAnyOfSeveralValuesAndRemembersThemInTheAddress() {
        long low = ticket("One", "Text", "\"priority\":\"low\"");
        long high = ticket("Two", "Text", "\"priority\":\"high\"");
        ticket("Three", "Text", "\"priority\":\"critical\"");
        open("");
        waitForRows(3);
        browser.click("[data-filter=priority] summary");
        browser.click("[data-filter=priority] input[value=low]");
        waitForRows(1);
        browser.click("[data-filter=priority] input[value=high]");
        waitForRows(2);
        browser.see(row(low));
        browser.see(row(high));
        assertThat(browser.see("[data-filter=priority] summary").getText()).contains("Low, High");
        browser.open(browser.address());
        waitForRows(2);
        browser.click("button", "Clear all");
        waitForRows(3);
        assertThat(browser.address()).endsWith("#/");
    }

    @Test
    void filtersByNeedOfReview() {
        ticket("Chosen", "Text", "\"priority\":\"low\",\"category\":\"billing\"");
        long unsure = ticket("Hm", "Hm");
        assertThat(ticket(unsure).get("needs_review").asBoolean()).isTrue();
        open("");
        waitForRows(2);
        browser.click("input[name=needs_review]");
        waitForRows(1);
        assertThat(browser.see(row(unsure)).getText()).contains("Needs review");
    }

    @Test
    void searchesWhenTypingPauses() {
        long refund = ticket("Refund please", "I was charged twice");
        ticket("Server down", "Nobody can work");
        open("");
        waitForRows(2);
        browser.run(Scripts.COUNT_REQUESTS);
        browser.type("#search", "refu");
        waitForRows(1);
        browser.see(row(refund));
        assertThat(browser.run("return asked"))
                .as("requests for four keystrokes")
                .isEqualTo(1L);
        assertThat(browser.address()).endsWith("#/?search=refu");
        browser.retype("#search", "nothing like this");
        browser.click("button", "Clear filters");
        waitForRows(2);
        assertThat(browser.isFocused("#search")).isTrue();
    }

    @Test
    void changesTheStatusInTheRowAndTheNumbersFollow() {
        long id = ticket("Refund please", "I was charged twice");
        open("");
        browser.seen("[data-number=open]", "1");
        browser.choose(row(id) + " select.status", "resolved");
        browser.seen("[data-number=resolved]", "1");
        browser.seen("[data-number=open]", "0");
        browser.seen(row(id) + " select.status", "resolved");
        assertThat(ticket(id).get("status").asString()).isEqualTo("resolved");
    }

    @Test
    void savesOnlyTheStatusChosenWithTheKeyboardNotThoseOnTheWay() {
        long id = ticket("Refund please", "I was charged twice");
        open("");
        browser.see(row(id));
        browser.tabTo(row(id) + " select.status");
        browser.run(Scripts.COUNT_REQUESTS);
        browser.press(Keys.ARROW_DOWN);
        browser.until("the list is open", () -> browser.count("select.status:open") == 1);
        browser.press(Keys.ARROW_DOWN);
        assertThat(browser.run("return asked")).isEqualTo(0L);
        browser.press(Keys.ENTER);
        browser.until(
                "saved", () -> "in_progress".equals(ticket(id).get("status").asString()));
        browser.seen(row(id) + " select.status", "in_progress");
        assertThat(browser.isFocused(row(id) + " select.status")).isTrue();
    }

    @Test
    void offersOnlyStatusesTheWorkflowAllows() {
        long id = ticket("Done", "Text", "\"status\":\"closed\"");
        open("");
        browser.see(row(id));
        assertThat(browser.texts(row(id) + " option").stream().map(String::trim))
                .containsExactlyElementsOf(List.of("Closed", "Open"));
    }

    @Test
    void keepsARowInSightThatNoLongerMatches() {
        long id = ticket("Refund please", "I was charged twice");
        open("?status=open");
        browser.choose(row(id) + " select.status", "closed");
        browser.seen(row(id), "no longer matches");
    }

    @Test
    void callsNoRowChangedWhileAnotherFilterLoads() {
        long id = ticket("Refund please", "I was charged twice", "\"priority\":\"low\"");
        open("");
        waitForRows(1);
        browser.run(Scripts.STALL_SERVER);
        browser.click("[data-filter=priority] summary");
        browser.click("[data-filter=priority] input[value=critical]");
        browser.see("table[aria-busy=true]");
        assertThat(browser.see(row(id)).getText()).doesNotContain("no longer matches");
    }

    @Test
    void readsOldRowsAgainWhenOneComesBackToTheWindow() {
        ticket("Refund please", "I was charged twice");
        open("");
        waitForRows(1);
        ticket("Server down", "Nobody can work");
        browser.run(Scripts.CHANGED_IN_ANOTHER_TAB);
        browser.seen("[data-number=total]", "2");
        browser.run(Scripts.COME_BACK);
        waitForRows(2);
    }

    @Test
    void tellsWhenSomebodyElseSetTheStatusMeanwhile() {
        long id = ticket("Refund please", "I was charged twice");
        open("");
        browser.see(row(id));
        elsewhere(id, "{\"status\":\"in_progress\"}");
        browser.choose(row(id) + " select.status", "resolved");
        browser.seen("[role=alert]", "changed meanwhile: status is now In progress");
        browser.seen(row(id) + " select.status", "in_progress");
        assertThat(ticket(id).get("status").asString()).isEqualTo("in_progress");
        browser.click("[role=alert] button", "Set Resolved anyway");
        browser.seen(row(id) + " select.status", "resolved");
        assertThat(ticket(id).get("status").asString()).isEqualTo("resolved");
    }

    @Test
    void savesAStatusBesideSomebodyElsesOtherChange() {
        long id = ticket("Refund please", "I was charged twice", "\"priority\":\"low\"");
        open("");
        browser.see(row(id));
        elsewhere(id, "{\"priority\":\"critical\"}");
        browser.choose(row(id) + " select.status", "resolved");
        browser.seen(row(id) + " select.status", "resolved");
        assertThat(browser.see(row(id)).getText()).contains("Critical");
        assertThat(ticket(id).get("priority").asString()).isEqualTo("critical");
    }

    @Test
    void loadsMoreWhereOneIs() {
        for (int i = 1; i <= 55; i++) {
            ticket("Ticket " + i, "Text");
        }
        open("");
        waitForRows(50);
        assertThat(browser.see("#shown").getText()).isEqualTo("50 tickets shown, more available");
        browser.click(".more button");
        waitForRows(55);
        browser.gone(".more button");
        browser.until("focus on the first new row", () -> browser.isFocused("tr:nth-child(51) a"));
    }

    @Test
    void isAsItWasLeftWhenOneComesBack() {
        for (int i = 1; i <= 55; i++) {
            ticket("Ticket " + i, "Text");
        }
        open("?ordering=created_at");
        waitForRows(50);
        browser.click(".more button");
        waitForRows(55);
        browser.click("a", "Ticket 53");
        browser.seen("h1", "Ticket 53");
        browser.until("focus on the heading", () -> browser.isFocused("#detail-heading"));
        browser.back();
        waitForRows(55);
        browser.until("focus on the row left", () -> browser.isFocused("tr:nth-child(53) a"));
    }

    @Test
    void showsMarkupAsText() {
        String markup = "<script>document.title='hacked'</script><img src=x onerror=\"document.title='hacked'\">";
        long id = ticket(markup, markup);
        open("");
        assertThat(browser.see(row(id)).getText()).contains(markup);
        open("tickets/" + id);
        assertThat(browser.seen("h1", "script").getText()).contains(markup);
        assertThat(browser.see(".description").getText()).isEqualTo(markup);
        assertThat(browser.title()).contains("<script>");
        assertThat(browser.count("main img, main script")).isZero();
    }
}
