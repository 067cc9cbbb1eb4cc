package io.ticketkit.demo.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.users.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Logging in, making an account, and what a requester does not see. */
class AccountsPageTest extends PageScenario {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    Map<String, String> settings() {
        return RunningDemo.AUTH;
    }

    private void logIn(Person person, String password) {
        browser.see("#login-heading");
        browser.retype("#login-email", person.email());
        browser.retype("#login-password", password);
        browser.click("#login button[type=submit]");
    }

    private Person loggedIn(Role role, String view) {
        Person person = person(role);
        open(view);
        logIn(person, Person.PASSWORD);
        browser.see("#log-out");
        browser.gone("#login");
        return person;
    }

    /** The ticket of a requester. */
    private long ticketOf(Person requester) {
        return ticket("Refund", "I was charged twice", "\"requester\":\"" + requester.email() + "\"");
    }

    @Test
    void whoeverComesIsAskedToLogInAndGetsWhereTheyWanted() {
        Person agent = person(Role.AGENT);
        long id = ticket("Refund", "I was charged twice");
        open("tickets/" + id);
        assertThat(browser.see("#login-heading").getText()).isEqualTo("Log in");
        assertThat(browser.title()).isEqualTo("Log in – TicketKit");
        browser.gone(".nav");
        logIn(agent, "wrong password");
        assertThat(browser.see("#login [role=alert]").getText()).contains("wrong");
        browser.until("focus on the password", () -> browser.isFocused("#login-password"));
        logIn(agent, Person.PASSWORD);
        browser.seen("#detail-heading", "Refund");
        assertThat(browser.address()).endsWith("#/tickets/" + id);
        assertThat(browser.see("#user").getText()).contains("Somebody", "Log out");
        browser.see("#edit");
    }

    @Test
    void aReloadKeepsTheLoginAndLoggingOutEndsIt() {
        loggedIn(Role.AGENT, "");
        browser.open(browser.address());
        browser.see("#log-out");
        browser.click("#log-out");
        browser.see("#login-heading");
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
        assertThat(browser.run("return document.cookie")).isEqualTo("");
        browser.open(browser.address());
        browser.see("#login-heading");
        assertThat(browser.count("tr[data-id]")).isZero();
    }

    @Test
    void anAccountIsMadeAndUsed() {
        String email = "new-" + UUID.randomUUID().toString().substring(0, 8) + "@example.com";
        open("dashboard");
        browser.click("#login a", "Create an account");
        assertThat(browser.see("#login-heading").getText()).isEqualTo("Create an account");
        browser.type("#login-email", email);
        browser.type("#login-name", "Newcomer");
        browser.type("#login-password", "short");
        browser.click("#login button[type=submit]");
        assertThat(browser.see("#login-password-error").getText()).contains("at least 8 characters");
        browser.until("focus on the wrong field", () -> browser.isFocused("#login-password"));
        browser.retype("#login-password", Person.PASSWORD);
        browser.press(Keys.ENTER);
        browser.see("#dashboard-heading");
        assertThat(browser.address()).endsWith("#/dashboard");
        assertThat(browser.see("#user").getText()).contains("Newcomer");
        browser.click(".nav a", "New ticket");
        browser.type("#new-title", "Refund");
        browser.type("#new-description", "I was charged twice");
        browser.click("button[type=submit]");
        browser.seen("#detail-heading", "Refund");
        assertThat(tickets().get(0).get("requester").asString()).isEqualTo(email);
    }

    /** The token is void while something is typed: the hour is over, or an admin was there. */
    @Test
    void whatWasTypedIsThereAfterLoggingInAgain() {
        Person agent = person(Role.AGENT);
        long id = ticket("Refund", "I was charged twice");
        open("tickets/" + id);
        logIn(agent, Person.PASSWORD);
        browser.see("#compose");
        browser.type("#compose", "We look at it");
        browser.gone(".bone");
        changePassword(agent);
        browser.click("#send");
        browser.seen("#login [role=status]", "What you typed is kept");
        browser.gone("#detail");
        logIn(agent, "another horse battery");
        browser.seen("#compose", "We look at it");
        browser.click("#send");
        browser.seen(".entry .said", "We look at it");
    }

    private static void changePassword(Person person) {
        assertThat(person.client()
                        .patch(
                                "/api/auth/me/",
                                "{\"password\":\"another horse battery\",\"current_password\":\"" + Person.PASSWORD
                                        + "\"}")
                        .status())
                .isEqualTo(200);
    }

    /** What one person has read or typed is not for the next one. */
    @Test
    void somebodyElseFindsNothingOfIt() {
        Person agent = person(Role.AGENT);
        Person requester = person(Role.REQUESTER);
        long id = ticket("Secret matter", "I was charged twice");
        open("tickets/" + id);
        logIn(agent, Person.PASSWORD);
        browser.seen("#detail-heading", "Secret matter");
        changePassword(agent);
        browser.click(".nav a", "Dashboard");
        logIn(requester, Person.PASSWORD);
        browser.seen("#user", "Log out");
        browser.see("[data-tile=total]");
        assertThat(browser.run("return document.body.textContent.includes('Secret matter')"))
                .isEqualTo(false);
        browser.click(".nav a", "Tickets");
        browser.seen(".empty", "No tickets yet");
        assertThat(browser.count("#samples")).isZero();
    }

