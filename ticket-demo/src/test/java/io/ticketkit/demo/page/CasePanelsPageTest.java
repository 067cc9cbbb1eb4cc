package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** What stands beside a conversation: who works on it, its files, other tickets, satisfaction. */
class CasePanelsPageTest extends PageScenario {
    private static final String TEXT = "My card was charged twice for the November invoice, please refund one payment";

    @TempDir
    private Path folder;

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

    private JsonNode of(String what) {
        return api.get("/api/tickets/" + id + "/" + what + "/").json();
    }

    private void attach(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        browser.choose(file);
    }

    @Test
    void assignsTakesAndGivesBack() {
        openTicket();
        browser.click("#assign");
        browser.until("focus in the field", () -> browser.isFocused("#assign-to"));
        browser.type("#assign-to", "agent-7");
        browser.click("form[aria-label=Assign] button");
        browser.seen(".assignee", "agent-7");
        browser.gone("#assign-to");
        browser.seen(".timeline", "set assignee to agent-7");
        browser.click("button", "Assign to me");
        browser.seen(".assignee", "demo (you)");
        browser.click("#unassign");
        browser.seen(".assignee", "nobody");
        browser.seen(".timeline", "cleared assignee");
        assertThat(ticket(id).get("assignee").isNull()).isTrue();
    }

    @Test
    void attachesDownloadsAndDeletes() throws IOException {
        openTicket();
        browser.seen(".attachments", "No files yet");
        attach("invoice 11.txt", "forty-nine");
        browser.seen("[data-file]", "invoice 11.txt");
        browser.seen("[data-file]", "10 bytes");
        browser.seen(".timeline", "attached invoice 11.txt");
        browser.gone("[data-upload]");
        assertThat(browser.see("[data-file] a").getDomProperty("download")).isEqualTo("invoice 11.txt");
        assertThat(browser.run("return fetch(document.querySelector('[data-file] a').href).then(a => a.text())"))
                .isEqualTo("forty-nine");
        browser.click("[data-file] button", "Delete");
        browser.seen("dialog[open]", "invoice 11.txt");
        browser.click("#confirm-yes");
        browser.seen(".attachments", "No files yet");
        browser.seen(".timeline", "deleted an attached file");
        assertThat(of("attachments")).isEmpty();
    }

    @Test
    void marksInternalFiles() throws IOException {
        openTicket();
        browser.click(".internal-too");
        attach("log.txt", "internal");
        browser.seen("[data-file][data-internal=true]", "Internal");
        assertThat(of("attachments").get(0).get("internal").asBoolean()).isTrue();
    }

    @Test
    void saysWhyAFileIsRefused() throws IOException {
        openTicket();
        attach("setup.exe", "MZ");
        browser.seen("[data-upload] [role=alert]", "Not attached. File extension “exe” is not allowed.");
        browser.click("[data-upload] button", "Dismiss");
        browser.gone("[data-upload]");
        assertThat(of("attachments")).isEmpty();
    }

    @Test
    void triesAFileAgainAfterAnOutage() throws IOException {
        openTicket();
        browser.offline(true);
        try {
            attach("late.txt", "late");
            browser.seen("[data-upload] [role=alert]", "Not attached. Cannot reach the server.");
        } finally {
            browser.offline(false);
        }
        browser.gone("#banner [role=alert]");
        browser.click("[data-upload] button", "Try again");
        browser.seen("[data-file]", "late.txt");
        assertThat(of("attachments")).hasSize(1);
    }

