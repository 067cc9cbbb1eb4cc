package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ticketkit.demo.testing.Client;
import io.ticketkit.demo.testing.ModelServer;
import io.ticketkit.demo.testing.RunningDemo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens over HTTP comes out as mail and as webhooks, in its order. */
class OutgoingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void mailAndWebhooksTellWhatHappened() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try (ModelServer hooks = new ModelServer()) {
            hooks.says(204, "");
            Map<String, String> settings = Map.of(
                    "TICKET_SMTP_URL", "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                    "TICKET_SMTP_FROM", "desk@shop.example",
                    "TICKET_WEBHOOK_URL", hooks.url() + "/hook",
                    "TICKET_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                    "TICKET_WEBHOOK_ALLOW_PRIVATE", "on");
            try (RunningDemo demo = RunningDemo.on(RunningDemo.TestDatabase.h2(), settings)) {
                Client client = demo.client();
                long id = client.post(
                                "/api/tickets/",
                                "{\"title\":\"Printer\",\"description\":\"It does not print.\","
                                        + "\"requester\":\"ada@shop.example\"}")
                        .json()
                        .get("id")
                        .asLong();
                Client.Answer resolved = client.patch("/api/tickets/" + id + "/", "{\"status\":\"resolved\"}");
                assertThat(resolved.status()).isEqualTo(200);

                Awaitility.await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length > 0);
                Awaitility.await().atMost(PATIENCE).until(() -> hooks.requests().size() == 2);
                assertThat(mail.getReceivedMessages()).hasSize(1);
                assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("[Ticket " + id + "] Printer");
                List<String> types = hooks.requests().stream()
                        .map(ModelServer.Request::body)
                        .map(JsonMapper.shared()::readTree)
                        .map(OutgoingTest::type)
                        .toList();
                assertThat(types).containsExactly("ticket.submitted", "ticket.updated");
            }
        } finally {
            mail.stop();
        }
    }

    private static String type(JsonNode body) {
        return body.get("type").asString();
    }
}
