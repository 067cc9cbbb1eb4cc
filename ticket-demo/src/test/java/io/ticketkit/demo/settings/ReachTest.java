package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
    private static final String VARIABLE = "TICKET_LLM_BASE_URL";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.model.example/v1",
                "ftp://api.model.example/v1",
                "file:///etc/passwd",
                "//api.model.example",
                "api.model.example",
                "https://",
                "https://user:geheim@api.model.example/v1",
                "https://api.model.example/v1?key=geheim",
                "https://api.model.example/v1#geheim",
                "https://localhost/v1",
                "https://LOCALHOST/v1",
                "https://localhost./v1",
                "https://model.localhost/v1",
                "https://127.0.0.1/v1",
                "https://127.1/v1",
                "https://2130706433/v1",
                "https://0/v1",
                "https://0.0.0.0/v1",
                "https://10.0.0.1/v1",
                "https://172.16.0.1/v1",
                "https://192.168.1.1/v1",
                "https://100.64.0.1/v1",
                "https://169.254.169.254/latest/meta-data",
                "https://168.63.129.16/v1",
                "https://224.0.0.1/v1",
                "https://255.255.255.255/v1",
                "https://[::1]/v1",
                "https://[::]/v1",
                "https://[::ffff:127.0.0.1]/v1",
                "https://[fe80::1]/v1",
                "https://[fd00::1]/v1",
                "https://[fd00:ec2::254]/v1",
                "https://[ff02::1]/v1",
                "https://[2002:7f00:1::]/v1",
                "https://[64:ff9b::7f00:1]/v1"
            })
    void whatLeadsInsideIsRefused(String url) {
        assertThatThrownBy(() -> Reach.PUBLIC.check(VARIABLE, url))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(VARIABLE + " is wrong: give an address of the public internet")
                .message()
                .doesNotContain("geheim");
        assertThatCode(() -> Reach.TRUSTED.check(VARIABLE, url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.model.example/v1",
                "https://api.model.example:8443",
                "https://8.8.8.8/v1",
                "https://[2606:4700::1111]/v1"
            })
    void thePublicInternetIsReached(String url) {
        assertThatCode(() -> Reach.PUBLIC.check(VARIABLE, url)).doesNotThrowAnyException();
    }

    @Test
    void aNameIsAskedWhereItLeads() {
        assertThat(Reach.leadsInside("https://localhost/v1"))
                .hasValueSatisfying(why -> assertThat(why).contains("TICKET_SETTINGS_ALLOW_PRIVATE"));
        assertThat(Reach.leadsInside("https://8.8.8.8/v1")).isEmpty();
        assertThat(Reach.leadsInside("https://nobody.invalid/v1")).isEmpty();
    }

    @Test
    void whatTheOperatorWroteIsTrustedAndWhatIsLaidOverItIsNot() {
        Environment operator = new Environment(Map.of(VARIABLE, "http://127.0.0.1:11434/v1"));
        assertThat(operator.reach(VARIABLE)).isEqualTo(Reach.TRUSTED);
        Environment other = operator.with(Map.of(VARIABLE, "https://8.8.8.8/v1"), false);
        assertThat(other.reach(VARIABLE)).isEqualTo(Reach.PUBLIC);
        assertThat(other.with(Map.of("TICKET_LLM_MODEL", "m"), true).reach(VARIABLE))
                .isEqualTo(Reach.PUBLIC);
        assertThat(operator.with(Map.of(VARIABLE, "http://127.0.0.1/v1"), true).reach(VARIABLE))
                .isEqualTo(Reach.TRUSTED);
    }
}