    @Test
    void aRequesterIsShownWhatARequesterCanDo() {
        Person requester = person(Role.REQUESTER);
        long id = ticketOf(requester);
        ticket("Of others", "Text");
        said(id, "We look at it");
        said(id, "Rude customer", "\"internal\":true");
        open("");
        logIn(requester, Person.PASSWORD);
        browser.see(row(id));
        assertThat(browser.count("tr[data-id]")).isEqualTo(1);
        assertThat(browser.count("select.status, [name=needs_review]")).isZero();
        browser.click(row(id) + " a");
        browser.seen(".entry .said", "We look at it");
        browser.see(".timeline li");
        assertThat(browser.count("#edit, #delete, #assign, .modes, #draft, .assistance, .runs, #merge-with, .accept,"
                        + " [name=internal], select.status, [data-internal=true]"))
                .isZero();
        browser.type("#compose", "Thank you");
        browser.click("#send");
        browser.seen(".entry .said", "Thank you");
        assertThat(thread(id).get(2).get("author").asString()).isEqualTo(requester.email());
        browser.click(".scores label", "5");
        browser.click(".rating button[type=submit]");
        browser.seen(".rating", "5 of 5");
        elsewhere(id, "{\"status\":\"resolved\"}");
        browser.run(Scripts.COME_BACK);
        browser.click("button", "Reopen");
        browser.until("it is open", () -> ticket(id).get("status").asString().equals("open"));
        assertThat(browser.watched()).isEmpty();
    }

    @Test
    void filesAreSentAndSavedByWhoeverIsLoggedIn() throws IOException {
        Person requester = person(Role.REQUESTER);
        long id = ticketOf(requester);
        open("tickets/" + id);
        logIn(requester, Person.PASSWORD);
        browser.see("#attach-hint");
        browser.choose(Files.writeString(folder.resolve("bill.txt"), "so much"));
        browser.see("[data-file]");
        browser.run("globalThis.saved = null; URL.createObjectURL = blob => { blob.text().then(text => {"
                + " globalThis.saved = text; }); return 'data:,'; }");
        browser.click("[data-file] a", "bill.txt");
        browser.until("the content", () -> "so much".equals(browser.run("return globalThis.saved")));
    }

    @Test
    void theOwnNameAndPasswordAreChanged() {
        Person agent = loggedIn(Role.AGENT, "account");
        browser.seen("#account", agent.email());
        browser.retype("#account-name", "Ann");
        browser.click("#account button", "Save name");
        browser.seen("#user", "Ann");
        browser.type("#account-current_password", "wrong password");
        browser.type("#account-password", "another horse battery");
        browser.click("#account button", "Change password");
        browser.see("#account-current_password-error");
        browser.retype("#account-current_password", Person.PASSWORD);
        browser.click("#account button", "Change password");
        browser.seen(".notice", "Your password is changed");
        browser.click(".nav a", "Tickets");
        browser.see("#list-heading");
        browser.open(browser.address());
        browser.see("#log-out");
        assertThat(agent.client().get("/api/auth/me/").status()).isEqualTo(401);
    }

    @Test
    void worksWithTheKeyboardAlone() {
        Person agent = person(Role.AGENT);
        open("");
        browser.until("focus on the heading", () -> browser.isFocused("#login-heading"));
        browser.press(Keys.TAB);
        assertThat(browser.isFocused("#login-email")).isTrue();
        browser.press(agent.email(), Keys.TAB, Person.PASSWORD, Keys.ENTER);
        browser.see("#list-heading");
        browser.tabTo("#log-out");
        browser.press(Keys.ENTER);
        browser.see("#login-heading");
    }

    @ParameterizedTest
    @CsvSource({"login, light", "login, dark", "register, light", "register, dark", "account, light", "account, dark"})
    void isAccessibleAndFitsANarrowScreen(String view, String theme) {
        browser.dark(theme.equals("dark"));
        browser.screen(360, 740);
        if (view.equals("account")) {
            loggedIn(Role.AGENT, view);
            browser.see("#account-name");
            browser.click("#account button", "Change password");
            browser.see("#account-password-error");
        } else {
            open(view);
            browser.click("#login button[type=submit]");
            browser.see("#login form .error");
        }
        assertThat(browser.accessibilityProblems()).isEmpty();
        assertThat(browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "400, dark"})
    void aTicketOfARequesterIsAccessible(int width, String theme) {
        browser.screen(width, 900);
        browser.dark(theme.equals("dark"));
        Person requester = person(Role.REQUESTER);
        long id = ticketOf(requester);
        said(id, "We look at it");
        open("tickets/" + id);
        logIn(requester, Person.PASSWORD);
        browser.see(".timeline li");
        assertThat(browser.accessibilityProblems()).isEmpty();
    }
}
