package io.ticketkit.demo.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewUserTest {
    private static NewUser user(String email, String name, String password) {
        return new NewUser(email, name, password);
    }

    @Test
    void addressesAreComparedInLowerCaseAndWithoutSpaceAround() {
        NewUser user = user("  Maria.Example+x@Example.COM ", " Maria ", "12345678");
        assertThat(user.violations()).isEmpty();
        assertThat(user.email()).isEqualTo("maria.example+x@example.com");
        assertThat(user.name()).isEqualTo("Maria");
        assertThat(user.toString()).doesNotContainIgnoringCase("maria", "1234");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "maria",
                "@example.com",
                "maria@",
                "maria@@example.com",
                "maria@exa mple.com",
                "maria@example.com, eve@example.com",
                "maria@example.com\r\nBcc: eve@example.com",
                "<maria@example.com>",
                "maria@-example.com",
                "maria@example..com",
                "m\u0000a@example.com",
                "m\ud800a@example.com",
                "mаria@example.com", // a Cyrillic а
                "maria@example.com;drop"
            })
    void otherTextsAreNoAddress(String email) {
        assertThat(user(email, "Maria", "12345678").violations())
                .extracting(Violation::field)
                .containsExactly("email");
    }

    @Test
    void lengths() {
        String longest = "a".repeat(64) + "@" + "b".repeat(61) + "." + "c".repeat(61) + "." + "d".repeat(61) + ".ee";
        assertThat(longest).hasSize(253);
        assertThat(user(longest, "n".repeat(100), "p".repeat(128)).violations()).isEmpty();
        assertThat(user("f" + longest, "n".repeat(101), "p".repeat(129)).violations())
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("name", "email", "password");
        assertThat(user("maria@example.com", "Maria", "1234567").violations())
                .containsExactly(new Violation("password", "Ensure this field has at least 8 characters."));
        assertThat(user("maria@example.com", "Maria", "🔑".repeat(8)).violations())
                .isEmpty();
    }

    @Test
    void passwordsThatAreNone() {
        for (String password :
                new String[] {"        ", "maria@example.com", " Maria@Example.com", "1234567\0", "1234567\ud800"}) {
            assertThat(user("maria@example.com", "Maria", password).violations())
                    .extracting(Violation::field)
                    .containsExactly("password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\t", "a\nb", "a\u0000", "a\udfff"})
    void namesThatAreNone(String name) {
        assertThat(user("maria@example.com", name, "12345678").violations())
                .extracting(Violation::field)
                .containsExactly("name");
    }
}
