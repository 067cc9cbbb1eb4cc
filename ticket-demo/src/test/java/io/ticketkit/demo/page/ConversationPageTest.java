package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** People talk on a ticket: replies and notes, written once, never lost, never over each other. */
class ConversationPageTest extends PageScenario {
    private static final String REQUESTER = "\"requester\":\"maria@example.com\"";
    private static final String BY_AN_AGENT = "\"author\":\"agent-7\"";
    private static final String NOTE = "\"internal\":true";

    private long id;

    @BeforeEach
    void aTicket() {
        id = ticket("Refund please", "I was charged twice", REQUESTER);
    }

    private void openTicket() {
        open("tickets/" + id);
        browser.see("#compose");
        browser.see(".timeline li");
    }

    private void write(String text) {
        browser.type("#compose", text);
    }

    private void mode(String mode) {
        browser.click(".modes label", mode);
    }

    private String entry(int number) {
        return ".thread > li:nth-child(" + number + ")";
    }

    private int count() {
        return thread(id).size();
    }

    @Test
    void showsNotesApartFromReplies() {
        said(id, "We look at it.\nSoon.", BY_AN_AGENT);
        said(id, "Third case this week", BY_AN_AGENT, NOTE);
        said(id, "Thanks!", "\"response_type\":\"user\"");
        openTicket();
        assertThat(browser.see(".talk .entry").getText()).contains("maria@example.com", "I was charged twice");
        assertThat(browser.see(entry(1)).getText()).contains("agent-7", "Staff", "We look at it.\nSoon.");
        assertThat(browser.see(entry(2)).getText())
                .contains("Internal note", "the requester does not see this", "Third case");
        assertThat(browser.see(entry(3)).getText()).contains("maria@example.com", "Requester", "Thanks!");
        assertThat(browser.see(entry(2)).getCssValue("background-color"))
                .isNotEqualTo(browser.see(entry(1)).getCssValue("background-color"));
        assertThat(browser.see(".timeline").getText()).contains("replied", "wrote an internal note");
    }

    @Test
    void sendsAReplyOnceHoweverOftenItIsClicked() {
        openTicket();
        write("The refund is on its way.");
        assertThat(browser.see(".who-sees").getText()).contains("maria@example.com sees it");
        browser.doubleClick("#send");
        browser.seen(entry(1), "The refund is on its way.");
        browser.until("an empty field", () -> text().isEmpty());
        browser.seen(".timeline", "replied");
        browser.seen(".facts", "Answered");
        assertThat(count()).isEqualTo(1);
        assertThat(thread(id).get(0).get("author").asString()).isEqualTo("demo");
    }

    private String text() {
        return String.valueOf(browser.see("#compose").getDomProperty("value"));
    }

    @Test
    void sendsWithTheKeyboard() {
        openTicket();
        write("Done");
        browser.see("#compose").sendKeys(Keys.chord(Keys.CONTROL, Keys.ENTER));
        browser.seen(entry(1), "Done");
    }

    @Test
    void addsANoteThatIsNoChangeOfTheTicket() {
        openTicket();
        long version = ticket(id).get("version").asLong();
        mode("Internal note");
        browser.seen(".composer .who-sees", "The requester does not see it");
        write("Third case this week");
        browser.seen("#send", "Add note");
        browser.click("#send");
        browser.seen(".entry[data-internal=true]", "Third case this week");
        browser.seen(".timeline", "wrote an internal note");
        assertThat(thread(id).get(0).get("internal").asBoolean()).isTrue();
        assertThat(ticket(id).get("version").asLong()).isEqualTo(version);
    }

    @Test
    void whatTheRequesterSaysOpensAResolvedTicketAgain() {
        elsewhere(id, "{\"status\":\"resolved\"}");
        openTicket();
        mode("Requester said");
        write("It is still wrong");
        browser.click("#send");
        browser.seen(entry(1), "maria@example.com");
        browser.until(
                "open again",
                () -> "open".equals(browser.see("#detail select.status").getDomProperty("value")));
    }

