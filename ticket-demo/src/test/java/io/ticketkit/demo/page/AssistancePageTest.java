package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A machine helps, without a model: it says so, and nothing happens without a click. */
class AssistancePageTest extends PageScenario {
    private static final String TEXT = "My card was charged twice for the November invoice, please refund one payment";

    private long id;

    @BeforeEach
    void aTicket() {
        id = ticket("Charged twice in November", TEXT, "\"requester\":\"maria@example.com\"");
    }

    private void openTicket() {
        open("tickets/" + id);
        browser.see("#compose");
        browser.see(".timeline li");
    }

    private String text() {
        return String.valueOf(browser.see("#compose").getDomProperty("value"));
    }

    private JsonNode sent() {
        browser.until("sent", () -> thread(id).size() == 1);
        return thread(id).get(0);
    }

    private void draft() {
        browser.click("#draft");
        browser.seen("#drafted", "Offline");
    }

    @Test
    void sendsADraftAsItIs() {
        openTicket();
        draft();
        assertThat(browser.see("#drafted").getText())
                .containsPattern("\\d+ % sure")
                .contains("No language model was asked", "Nothing is sent yet");
        assertThat(thread(id)).as("a draft is not sent").isEmpty();
        String draft = text();
        browser.click("#send");
        browser.see(".thread .ai-badge");
        JsonNode sent = sent();
        assertThat(sent.get("content").asString()).isEqualTo(draft.strip());
        assertThat(sent.get("is_ai_generated").asBoolean()).isTrue();
        assertThat(sent.get("ai_confidence").isNull()).isFalse();
        assertThat(sent.get("response_type").asString()).isEqualTo("staff");
        browser.gone("#drafted");
        browser.click(".help-runs summary");
        browser.seen(".help-runs", "Reply");
    }

    @Test
    void sendsAnEditedDraftWithoutItsConfidence() {
        openTicket();
        draft();
        browser.type("#compose", " And more.");
        browser.seen("#drafted", "Edited by you");
        browser.click("#send");
        assertThat(sent().get("content").asString()).endsWith("And more.");
        assertThat(sent().get("is_ai_generated").asBoolean()).isTrue();
        assertThat(sent().get("ai_confidence").isNull()).isTrue();
    }

    @Test
    void aDraftNeverReplacesWhatIsTyped() {
        openTicket();
        browser.type("#compose", "Hello Maria,");
        browser.click("#draft");
        browser.see("#offered-draft");
        assertThat(text()).isEqualTo("Hello Maria,");
        browser.click("#offered-draft button", "Put it below my text");
        browser.see("#drafted");
        assertThat(text()).startsWith("Hello Maria,\n\n").hasSizeGreaterThan(30);
        browser.retype("#compose", "");
        browser.gone("#drafted");
    }

    @Test
    void aDiscardedDraftLeavesNothing() {
        openTicket();
        draft();
        browser.click("#drafted button", "Discard draft");
        browser.gone("#drafted");
        assertThat(text()).isEmpty();
    }

    @Test
    void takesASayOnADraft() {
        openTicket();
        draft();
        browser.click("#drafted .helpful button", "Yes");
        browser.seen("#drafted .helpful", "Thank you");
        assertThat(browser.see("#drafted .helpful [aria-pressed=true]").getText())
                .isEqualTo("Yes");
        browser.click("#drafted button", "Discard draft");
    }

    @Test
    void saysSoWhenThereIsNoDraft() {
        openTicket();
        browser.run(Scripts.BREAK_SERVER);
        browser.click("#draft");
        browser.seen(".composer [role=alert]", "There is no draft. Internal error. Quote quote-me-7");
        browser.run(Scripts.MEND_SERVER);
        browser.click("#draft");
        browser.see("#drafted");
        browser.gone(".composer [role=alert]");
        browser.click("#drafted button", "Discard draft");
    }

    @Test
    void sumsUpAndMakesANoteOfIt() {
        said(id, "I have asked the bank to return one payment. It takes three days.", "\"author\":\"agent-7\"");
        openTicket();
        browser.click("#summarize");
        browser.seen("#summary", "asked the bank");
        assertThat(browser.see("#summary").getText()).contains("Offline", "1 response");
        said(id, "Still nothing", "\"response_type\":\"user\"");
        browser.run(Scripts.COME_BACK);
        browser.seen("#summary", "More was said since");
        browser.click("#summary button", "Use as internal note");
        browser.seen("#send", "Add note");
        assertThat(text()).contains("asked the bank");
        browser.click("#send");
        browser.seen(".entry[data-internal=true] .ai-badge", "AI");
        assertThat(thread(id).get(2).get("internal").asBoolean()).isTrue();
    }

    @Test
    void suggestsStepsThatWaitForAClick() {
        openTicket();
        browser.click("#suggest");
        browser.see("#next-actions");
        assertThat(browser.see("#next-actions").getText()).contains("Offline");
        browser.click("[data-action=assign] button");
        browser.until("focus in the field", () -> browser.isFocused("#assign-to"));
        assertThat(thread(id)).isEmpty();
        browser.click("#use-suggested");
        browser.see("#drafted");
        assertThat(text()).isNotEmpty();
        browser.click("#drafted button", "Discard draft");
    }

    @Test
    void chatsAndEnds() {
        openTicket();
        browser.click(".chat summary");
        browser.click("#chat-start");
        browser.type("#chat-text", "What is this ticket about?");
        browser.click("#say");
        browser.seen(".messages li[data-sender=person]", "What is this ticket about?");
        browser.seen(".messages li[data-sender=assistant]", "Offline");
        browser.gone(".messages [data-state]");
        browser.click("#chat-end");
        browser.click("#confirm-yes");
        browser.seen("[data-chat=ended]", "This chat has ended");
        browser.gone("#chat-text");
        open("tickets/" + id);
        browser.click(".chat summary");
        browser.seen(".messages", "What is this ticket about?");
        browser.click("#chat-start");
        browser.see("#chat-text");
        assertThat(browser.count(".messages li")).isZero();
    }

    @Test
    void aChatThatFailsKeepsWhatWasSaid() {
        openTicket();
        browser.click(".chat summary");
        browser.click("#chat-start");
        browser.see("#chat-text");
        browser.run(Scripts.BREAK_CHAT);
        browser.type("#chat-text", "Anybody there?");
        browser.click("#say");
        browser.seen(".messages [data-state=failed] [role=alert]", "Not sent. Internal error. Quote quote-me-8");
        browser.run(Scripts.MEND_SERVER);
        browser.click(".messages [data-state=failed] button", "Try again");
        browser.see(".messages li[data-sender=assistant]");
        browser.gone(".messages [data-state]");
        assertThat(browser.count(".messages li[data-sender=person]")).isEqualTo(1);
    }
}
