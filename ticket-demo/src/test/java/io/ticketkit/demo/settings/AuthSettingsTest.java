package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthSettingsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static Settings on(String... more) {
        Map<String, String> variables = new HashMap<>(Map.of("TICKET_AUTH", "on", "TICKET_JWT_SECRET", SECRET));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return Settings.of(variables);
    }

    @Test
    void nobodyLogsInUnlessAskedFor() {
        assertThat(Settings.of(Map.of()).auth().isOn()).isFalse();
        assertThat(Settings.of(Map.of("TICKET_JWT_SECRET", "short")).auth().isOn())
                .isFalse();
        assertThat(on().auth().secret()).contains(SECRET);
        assertThat(on("TICKET_AUTH", "ON").auth().requestsPerMinute()).isEqualTo(1_200);
        assertThat(on().toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0123456789abcdef0123456789abcde"})
    void aSecretThatIsTooShortStopsTheStart(String secret) {
        assertThatThrownBy(() -> on("TICKET_JWT_SECRET", secret))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_JWT_SECRET is wrong: TICKET_AUTH=on needs one of at least 32 bytes")
                .hasLineCount(1);
        assertThat(on("TICKET_JWT_SECRET", "äöüß".repeat(4)).auth().isOn())
                .as("bytes, not characters")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void onlyWithAccountsItListensToOthers(String host) {
        assertThat(on("TICKET_HOST", host).host()).isEqualTo(host);
        assertThatThrownBy(() -> Settings.of(Map.of("TICKET_HOST", host)))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_HOST is wrong: ");
    }

    @Test
    void whoGetsTicketsMustBeSaidWhereThereIsNoDemoUser() {
        assertThatThrownBy(() -> on("TICKET_AUTO_ASSIGN", "on"))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_AUTO_ASSIGN is wrong: ")
                .contains("TICKET_AGENTS");
        assertThat(on("TICKET_AUTO_ASSIGN", "on", "TICKET_AGENTS", "ann@example.com")
                        .agents()
                        .agents())
                .hasSize(1);
    }
}
