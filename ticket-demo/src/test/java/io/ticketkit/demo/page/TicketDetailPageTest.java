package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class TicketDetailPageTest extends PageScenario {
    private long id;

    private void openTicket() {
        id = ticket("Refund please", "I was charged twice.\nThank you", "\"tags\":[\"vip\"]");
        open("tickets/" + id);
        browser.see("#edit");
    }

    private void edit() {
        openTicket();
        browser.click("#edit");
        browser.until("focus in the form", () -> browser.isFocused("#edit-title"));
    }

    private void save() {
        browser.click("#detail button[type=submit]");
    }

    private String value(String field) {
        return ticket(id).get(field).asString();
    }

    @Test
    void showsWhatIsKnownAndWhereItComesFrom() {
        openTicket();
        assertThat(browser.see(".description").getText()).contains("\n");
        assertThat(browser.see("[data-fact=category]").getText()).matches("(?s)Billing.*keywords, \\d+ %.*");
        assertThat(browser.see(".timeline").getText()).contains("demo", "created the ticket");
        assertThat(browser.title()).isEqualTo("#" + id + " Refund please – TicketKit");
        browser.click(".known a", "vip");
        browser.see(row(id));
        assertThat(browser.address()).endsWith("#/?tag=vip");
    }

    @Test
    void savesWhatWasChangedAndTellsTheHistory() {
        edit();
        browser.retype("#edit-title", "Refund at once");
        browser.choose("#edit-priority", "critical");
        browser.type("#edit-assignee", "agent-7");
        browser.retype("#edit-tags", "vip, emea");
        save();
        browser.seen("h1", "Refund at once");
        browser.seen(".timeline", "changed title from Refund please to Refund at once");
        assertThat(browser.see("[data-fact=priority]").getText()).contains("Critical", "chosen by a person");
        assertThat(browser.see(".timeline").getText()).contains("set assignee to agent-7");
        assertThat(value("assignee")).isEqualTo("agent-7");
        assertThat(ticket(id).get("tags").toString()).isEqualTo("[\"emea\",\"vip\"]");
        browser.until("focus where it was", () -> browser.isFocused("#edit"));
    }

    @Test
    void sendsOnlyWhatWasChanged() {
        id = ticket("Refund please", "Line\r\nLine", "\"tags\":[\"one, with a comma\"]");
        open("tickets/" + id);
        browser.click("#edit");
        browser.retype("#edit-title", "Refund at once");
        save();
        browser.seen("h1", "Refund at once");
        assertThat(ticket(id).get("tags").toString()).isEqualTo("[\"one, with a comma\"]");
        assertThat(browser.see(".timeline").getText()).doesNotContain("tags", "description");
    }

    @Test
    void showsLongHistoriesInPages() {
        id = ticket("Refund please", "I was charged twice");
        for (int i = 0; i < 30; i++) {
            elsewhere(id, "{\"priority\":\"low\",\"assignee\":\"ann\"}");
            elsewhere(id, "{\"priority\":\"high\",\"assignee\":\"bob\"}");
        }
        open("tickets/" + id);
        browser.click(".history button", "Load more");
        browser.until("two pages", () -> browser.count(".timeline .what") == 100);
        browser.click(".history button", "Load more");
        browser.until("all of it", () -> browser.count(".timeline .what") == 121);
        browser.gone(".history button");
    }

    @Test
    void tellsOfAConflictAndKeepsMine() {
        edit();
        browser.retype("#edit-title", "Mine");
        elsewhere(id, "{\"title\":\"Theirs\",\"priority\":\"critical\"}");
        save();
        browser.until("focus on the conflict", () -> browser.isFocused("#conflict-heading"));
        assertThat(browser.see("[data-field=title]").getText()).contains("Refund please", "Theirs", "Mine");
        assertThat(browser.see("[data-field=priority]").getText()).contains("Critical", "unchanged");
        assertThat(value("title")).as("not overwritten silently").isEqualTo("Theirs");
        browser.click("#keep-mine");
        browser.seen("h1", "Mine");
        browser.see("#edit");
        assertThat(value("title")).isEqualTo("Mine");
        assertThat(value("priority")).as("what only they changed").isEqualTo("critical");
    }

    @Test
    void tellsOfAConflictAndTakesTheirs() {
        edit();
        browser.retype("#edit-title", "Mine");
        elsewhere(id, "{\"title\":\"Theirs\"}");
        save();
        browser.click("#take-theirs");
        browser.seen("h1", "Theirs");
        browser.see("#edit");
        assertThat(value("title")).isEqualTo("Theirs");
    }

    @Test
    void keepsMyOtherChangesWhenTheirsAreTaken() {
        edit();
        browser.retype("#edit-title", "Mine");
        browser.type("#edit-assignee", "me");
        elsewhere(id, "{\"title\":\"Theirs\"}");
        save();
        browser.click("#take-theirs");
        browser.seen("#edit-title", "Theirs");
        browser.seen("#edit-assignee", "me");
        save();
        browser.see("#edit");
        assertThat(value("title")).isEqualTo("Theirs");
        assertThat(value("assignee")).isEqualTo("me");
    }

    @Test
    void reloadsWithANoteWhenNothingWasEdited() {
        openTicket();
        elsewhere(id, "{\"title\":\"Theirs\"}");
        browser.click("button", "Assign to me");
        browser.seen("h1", "Theirs");
        browser.until("assigned", () -> "demo".equals(value("assignee")));
        assertThat(value("title")).isEqualTo("Theirs");
    }

    @Test
    void showsTheServersMessagesAtTheFields() {
        edit();
        browser.see("#edit-title").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        save();
        assertThat(browser.see("#edit-title-error").getText()).isEqualTo("This field may not be blank.");
        assertThat(browser.isFocused("#edit-title")).isTrue();
        browser.click("button", "Cancel");
        browser.seen("h1", "Refund please");
        browser.gone("#edit-title");
    }

    @Test
    void keepsAnEditWhileOtherViewsAreShown() {
        edit();
        browser.retype("#edit-title", "Half of a thought");
        browser.click(".back");
        browser.click(row(id) + " a");
        browser.seen("#edit-title", "Half of a thought");
        browser.click("button", "Cancel");
    }

    @Test
    void keepsWhatWasTypedForATicketDeletedMeanwhile() {
        edit();
        browser.retype("#edit-title", "Hours of work");
        api.delete("/api/tickets/" + id + "/");
        browser.run(Scripts.COME_BACK);
        browser.seen("form [role=alert]", "deleted meanwhile. Your text is kept here");
        browser.seen("#edit-title", "Hours of work");
        save();
        browser.seen("form [role=alert]", "deleted meanwhile. Your text is kept here");
        browser.seen("#edit-title", "Hours of work");
        browser.click("button", "Cancel");
        browser.seen("h1", "There is no ticket " + id);
        browser.until("focus on the heading", () -> browser.isFocused("#detail-heading"));
    }

    @Test
    void forgetsAnEditWithoutChangesOfATicketDeletedMeanwhile() {
        edit();
        api.delete("/api/tickets/" + id + "/");
        browser.run(Scripts.COME_BACK);
        browser.seen("h1", "There is no ticket " + id);
        browser.gone("#edit-title");
    }

    @Test
    void showsNoButtonsOfATicketFoundDeleted() {
        openTicket();
        api.delete("/api/tickets/" + id + "/");
        browser.click("button", "Close");
        browser.seen("h1", "There is no ticket " + id);
        browser.seen("[role=alert]", "Ticket " + id + " no longer exists");
        browser.gone("#delete");
    }

    @Test
    void readsTheHistoryAgainAfterAnOutage() {
        id = ticket("Refund please", "I was charged twice");
        open("");
        browser.see(row(id));
        browser.run(Scripts.LOSE_HISTORY);
        browser.click(row(id) + " a");
        browser.seen(".history [role=alert]", "could not be loaded");
        browser.run(Scripts.MEND_SERVER);
        browser.run(Scripts.COME_BACK);
        browser.seen(".timeline", "created the ticket");
        browser.gone(".history [role=alert]");
    }

    @Test
    void closesAndReopens() {
        openTicket();
        browser.click("button", "Close");
        browser.click("button", "Reopen");
        browser.seen("#detail select.status", "open");
        browser.seen(".timeline", "changed status from Closed to Open");
    }

    @Test
    void deletesOnlyAfterAsking() {
        openTicket();
        browser.click("#delete");
        browser.see("dialog[open]");
        browser.press(Keys.ESCAPE);
        browser.gone("dialog");
        assertThat(tickets()).hasSize(1);
        browser.click("#delete");
        browser.click("#confirm-delete");
        browser.seen("#list h2", "No tickets yet");
        assertThat(tickets()).isEmpty();
    }

    @Test
    void saysSoWhenThereIsNoSuchTicket() {
        open("tickets/4711");
        browser.seen("h1", "There is no ticket 4711");
    }
}
