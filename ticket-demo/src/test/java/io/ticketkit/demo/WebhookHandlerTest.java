package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.OutboxEvent;
import io.ticketkit.demo.net.PublicDns;
import io.ticketkit.demo.settings.OutgoingSettings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.demo.testing.ModelServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks, sent to a real server. */
class WebhookHandlerTest {
    private static final byte[] KEY = "twenty-four bytes of key".getBytes(StandardCharsets.UTF_8);

    private final ModelServer server = new ModelServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static WebhookHandler handler(String url, boolean allowPrivate) {
        return new WebhookHandler(
                new OutgoingSettings.Webhook(URI.create(url), new SecretKeySpec(KEY, "HmacSHA256"), allowPrivate),
                Samples.CLOCK);
    }

    private static String header(ModelServer.Request request, String name) {
        return request.headers().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .map(values -> values.get(0))
                .findFirst()
                .orElseThrow();
    }

    private static String signed(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEventIsToldAndSigned() throws IOException, GeneralSecurityException {
        server.says(204, "");
        OutboxEvent event = Samples.resolved("ada@shop.example", "Printer");
        try (WebhookHandler handler = handler(server.url() + "/hooks?x=1", true)) {
            handler.handle(event);
            handler.handle(event);
        }

        List<ModelServer.Request> requests = server.requests();
        assertThat(requests).hasSize(2);
        ModelServer.Request request = requests.get(0);
        assertThat(request.target()).isEqualTo("/hooks?x=1");
        assertThat(header(request, "content-type")).isEqualTo("application/json");
        assertThat(header(request, "webhook-id"))
                .isEqualTo("ticket_7_3")
                .isEqualTo(header(requests.get(1), "webhook-id"));
        String timestamp = Long.toString(Samples.NOW.getEpochSecond());
        assertThat(header(request, "webhook-timestamp")).isEqualTo(timestamp);
        assertThat(header(request, "webhook-signature"))
                .isEqualTo(signed("ticket_7_3." + timestamp + "." + request.body()));

        JsonNode body = JsonMapper.shared().readTree(request.body());
        assertThat(body.get("type").asString()).isEqualTo("ticket.updated");
        assertThat(body.get("timestamp").asString()).isEqualTo("2026-03-01T10:00:00Z");
        JsonNode data = body.get("data");
        assertThat(data.get("ticket_id").asLong()).isEqualTo(7);
        assertThat(data.get("number").asLong()).isEqualTo(3);
        assertThat(data.get("internal").asBoolean()).isFalse();
        assertThat(data.get("changes").get(0).get("field").asString()).isEqualTo("status");
        assertThat(data.get("changes").get(0).get("to").asString()).isEqualTo("resolved");
        assertThat(data.get("changes").get(1).get("field").asString()).isEqualTo("title");
        assertThat(request.body().toLowerCase(Locale.ROOT))
                .doesNotContain("ada", "printer", "private", "agent-1", "secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 404, 410, 429, 500, 503})
    void anotherAnswerThanSuccessIsAFailure(int status) {
        server.says(status, "{}", "Location", "/elsewhere");
        try (WebhookHandler handler = handler(server.url(), true)) {
            assertThatThrownBy(() -> handler.handle(Samples.resolved("ada", "Printer")))
                    .isInstanceOf(WebhookHandler.RefusedException.class)
                    .hasMessageContaining(Integer.toString(status));
        }
        // a redirect is not followed
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://10.0.0.1/",
                "https://192.168.1.1:8443/",
                "https://169.254.169.254/latest",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://[::1]/",
                "https://[fe80::1]/",
                "https://[fd00::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/"
            })
    void anAddressOfTheOwnNetworkIsRefused(String url) {
        assertThatThrownBy(() -> handler(url, false).close())
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("TICKET_WEBHOOK_URL is wrong: ");
    }

    @Test
    void aNameThatLeadsToTheOwnNetworkIsNotConnectedTo() {
        server.says(204, "");
        String url = server.url().replace("127.0.0.1", "localhost");
        try (WebhookHandler handler = handler(url, false)) {
            assertThatThrownBy(() -> handler.handle(Samples.resolved("ada", "Printer")))
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "192.0.1.1",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void addressesOfThePublicInternetAreAllowed(String address) throws UnknownHostException {
        assertThat(PublicDns.isPublic(InetAddress.getByName(address))).isTrue();
    }
}
