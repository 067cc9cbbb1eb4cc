package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void ofIpv6TheNetworkCounts() {
        assertThat(Clients.client("2001:db8:1:2::1")).isEqualTo(Clients.client("2001:db8:1:2:ffff::77"));
        assertThat(Clients.client("2001:db8:1:2::1")).isNotEqualTo(Clients.client("2001:db8:1:3::1"));
        assertThat(Clients.client("192.0.2.1")).isNotEqualTo(Clients.client("192.0.2.2"));
        assertThat(Clients.client("[2001:db8:1:2::1]")).isEqualTo(Clients.client("2001:db8:1:2::5"));
    }
}