    @Test
    void editsAndDeletesWithATrace() {
        said(id, "Wrong", BY_AN_AGENT);
        openTicket();
        browser.click(entry(1) + " button", "Edit");
        browser.until("focus in the field", () -> browser.isFocused(".entry-edit textarea"));
        browser.retype(".entry-edit textarea", "Right");
        browser.click(".entry-edit button", "Save");
        browser.seen(entry(1), "Right");
        browser.seen(entry(1), "edited");
        browser.seen(".timeline", "changed a reply");

        browser.click(entry(1) + " button", "Delete");
        browser.see("dialog[open]");
        browser.press(Keys.ESCAPE);
        browser.gone("dialog");
        assertThat(thread(id).get(0).get("deleted_at").isNull()).isTrue();
        browser.click(entry(1) + " button", "Delete");
        browser.click("#confirm-yes");
        browser.seen(".tombstone", "A reply of agent-7 was deleted");
        browser.seen(".timeline", "deleted a reply");
        assertThat(browser.see(".thread").getText()).doesNotContain("Right");
    }

    @Test
    void whatIsTypedOutlivesOtherActions() {
        said(id, "First", BY_AN_AGENT);
        said(id, "Second", BY_AN_AGENT);
        openTicket();
        write("My answer");
        browser.type("#rating-comment", "Kind");
        browser.click(entry(1) + " button", "Edit");
        browser.type(".entry-edit textarea", " and more");
        browser.click(entry(2) + " button", "Delete");
        browser.click("#confirm-yes");
        browser.seen(".tombstone", "was deleted");
        browser.click("button", "Assign to me");
        browser.seen(".assignee", "demo");
        browser.click(entry(1) + " button", "Save");
        browser.seen(entry(1), "First and more");
        browser.seen(entry(1), "edited");
        assertThat(text()).isEqualTo("My answer");
        browser.seen("#rating-comment", "Kind");
        browser.click("#send");
        browser.seen(entry(3), "My answer");
        browser.seen("#rating-comment", "Kind");
        browser.retype("#rating-comment", "");
    }

    @Test
    void anEditThatIsGivenUpChangesNothing() {
        said(id, "As it was");
        openTicket();
        browser.click(entry(1) + " button", "Edit");
        browser.retype(".entry-edit textarea", "Something else");
        browser.click(".entry-edit button", "Cancel");
        browser.seen(entry(1), "As it was");
        assertThat(thread(id).get(0).get("edited_at").isNull()).isTrue();
    }

    @Test
    void doesNotAnswerOverSomebodyElse() {
        openTicket();
        write("My answer");
        said(id, "I have answered already", BY_AN_AGENT);
        browser.click("#send");
        browser.seen("#clash", "changed while you were writing. There is 1 new reply of agent-7");
        browser.seen(entry(1), "New");
        assertThat(text()).isEqualTo("My answer");
        assertThat(count()).as("nothing is sent yet").isEqualTo(1);
        browser.click("#clash button", "Show what is new");
        browser.until("focus on it", () -> browser.isFocused(entry(1)));
        browser.seen("#send", "Send anyway");
        browser.click("#send");
        browser.seen(entry(2), "My answer");
        browser.gone("#clash");
        browser.gone(".thread .mark");
    }

    @Test
    void tellsWhatCameWhileOneWasInAnotherWindow() {
        openTicket();
        write("My answer");
        said(id, "I have answered already", BY_AN_AGENT);
        browser.run(Scripts.COME_BACK);
        browser.seen("#clash", "1 new reply of agent-7");
        assertThat(text()).isEqualTo("My answer");
    }

    @Test
    void ownChangesAreNoClash() {
        openTicket();
        write("My answer");
        browser.click("button", "Assign to me");
        browser.seen(".assignee", "demo");
        browser.click("#send");
        browser.seen(entry(1), "My answer");
        assertThat(browser.count("#clash")).isZero();
    }

