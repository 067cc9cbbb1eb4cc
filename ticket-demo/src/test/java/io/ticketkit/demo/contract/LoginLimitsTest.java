package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.Person;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.NotLoggedInException;
import io.ticketkit.demo.users.Registration;
import io.ticketkit.demo.users.Role;
import io.ticketkit.demo.users.TooManyAttemptsException;
import io.ticketkit.demo.users.Users;
import io.ticketkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guessing passwords, for one account and for many; and that nobody can lock somebody out by it. */
@ParameterizedClass(name = "{0}")
@MethodSource("demos")
class LoginLimitsTest extends AttackContract {
    private static final String LOGIN = "/api/auth/login/";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T14:30:00Z"));

    LoginLimitsTest(DemoOn demo) {
        super(demo);
    }

    private Answer login(String email, String password) {
        return Person.login(client, email, password);
    }

    @Test
    void aFailedLoginIsLoggedWithoutWhatWasTyped() {
        Person maria = demo.person(Role.REQUESTER);
        String guess = unused();
        String line = log.assertRefused(login(maria.email(), guess), "login_failed");
        assertThat(line)
                .matches(".* method=POST route=/api/auth/login client=127\\.0\\.0\\.1 user=- account=[0-9a-f]{12}");
        String account = line.replaceFirst(".*account=", "");
        assertThat(log.assertRefused(login(" " + maria.email().toUpperCase(Locale.ROOT), guess), "login_failed"))
                .as("the same account")
                .endsWith(account);
        String unknown = unused() + "@example.com";
        assertThat(log.assertRefused(login(unknown, guess), "login_failed"))
                .as("another account, which there is not")
                .doesNotContain(account);
        // a password in the wrong field
        log.assertRefused(login(guess, maria.email()), "login_failed");
        log.assertSaysNone(guess, maria.email(), maria.email().split("@", 2)[0], unknown);
    }

    @Test
    void bruteForceIsStoppedAndLogged() {
        Person maria = demo.person(Role.REQUESTER);
        Map<Integer, Integer> statuses = new TreeMap<>();
        Answer last = login(maria.email(), "guess");
        for (int i = 0; i < 30; i++) {
            last = login(maria.email(), "guess " + i);
            statuses.merge(last.status(), 1, Integer::sum);
        }
        assertThat(statuses.keySet()).containsExactly(401, 429);
        assertThat(statuses.get(401)).isLessThan(12);
        assertThat(last.header("Retry-After")).isPresent();
        assertThat(log.assertRefused(last, "too_many_logins_of_account")).matches(".*account=[0-9a-f]{12}");
        log.assertSaysNone(maria.email(), "guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"' or '1'='1", "admin'--", "%", "x\" or \"\"=\"", "\u0000", "{}", "a@b.c\r\nX: y"})
    void injectionAtLoginIsAWrongPassword(String text) {
        for (String body : new String[] {
            json("email", text, "password", Person.PASSWORD),
            json("email", demo.person(Role.ADMIN).email(), "password", text)
        }) {
            Answer answer = client.post(LOGIN, body);
            assertThat(answer.status()).as(body).isIn(401, 429);
            assertThat(log.about(answer)).hasSize(1);
        }
    }

    private Logins logins() {
        return new Logins(new Users(demo.source(), clock), RunningDemo.SECRET, Registration.open(), clock);
    }

    private static String attempt(Logins logins, String email, String password, String address) {
        try {
            logins.login(email, password, address);
            return "in";
        } catch (NotLoggedInException e) {
            return "wrong";
        } catch (TooManyAttemptsException e) {
            return "too many";
        }
    }

    /** Who guesses from elsewhere, for ever, does not keep the owner out where the owner logged in before. */
    @Test
    void guessingElsewhereDoesNotLockTheOwnerOut() {
        Person maria = demo.person(Role.REQUESTER);
        Logins logins = logins();
        assertThat(attempt(logins, maria.email(), Person.PASSWORD, "home")).isEqualTo("in");
        for (int i = 0; i < 50; i++) {
            attempt(logins, maria.email(), "guess " + i, "evil " + i);
        }
        assertThat(attempt(logins, maria.email(), Person.PASSWORD, "evil")).isEqualTo("too many");
        assertThat(attempt(logins, maria.email(), Person.PASSWORD, "hotel"))
                .as("a place that is new cannot be told from others")
                .isEqualTo("too many");
        for (int i = 0; i < 3; i++) {
            assertThat(attempt(logins, maria.email(), Person.PASSWORD, "home")).isEqualTo("in");
        }
    }

    @Test
    void guessingAtHomeIsGuessingToo() {
        Person maria = demo.person(Role.REQUESTER);
        Logins logins = logins();
        assertThat(attempt(logins, maria.email(), Person.PASSWORD, "home")).isEqualTo("in");
        int guesses = 0;
        while (attempt(logins, maria.email(), "guess", "home").equals("wrong")) {
            guesses++;
        }
        assertThat(guesses).isEqualTo(10);
        clock.advance(Duration.ofMinutes(1));
        assertThat(attempt(logins, maria.email(), Person.PASSWORD, "home"))
                .as("not for ever")
                .isEqualTo("in");
    }

    @Test
    void oneClientGuessesForFewAccountsOnly() {
        Logins logins = logins();
        int guesses = 0;
        while (attempt(logins, unused() + "@example.com", "Winter2026", "evil").equals("wrong")) {
            guesses++;
        }
        assertThat(guesses).isEqualTo(30);
        Person maria = demo.person(Role.REQUESTER);
        assertThat(attempt(logins, maria.email(), Person.PASSWORD, "home")).isEqualTo("in");
    }
}
