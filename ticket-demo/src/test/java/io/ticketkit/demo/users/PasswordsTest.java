package io.ticketkit.demo.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void onlyTheRightOneMatchesAndNoTwoLookAlike() {
        String hash = passwords.hash("correct horse");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(255);
        assertThat(passwords.hash("correct horse")).isNotEqualTo(hash);
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        for (String wrong : new String[] {"", "Correct horse", "correct horse ", "correct hors"}) {
            assertThat(passwords.matches(wrong, hash)).isFalse();
        }
    }

    /** Other implementations cut at 72 bytes. */
    @Test
    void everyCharacterCounts() {
        String long1 = "x".repeat(127) + "1";
        assertThat(passwords.matches("x".repeat(127) + "2", passwords.hash(long1)))
                .isFalse();
        assertThat(passwords.matches(long1, passwords.hash(long1))).isTrue();
    }

    /** Bringing so many marks into order would take minutes; none of it is done, and nobody else waits for it. */
    @Test
    void whatIsTooLongToBeAPasswordIsWrongAndNotWorkedOn() {
        String marks = "\u0301".repeat(260_000) + "\u0316".repeat(260_000);
        String hash = passwords.hash("12345678");
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(passwords.matches("12345678" + marks, hash)).isFalse();
            passwords.matchesNone(marks);
        });
        String longest = "x".repeat(128);
        assertThat(passwords.matches(longest, passwords.hash(longest))).isTrue();
        assertThat(passwords.matches(longest + "x", passwords.hash(longest + "x")))
                .isFalse();
        assertThat(passwords.matches(longest + "x", passwords.hash(""))).isFalse();
    }

    @Test
    void howAnAccentWasTypedDoesNotMatter() {
        assertThat(passwords.matches("cafe\u0301 au lait", passwords.hash("café au lait")))
                .isTrue();
    }

    /** Made by the command line tool of the Argon2 reference implementation, with other parameters. */
    @Test
    void whatOthersStoredIsRead() {
        String stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assertThat(passwords.matches("password", stored)).isTrue();
        assertThat(passwords.matches("Password", stored)).isFalse();
    }

    @Test
    void anotherFormIsNotTakenForAWrongPassword() {
        assertThatThrownBy(() -> passwords.matches("password", "password")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyAtOnceTakeTurns() {
        String hash = passwords.hash("12345678");
        assertThat(IntStream.range(0, 12).parallel().allMatch(i -> passwords.matches("12345678", hash)))
                .isTrue();
    }
}