    @Test
    void keepsTheTextWhenTheServerFails() {
        openTicket();
        write("My answer");
        browser.run(Scripts.BREAK_SERVER);
        browser.click("#send");
        browser.seen(".composer [role=alert]", "Not sent. Internal error. Quote quote-me-7");
        assertThat(text()).isEqualTo("My answer");
        browser.run(Scripts.MEND_SERVER);
        browser.click("#send");
        browser.seen(entry(1), "My answer");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void anAnswerThatGotLostMakesNoSecondReply() {
        openTicket();
        write("My answer");
        browser.run(Scripts.LOSE_NEXT_REPLY);
        browser.click("#send");
        browser.seen(".composer [role=alert]", "Not sent.");
        browser.until("connected again", () -> browser.count("#banner [role=alert]") == 0);
        browser.click("#send");
        browser.until("an empty field", () -> text().isEmpty());
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void saysSoWhenAnEarlierTryHadArrivedWithAnotherText() {
        openTicket();
        write("My answer");
        browser.run(Scripts.LOSE_NEXT_REPLY);
        browser.click("#send");
        browser.seen(".composer [role=alert]", "Not sent.");
        write(", with more");
        browser.until("connected again", () -> browser.count("#banner [role=alert]") == 0);
        browser.seen(entry(1), "My answer");
        browser.click("#send");
        browser.seen(".composer [role=alert]", "had arrived after all");
        assertThat(text()).isEqualTo("My answer, with more");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void refusesNothingAndTooMuch() {
        openTicket();
        browser.click("#send");
        browser.seen(".composer [role=alert]", "nothing to send");
        browser.run("const f = document.getElementById('compose'); f.value = 'x'.repeat(20001);"
                + " f.dispatchEvent(new Event('input', {bubbles: true}))");
        browser.click("#send");
        browser.seen(".composer [role=alert]", "no more than 20000 characters");
        browser.seen(".composer .over", "20,001 of 20,000");
        assertThat(count()).isZero();
        browser.retype("#compose", "");
    }

    @Test
    void keepsWhatIsTypedWhileOtherViewsAreShown() {
        openTicket();
        write("Half of a thought");
        browser.click(".back");
        browser.click(row(id) + " a");
        browser.until("the text", () -> text().equals("Half of a thought"));
        browser.retype("#compose", "");
    }

    @Test
    void keepsWhatIsTypedForATicketDeletedMeanwhile() {
        openTicket();
        write("Hours of work");
        api.delete("/api/tickets/" + id + "/");
        browser.click("#send");
        browser.seen(".composer [role=alert]", "deleted meanwhile. Your text is kept here");
        assertThat(text()).isEqualTo("Hours of work");
    }

    @Test
    void showsLongThreadsFromTheirEnd() {
        for (int i = 1; i <= 24; i++) {
            said(id, "Entry number " + i);
        }
        openTicket();
        browser.seen(".thread", "Entry number 24");
        assertThat(browser.count(".thread > li")).isEqualTo(20);
        browser.click(".earlier button", "(4 more)");
        browser.seen(entry(1), "Entry number 1");
        assertThat(browser.count(".thread > li")).isEqualTo(24);
        browser.until("focus on what came into sight", () -> browser.isFocused(entry(1)));
    }

    @Test
    void markupStaysText() {
        said(id, "<img src=x onerror=\"document.title='hurt'\"> https://evil.example", "\"author\":\"<b>bob</b>\"");
        openTicket();
        assertThat(browser.see(entry(1)).getText()).contains("<img src=x", "<b>bob</b>", "https://evil.example");
        assertThat(browser.count(".thread img, .thread b, .thread a")).isZero();
        assertThat(browser.title()).doesNotContain("hurt");
    }

    @Test
    void saysWhichEntriesAMachineWrote() {
        said(id, "The refund was booked.", "\"is_ai_generated\":true,\"ai_confidence\":0.78");
        openTicket();
        browser.seen(entry(1) + " .ai-badge", "AI · 78 %");
    }
}