    @Test
    void keepsAChangeableScore() {
        openTicket();
        browser.click(".rating button[type=submit]");
        browser.seen(".rating [role=alert]", "Choose a score first");
        browser.click(".scores label:nth-of-type(5)");
        browser.type("#rating-comment", "Quick and kind");
        browser.seen(".rating", "Not saved yet");
        browser.click(".rating button[type=submit]");
        browser.seen(".rating summary", "5 of 5");
        browser.seen(".timeline", "said how satisfied they are: 5 of 5");
        assertThat(of("feedback").get(0).get("comment").asString()).isEqualTo("Quick and kind");
        browser.click(".scores label:nth-of-type(2)");
        browser.click(".rating button", "Change");
        browser.seen(".rating summary", "2 of 5");
        browser.seen(".timeline", "changed how satisfied they are from 5 to 2 of 5");
        open("tickets/" + id);
        browser.seen(".rating summary", "2 of 5");
        browser.seen("#rating-comment", "Quick and kind");
    }

    @Test
    void mergesALikelyDuplicateAfterAsking() {
        long later = ticket("Card charged twice in November", TEXT + " on my card");
        said(later, "Said on the duplicate", "\"author\":\"agent-7\"");
        openTicket();
        browser.seen(".related summary", "Likely duplicate");
        browser.seen("[data-similar='" + later + "']", "% alike");
        browser.click("[data-similar='" + later + "'] button");
        assertThat(browser.run("return document.querySelector('dialog input:checked').value"))
                .as("the older one is the original")
                .isEqualTo(String.valueOf(id));
        browser.click("#confirm-merge");
        browser.seen("[data-link=duplicate]", "Card charged twice");
        browser.seen(".thread", "Said on the duplicate");
        browser.seen(".thread .origin", "#" + later);
        browser.seen(".timeline", "merged ticket #" + later + " into this ticket");
        assertThat(ticket(later).get("status").asString()).isEqualTo("closed");

        browser.click("[data-link=duplicate] a");
        browser.seen("#merged-into", "merged into ticket #" + id);
        browser.seen(".conversation", "The conversation goes on in ticket #" + id);
        browser.seen(".timeline", "merged this ticket into ticket #" + id);
        assertThat(browser.count("#compose")).isZero();
    }

    @Test
    void mergesIntoATicketOfANumber() {
        long original = ticket("Something else", "Entirely different words");
        openTicket();
        browser.type("#merge-with", "4711");
        browser.click(".related form button");
        browser.seen(".related [role=alert]", "There is no ticket 4711");
        browser.retype("#merge-with", String.valueOf(original));
        browser.click(".related form button");
        browser.click("dialog label", "Something else");
        browser.press(Keys.ESCAPE);
        browser.gone("dialog");
        assertThat(ticket(id).get("status").asString()).as("Escape is a no").isEqualTo("open");
        browser.click(".related form button");
        browser.click("dialog label", "Something else");
        browser.click("#confirm-merge");
        browser.seen("h1", "Something else");
        browser.seen("[data-link=duplicate]", "Charged twice");
        assertThat(ticket(id).get("merged_into").asLong()).isEqualTo(original);
    }

    @Test
    void doesNotMergeWhatWasChangedMeanwhile() {
        long original = ticket("Something else", "Entirely different words");
        openTicket();
        elsewhere(id, "{\"priority\":\"critical\"}");
        browser.type("#merge-with", String.valueOf(original));
        browser.click(".related form button");
        browser.click("dialog label", "Something else");
        browser.click("#confirm-merge");
        browser.seen(".related [role=alert]", "was changed meanwhile");
        browser.seen("[data-fact=priority]", "Critical");
        assertThat(ticket(id).get("merged_into").isNull()).isTrue();
    }

    @Test
    void showsLinkedTickets() {
        long other = ticket("Bank retries", "Something of the bank");
        assertThat(api.post("/api/tickets/" + id + "/links/", "{\"ticket\":" + other + "}")
                        .status())
                .isEqualTo(204);
        openTicket();
        browser.seen("[data-link=related]", "Bank retries");
        browser.seen(".timeline", "linked this ticket with ticket #" + other);
    }

    @Test
    void panelsFoldAndStayFolded() {
        openTicket();
        browser.click(".attachments summary");
        browser.gone(".attachments .drop");
        browser.click("button", "Assign to me");
        browser.seen(".assignee", "demo");
        browser.gone(".attachments .drop");
    }
}
