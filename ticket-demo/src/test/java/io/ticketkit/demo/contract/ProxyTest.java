package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import io.ticketkit.demo.testing.RefusalLog;
import io.ticketkit.demo.testing.RunningDemo;
import io.ticketkit.demo.testing.RunningDemo.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a proxy: who asks is whom the proxy names, and links are as the client sees the server. */
class ProxyTest {
    private static final String TICKET = "{\"title\":\"t\",\"description\":\"d\"}";

    private static RunningDemo demo(String proxies, String... more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("TICKET_TRUSTED_PROXIES", proxies);
        settings.put("TICKET_REFUSALS_LOGGED_PER_MINUTE", "1000000");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return RunningDemo.on(TestDatabase.h2(), settings);
    }

    private static String client(RefusalLog log, Client client, String... headers) {
        Answer answer = client.get("/api/none", headers);
        return log.assertRefused(answer, "not_found").replaceFirst(".* client=(\\S+) .*", "$1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7 | 192.0.2.7",
                "6.6.6.6, 192.0.2.7 | 192.0.2.7",
                "6.6.6.6, 192.0.2.7, 10.1.2.3 | 192.0.2.7",
                "192.0.2.7, 10.1.2.3, 10.200.0.1 | 192.0.2.7",
                "10.1.2.3 | 10.1.2.3",
                "192.0.2.7:4711 | 192.0.2.7",
                "2001:DB8::1 | [2001:db8:0:0:0:0:0:1]",
                "[2001:db8::1]:80 | [2001:db8:0:0:0:0:0:1]",
                "6.6.6.6, unknown | 127.0.0.1",
                "6.6.6.6, example.com, 10.1.2.3 | 10.1.2.3",
                "evil user=1 | 127.0.0.1",
                "1.2.3 | 127.0.0.1",
                "999.1.1.1 | 127.0.0.1",
                ", , | 127.0.0.1",
            })
    void theClientIsTheLastThatNoTrustedProxyIs(String header, String expected) {
        try (RefusalLog log = RefusalLog.open();
                RunningDemo demo = demo("127.0.0.0/8, 10.0.0.0/8")) {
            assertThat(client(log, demo.client(), "X-Forwarded-For", header)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "192.0.2.1", "126.0.0.0/8,::1", "127.0.0.2/31"})
    void fromOthersTheHeadersAreOnlyTexts(String proxies) {
        try (RefusalLog log = RefusalLog.open();
                RunningDemo demo = demo(proxies)) {
            assertThat(client(log, demo.client(), "X-Forwarded-For", "192.0.2.7"))
                    .isEqualTo("127.0.0.1");
            Answer made = demo.client().post("/api/tickets/", TICKET, "X-Forwarded-Proto", "https");
            assertThat(made.header("Location").orElseThrow()).startsWith(demo.url() + "/api/tickets/");
            assertThat(made.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-Proto | https | https",
                "X-Forwarded-Proto | HTTPS | https",
                "X-Forwarded-Proto | http | http",
                "X-Forwarded-Proto | http, https | https",
                "X-Forwarded-Proto | javascript | http",
                "Forwarded | for=192.0.2.60;proto=https;by=203.0.113.43 | https",
                "Forwarded | proto=http, for=10.1.1.1;proto=\"https\" | https",
                "Forwarded | proto=https, proto=http | http",
                "Forwarded | for=1.2.3.4 | http",
            })
    void linksHaveTheSchemeThatTheClientUses(String header, String value, String scheme) {
        try (RunningDemo demo = demo("127.0.0.1")) {
            Client client = demo.client();
            client.post("/api/tickets/", TICKET);
            Answer made = client.post("/api/tickets/", TICKET, header, value);
            String base = demo.url().replaceFirst("http", scheme);
            assertThat(made.header("Location").orElseThrow()).startsWith(base + "/api/tickets/");
            Answer list = client.get("/api/tickets/?limit=1&paginate=true", header, value);
            assertThat(list.header("Link").orElseThrow()).startsWith("<" + base + "/api/tickets/?");
            assertThat(list.json().get("next").asString()).startsWith(base + "/api/tickets/?");
            assertThat(made.header("Strict-Transport-Security").isPresent()).isEqualTo(scheme.equals("https"));
        }
    }

    /** The page itself asks: its own origin is https then, without being named in the settings. */
    @Test
    void ownPagesMayCall() {
        try (RunningDemo demo = demo("127.0.0.1")) {
            String origin = demo.url().replaceFirst("http", "https");
            assertThat(demo.client()
                            .post("/api/tickets/", TICKET, "Origin", origin, "X-Forwarded-Proto", "https")
                            .status())
                    .isEqualTo(201);
            assertThat(demo.client()
                            .post("/api/tickets/", TICKET, "Origin", origin)
                            .status())
                    .isEqualTo(403);
        }
    }

    /** Without it all who come by the proxy would share one limit, and one could use it up for them. */
    @Test
    void limitsAreOfEachClient() {
        try (RunningDemo demo = demo(
                "127.0.0.1",
                "TICKET_AUTH",
                "on",
                "TICKET_JWT_SECRET",
                RunningDemo.SECRET,
                "TICKET_REQUESTS_PER_MINUTE",
                "20")) {
            Client client = demo.client();
            int status = 200;
            for (int i = 0; i < 60 && status != 429; i++) {
                status = client.get("/healthz", "X-Forwarded-For", "7.7.7." + i + ", 192.0.2.1")
                        .status();
            }
            assertThat(status).isEqualTo(429);
            assertThat(client.get("/healthz", "X-Forwarded-For", "192.0.2.2").status())
                    .isEqualTo(200);
            assertThat(client.get("/healthz").status()).isEqualTo(200);
        }
    }

    /** Whatever a proxy says of the host: the header Host is what counts, and must be one that is served. */
    @Test
    void noHeaderChangesTheHost() {
        try (RunningDemo demo = demo("127.0.0.1")) {
            Answer made = demo.client()
                    .post(
                            "/api/tickets/",
                            TICKET,
                            "X-Forwarded-Host",
                            "evil.example",
                            "Forwarded",
                            "host=evil.example");
            assertThat(made.header("Location").orElseThrow()).startsWith(demo.url() + "/api/tickets/");
        }
    }
}
