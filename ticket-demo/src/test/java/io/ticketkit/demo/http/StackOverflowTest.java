package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.Client.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Not even an exception, and still an answer of the contract. */
class StackOverflowTest {
    @Test
    void isAnInternalErrorWithItsId() {
        Settings settings = Settings.of(Map.of("TICKET_PORT", "0"));
        try (WebServer server = TestHost.server(settings, FailingService.with(new StackOverflowError()))) {
            Answer answer = new Client("http://127.0.0.1:" + server.start()).get("/api/tickets/1/");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().get("detail").asString()).isEqualTo("Internal error.");
            assertThat(answer.json().get("id").asString())
                    .isEqualTo(answer.header("X-Request-Id").orElseThrow());
        }
    }
}
