package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.demo.settings.AgentSettings.Agent;
import io.ticketkit.demo.settings.AgentSettings.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSettingsTest {
    private static AgentSettings agents(String mode, String agents) {
        return Settings.of(Map.of("TICKET_AUTO_ASSIGN", mode, "TICKET_AGENTS", agents))
                .agents();
    }

    @Test
    void nobodyIsAssignedUnlessAskedFor() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.agents().mode()).isEqualTo(Mode.OFF);
        assertThat(settings.agents().agents()).isEmpty();
        assertThat(settings.draftsReplies()).isFalse();
        assertThat(Settings.of(Map.of("TICKET_AI_RESPONSE", "ON")).draftsReplies())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"on, LEAST_OPEN", "Least_Open, LEAST_OPEN", "round_robin, ROUND_ROBIN", "off, OFF", "'', OFF"})
    void theModes(String text, Mode mode) {
        assertThat(agents(text, "ann").mode()).isEqualTo(mode);
    }

    @Test
    void whoKnowsWhat() {
        assertThat(agents("on", " ann ,, Bob Smith = billing | Account ,Eve@Desk.Example")
                        .agents())
                .containsExactly(
                        new Agent("ann", Set.of("billing", "technical", "account", "general")),
                        new Agent("bob smith", Set.of("billing", "account")),
                        new Agent("eve@desk.example", Set.of("billing", "technical", "account", "general")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ann, ann", "Ann, ann", "=billing", "ann=", "ann=sales", "ann=billing=account", "ann|bob", "a\nb"
            })
    void wrongAgentsStopTheStart(String agents) {
        assertThatThrownBy(() -> agents("on", agents))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_AGENTS is wrong: ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"on, LEAST_OPEN", "least_open, LEAST_OPEN", "round_robin, ROUND_ROBIN"})
    void whereNobodyIsNamedTheUserOfTheDemoGetsAll(String text, Mode mode) {
        AgentSettings demo = new AgentSettings(
                mode, List.of(new Agent("demo", Set.of("billing", "technical", "account", "general"))));
        assertThat(Settings.of(Map.of("TICKET_AUTO_ASSIGN", text)).agents()).isEqualTo(demo);
        assertThat(agents(text, " , ")).isEqualTo(demo);
    }
}
