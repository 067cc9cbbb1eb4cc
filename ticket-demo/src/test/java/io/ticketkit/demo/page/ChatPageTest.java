package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** A chat with the assistant that others have a part in: they answer, end it, or take over. */
class ChatPageTest extends PageScenario {
    private long id;
    private String chat = "";

    @BeforeEach
    void aChatAboutATicket() {
        id = ticket(
                "Charged twice in November",
                "My card was charged twice for the November invoice",
                "\"requester\":\"maria@example.com\"");
        chat = api.post("/api/tickets/ai/conversations/", "{\"ticket\":" + id + "}")
                .json()
                .get("conversation_id")
                .asString();
    }

    private void openTicket() {
        open("tickets/" + id);
        browser.see("#compose");
        browser.see(".timeline li");
    }

    /** With a clock that makes pauses short. */
    private void openChat() {
        openTicket();
        browser.run(Scripts.COUNT_REQUESTS);
        browser.run(Scripts.SHORT_PAUSES);
        browser.click(".chat summary");
        browser.see("#chat-text");
    }

    private void somebodySays(String message) {
        assertThat(api.post(
                                "/api/tickets/ai/chat/",
                                "{\"conversation_id\":\"" + chat + "\",\"message\":\"" + message + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private void somebodyEndsIt() {
        assertThat(api.patch("/api/tickets/ai/conversations/" + chat + "/", "{\"is_active\":false}")
                        .status())
                .isEqualTo(200);
    }

    private boolean isActive() {
        return api.get("/api/tickets/ai/conversations/" + chat + "/")
                .json()
                .get("is_active")
                .asBoolean();
    }

    private Object typed() {
        return Objects.requireNonNull(browser.see("#chat-text").getDomProperty("value"));
    }

    @Test
    void aPersonTakesOver() {
        openChat();
        somebodySays("Where is the refund?");
        browser.click("#take-over");
        browser.seen("dialog[open]", "You go on with a reply");
        browser.press(Keys.ESCAPE);
        browser.gone("dialog");
        assertThat(isActive()).as("Escape is a no").isTrue();
        browser.click("#take-over");
        browser.click("#confirm-yes");
        browser.until("focus where one replies", () -> browser.isFocused("#compose"));
        browser.seen("[data-chat=ended]", "This chat has ended");
        browser.seen(".messages", "Where is the refund?");
        browser.gone("#take-over");
        assertThat(isActive()).isFalse();
    }

    @Test
    void takingOverLeavesAHalfWrittenNoteANote() {
        openChat();
        browser.click(".modes label", "Internal note");
        browser.type("#compose", "Not for the requester");
        browser.click("#take-over");
        browser.click("#confirm-yes");
        browser.until("focus where one writes", () -> browser.isFocused("#compose"));
        browser.seen("#send", "Add note");
        browser.seen("#compose", "Not for the requester");
        browser.retype("#compose", "");
    }

    @Test
    void saysSoWhenTakingOverFails() {
        openChat();
        browser.run(Scripts.BREAK_SERVER);
        browser.click("#take-over");
        browser.click("#confirm-yes");
        browser.seen(".chat [role=alert]", "The chat was not taken over. Internal error.");
        browser.run(Scripts.MEND_SERVER);
        assertThat(isActive()).isTrue();
        browser.click("#take-over");
        browser.click("#confirm-yes");
        browser.see("[data-chat=ended]");
    }

    @Test
    void followsWhatIsSaidElsewhere() {
        openChat();
        browser.type("#chat-text", "Half of a thought");
        somebodySays("Is anybody there?");
        browser.seen(".messages li[data-sender=person]", "Is anybody there?");
        browser.see(".messages li[data-sender=assistant]");
        assertThat(typed()).isEqualTo("Half of a thought");
        assertThat(browser.isFocused("#chat-text")).isTrue();
        browser.retype("#chat-text", "");
    }

    @Test
    void keepsWhatWasTypedWhenSomebodyEndsIt() {
        openChat();
        browser.type("#chat-text", "One more question");
        somebodyEndsIt();
        browser.seen("[data-chat=ended]", "Nothing more can be said in it");
        browser.gone("#say");
        assertThat(typed()).isEqualTo("One more question");
        browser.click("#chat-start");
        browser.see("#say");
        assertThat(typed()).isEqualTo("One more question");
        browser.click("#say");
        browser.seen(".messages li[data-sender=person]", "One more question");
        browser.see(".messages li[data-sender=assistant]");
        browser.gone(".messages [data-state]");
    }

    @Test
    void aMessageThatComesTooLateCanBeTakenBack() {
        openTicket();
        browser.click(".chat summary");
        browser.type("#chat-text", "Too late");
        somebodyEndsIt();
        browser.click("#say");
        browser.seen(".messages [data-state=failed] [role=alert]", "Not sent. The conversation has ended.");
        browser.see("[data-chat=ended]");
        browser.click(".messages [data-state=failed] button", "Back into the field");
        assertThat(typed()).isEqualTo("Too late");
        browser.retype("#chat-text", "");
    }

    @Test
    void looksOnlyWhileItIsInSight() {
        openChat();
        asks(true);
        browser.click(".chat summary");
        asks(false);
        browser.click(".chat summary");
        asks(true);
        browser.run("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true})");
        asks(false);
        browser.run("delete document.hidden");
        browser.run(Scripts.COME_BACK);
        asks(true);
        browser.click(".back");
        browser.see(row(id));
        asks(false);
    }

    /** Until the page asks the server something, or nothing any more, within a second. */
    private void asks(boolean expected) {
        browser.until(expected ? "a page that asks" : "a silent page", () -> {
            Object count = browser.run("return new Promise(done => { const before = asked;"
                    + " unhurried(() => done(asked - before), 1000); })");
            return expected == ((Number) Objects.requireNonNull(count)).longValue() > 0;
        });
    }

    @Test
    void looksAgainAfterAFailure() {
        openChat();
        browser.run(Scripts.failing("/ai/conversations/", 500));
        browser.seen(".chat [role=alert]", "The chat could not be loaded. Internal error.");
        browser.run(Scripts.MEND_SERVER);
        browser.click(".chat [role=alert] button", "Try again");
        browser.gone(".chat [role=alert]");
        somebodySays("Is anybody there?");
        browser.seen(".messages", "Is anybody there?");
    }

    @Test
    void needsNoMouse() {
        openTicket();
        browser.run("document.querySelector('.chat summary').focus()");
        browser.press(Keys.ENTER);
        browser.see("#chat-text");
        browser.tabTo("#chat-text");
        browser.press("What is it about?", Keys.ENTER);
        browser.see(".messages li[data-sender=assistant]");
        browser.gone(".messages [data-state]");
        browser.tabTo("#take-over");
        browser.press(Keys.ENTER);
        browser.see("dialog[open]");
        browser.tabTo("#confirm-yes");
        browser.press(Keys.ENTER);
        browser.until("focus where one replies", () -> browser.isFocused("#compose"));
        browser.see("[data-chat=ended]");
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "390, dark"})
    void itsEndIsAccessibleAndFits(int width, String theme) {
        browser.screen(width, 844);
        browser.dark(theme.equals("dark"));
        openChat();
        browser.type("#chat-text", "Kept");
        assertThat(browser.accessibilityProblems()).isEmpty();
        somebodyEndsIt();
        browser.see("[data-chat=ended]");
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
        browser.retype("#chat-text", "");
    }
}
