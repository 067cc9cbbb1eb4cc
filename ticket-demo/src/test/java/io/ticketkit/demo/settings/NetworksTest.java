package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    private static Networks networks(String text) {
        return Settings.of(Map.of("TICKET_TRUSTED_PROXIES", text)).trustedProxies();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, true",
        "10.0.0.7, 10.0.0.8, false",
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/9, 10.128.0.1, false",
        "10.0.0.0/9, 10.127.255.255, true",
        "10.0.0.6/31, 10.0.0.7, true",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:DB8::1, 2001:db8:0:0::1, true",
        "10.0.0.7, ::ffff:10.0.0.7, true",
    })
    void whatIsInANetwork(String network, String address, boolean isIn) {
        assertThat(networks(network).contains(Networks.address(address).orElseThrow()))
                .isEqualTo(isIn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy",
                "10.0.0",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "::1/129",
                "1.2.3.4.5",
                "fe80::1%eth0",
                "10.0.0.300",
                "::g"
            })
    void wrongOnesStopTheStart(String text) {
        assertThatThrownBy(() -> networks("127.0.0.1, " + text))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_TRUSTED_PROXIES is wrong: ")
                .hasLineCount(1);
    }

    @Test
    void noneIsTrustedUnlessNamed() {
        assertThat(Settings.of(Map.of()).trustedProxies().isEmpty()).isTrue();
        assertThat(networks(" ::1 ,, 10.0.0.1").isEmpty()).isFalse();
    }
}
