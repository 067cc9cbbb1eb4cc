package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Point;

/** Nothing there yet, nobody there, or something broken. */
class TroublePageTest extends PageScenario {

    @AfterEach
    void online() {
        browser.offline(false);
    }

    @Test
    void offersSamplesAndInsertsNothingUnasked() {
        open("");
        browser.seen("h2", "No tickets yet");
        browser.click(".nav a", "Dashboard");
        browser.seen("[data-tile=total]", "0");
        assertThat(tickets()).isEmpty();
        browser.click(".nav a", "Tickets");
        browser.click("#samples");
        browser.see("tr[data-id]");
        browser.seen("[data-number=total]", "60");
        browser.gone("#samples");
    }

    @Test
    void keepsTheDraftWhileOfflineAndGoesOnAfterwards() {
        open("new");
        browser.type("#new-title", "Refund");
        browser.type("#new-description", "I was charged twice");
        browser.see("#confidence");
        browser.offline(true);
        browser.seen("#banner [role=alert]", "Cannot reach the server. Your text is kept.");
        browser.click("button[type=submit]");
        browser.seen("form [role=alert]", "not saved");
        assertThat(browser.see("#new-title").getDomProperty("value")).isEqualTo("Refund");
        browser.offline(false);
        browser.gone("#banner [role=alert]");
        browser.seen("#connection", "Connected");
        browser.click("button[type=submit]");
        browser.see("#edit");
        assertThat(tickets()).hasSize(1);
    }

    @Test
    void nothingMovesFromUnderThePointerWhenTheServerIsLost() {
        open("new");
        Point before = browser.see("button[type=submit]").getLocation();
        browser.offline(true);
        browser.see("#banner [role=alert]");
        assertThat(browser.see("button[type=submit]").getLocation()).isEqualTo(before);
    }

    @Test
    void loadsByItselfWhenTheServerIsBack() {
        long id = ticket("Refund", "I was charged twice");
        open("new");
        browser.offline(true);
        browser.click(".nav a", "Tickets");
        browser.seen("#list h2", "cannot be loaded now");
        browser.offline(false);
        browser.see(row(id));
    }

    @Test
    void showsWhatToQuoteWhenTheServerIsBroken() {
        long id = ticket("Refund", "I was charged twice");
        open("new");
        browser.run(Scripts.BREAK_SERVER);
        browser.click(".nav a", "Tickets");
        browser.seen("#list [role=alert]", "Quote quote-me-7");
        browser.run(Scripts.MEND_SERVER);
        browser.click("#list button", "Try again");
        browser.see(row(id));
    }
}
