package io.ticketkit.demo.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.ZendeskServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionCheckTest extends ZendeskTesting {
    private static final String ME = "GET /api/v2/users/me\\.json";

    private static List<String> texts(ConnectionReport report) {
        List<String> texts =
                report.lines().stream().map(ConnectionReport.Line::text).toList();
        assertThat(texts)
                .allSatisfy(text -> assertThat(text)
                        .endsWith(".")
                        .doesNotContain(ZendeskServer.TOKEN, ZendeskServer.EMAIL, "Geheim", "a text of"));
        return texts;
    }

    @Test
    void anAdministratorMayAll() {
        ConnectionReport report = client.check();
        assertThat(report.works()).isTrue();
        assertThat(texts(report))
                .containsExactly(
                        "An API of Zendesk answers at 127.0.0.1.",
                        "The login is accepted, as an administrator.",
                        "Tickets can be searched and read.");
        assertThat(server.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void anAgentMayAlmostAll() {
        server.role("agent");
        ConnectionReport report = client.check();
        assertThat(report.works()).isTrue();
        assertThat(texts(report).get(1)).contains("as an agent").contains("for administrators");
    }

    @Test
    void whoIsAnsweredAsAnonymousHasNoLogin() {
        try (ZendeskClient wrong = new ZendeskClient(settings(server.url(), "TICKET_ZENDESK_TOKEN", "other"))) {
            ConnectionReport report = wrong.check();
            assertThat(report.works()).isFalse();
            assertThat(texts(report)).hasSize(2).last().asString().contains("not accepted", "TICKET_ZENDESK_EMAIL");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void anEndUserIsNoAgent() {
        server.role("end-user");
        ConnectionReport report = client.check();
        assertThat(report.works()).isFalse();
        assertThat(texts(report)).hasSize(2).last().asString().contains("as an end user");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":{\"id\":null,\"role\":\"admin\"}}                     | not accepted",
                "{\"user\":{\"role\":\"agent\"}}                                 | not accepted",
                "{\"user\":{\"id\":7,\"role\":\"agent\",\"suspended\":true}}     | suspended",
                "{\"user\":null}                                                 | \"user\" is missing",
                "{}                                                              | \"user\" is missing",
                "<html>Welcome</html>                                            | no JSON object"
            })
    void whatElseIsNoLogin(String body, String words) {
        server.sends(ME, body.getBytes(StandardCharsets.UTF_8), 1, 0);
        ConnectionReport report = client.check();
        assertThat(report.works()).isFalse();
        assertThat(texts(report)).last().asString().contains(words);
    }

    @Test
    void aLightAgentCannotTag() {
        String light = "{\"user\":{\"id\":7,\"role\":\"agent\",\"role_type\":1}}";
        server.sends(ME, light.getBytes(StandardCharsets.UTF_8), 1, 0);
        ConnectionReport report = client.check();
        assertThat(report.works()).isFalse();
        assertThat(report.lines()).filteredOn(line -> !line.works()).hasSize(1);
        assertThat(texts(report)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "401, the login is not accepted",
        "403, may not do this",
        "404, there is no help desk at 127.0.0.1",
        "302, at another address",
        "422, is refused"
    })
    void saysWhatIsWrong(int status, String words) {
        server.fails(ME, status);
        assertThat(texts(client.check()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("Nothing works: ")
                .contains(words);
    }

    @Test
    void aSearchThatFailsIsTold() {
        server.fails("GET .*search.*", 403);
        ConnectionReport report = client.check();
        assertThat(report.works()).isFalse();
        assertThat(texts(report)).hasSize(3).last().asString().startsWith("Tickets cannot be searched: ");
    }

    @Test
    void nobodyIsThere() {
        try (ZendeskClient nowhere =
                new ZendeskClient(settings(ModelServer.deadUrl()), waits::add, Duration.ofSeconds(5))) {
            assertThat(texts(nowhere.check())).hasSize(1).first().asString().contains("no connection to 127.0.0.1");
        }
    }
}
