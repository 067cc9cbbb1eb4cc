package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each part of a ticket says in words that its call failed, and can try again; what is typed stays. */
class PanelFailurePageTest extends PageScenario {
    private long id;

    @BeforeEach
    void aTicket() {
        id = ticket("Charged twice in November", "My card was charged twice", "\"requester\":\"maria@example.com\"");
        said(id, "We look at it");
    }

    @AfterEach
    void online() {
        browser.offline(false);
    }

    private void openTicket() {
        open("tickets/" + id);
        browser.see("#compose");
        browser.see(".timeline li");
    }

    private String valueOf(String css) {
        return String.valueOf(browser.see(css).getDomProperty("value"));
    }

    @ParameterizedTest
    @CsvSource({
        "/responses/, .conversation, The conversation",
        "/history/, .history, The history",
        "/attachments/, .attachments, The files",
        "/links/, .related, Linked tickets",
        "/similar/, .related, Similar tickets",
        "/feedback/, .rating, The satisfaction score",
        "/runs/, .runs, How it was classified",
        "/ai/conversations/, .chat, The chat"
    })
    void saysWhatCouldNotBeRead(String path, String panel, String what) {
        openTicket();
        browser.type("#compose", "Half of a thought");
        browser.click(".chat summary");
        browser.see("#chat-start");
        if (panel.equals(".runs")) {
            browser.click(".runs summary");
        }
        browser.run(Scripts.failing(path, 500));
        browser.run(Scripts.COME_BACK);
        browser.seen(panel + " [role=alert]", what + " could not be loaded. Internal error. Quote quote-me-9");
        browser.run(Scripts.MEND_SERVER);
        browser.run(Scripts.failing(path, 403));
        browser.click(panel + " [role=alert] button", "Try again");
        browser.seen(panel + " [role=alert]", what + " could not be loaded. You are not allowed to do this.");
        browser.run(Scripts.MEND_SERVER);
        browser.click(panel + " [role=alert] button", "Try again");
        browser.gone(panel + " [role=alert]");
        assertThat(valueOf("#compose")).isEqualTo("Half of a thought");
        browser.retype("#compose", "");
    }

    @Test
    void aFoldedPartShowsThatItFailed() {
        openTicket();
        browser.run(Scripts.failing("/runs/", 500));
        browser.run(Scripts.COME_BACK);
        browser.seen(".runs summary", "could not be loaded");
    }

    @ParameterizedTest
    @CsvSource({"#summarize, There is no summary, #summary", "#suggest, There are no suggestions, #next-actions"})
    void saysThatNoHelpCame(String button, String trouble, String help) {
        openTicket();
        browser.run(Scripts.BREAK_SERVER);
        browser.click(button);
        browser.seen(".assistance [role=alert]", trouble + ". Internal error. Quote quote-me-7");
        browser.run(Scripts.MEND_SERVER);
        browser.offline(true);
        browser.click(button);
        browser.seen(".assistance [role=alert]", trouble + ". Cannot reach the server.");
        browser.offline(false);
        browser.gone("#banner [role=alert]");
        browser.click(button);
        browser.see(help);
        browser.gone(".assistance [role=alert]");
    }

    @Test
    void keepsAScoreThatCouldNotBeSaved() {
        openTicket();
        browser.click(".scores label:nth-of-type(4)");
        browser.type("#rating-comment", "Quick and kind");
        browser.run(Scripts.BREAK_SERVER);
        browser.click(".rating button[type=submit]");
        browser.seen(".rating [role=alert]", "Not saved. Internal error. Quote quote-me-7");
        assertThat(valueOf("#rating-comment")).isEqualTo("Quick and kind");
        browser.run(Scripts.MEND_SERVER);
        browser.click(".rating button[type=submit]");
        browser.seen(".rating summary", "4 of 5");
        browser.gone(".rating [role=alert]");
    }

    @Test
    void keepsAChangedEntryThatCouldNotBeSaved() {
        openTicket();
        browser.click(".thread button", "Edit");
        browser.retype(".entry-edit textarea", "We looked at it");
        browser.run(Scripts.BREAK_SERVER);
        browser.click(".entry-edit button", "Save");
        browser.seen(".entry-edit [role=alert]", "Not saved. Internal error. Quote quote-me-7");
        assertThat(valueOf(".entry-edit textarea")).isEqualTo("We looked at it");
        browser.run(Scripts.MEND_SERVER);
        browser.click(".entry-edit button", "Save");
        browser.seen(".thread .edited", "edited");
    }

    @Test
    void saysThatAMergeFailed() {
        long other = ticket("Something else", "Entirely different words");
        openTicket();
        browser.type("#merge-with", String.valueOf(other));
        browser.run(Scripts.failing("/merge/", 403));
        browser.click(".related form button");
        browser.click("#confirm-merge");
        browser.seen(".related [role=alert]", "Not merged. You are not allowed to do this.");
        assertThat(valueOf("#merge-with")).isEqualTo(String.valueOf(other));
        browser.run(Scripts.MEND_SERVER);
    }
}
