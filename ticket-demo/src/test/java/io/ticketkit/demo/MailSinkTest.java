package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ticketkit.demo.settings.OutgoingSettings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail, sent to a real server. */
class MailSinkTest {
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailSink sink(Optional<OutgoingSettings.Login> login) {
        return sink(server.getSmtp().getPort(), login);
    }

    private static MailSink sink(int port, Optional<OutgoingSettings.Login> login) {
        return new MailSink(
                new OutgoingSettings.Mail(false, "127.0.0.1", port, login, "Desk <desk@shop.example>"), Samples.CLOCK);
    }

    @Test
    void aNotificationIsAMessage() throws MessagingException, IOException {
        MailSink sink = sink(Optional.empty());

        sink.send(Samples.notification("ada@shop.example", "Drucker \u00fc 🖨"));
        sink.send(Samples.notification("ada@shop.example", "Drucker \u00fc 🖨"));

        MimeMessage[] received = server.getReceivedMessages();
        assertThat(received).hasSize(2);
        MimeMessage message = received[0];
        assertThat(message.getFrom()).extracting(Object::toString).containsExactly("Desk <desk@shop.example>");
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("ada@shop.example");
        assertThat(message.getSubject()).isEqualTo("[Ticket 7] Drucker \u00fc 🖨");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getSentDate()).isEqualTo(Date.from(Samples.NOW));
        assertThat((String) message.getContent())
                .startsWith("Your ticket was resolved.")
                .doesNotContain("secret");
        String key = Samples.notification("ada@shop.example", "Drucker").dedupeKey();
        assertThat(message.getMessageID()).isEqualTo("<" + key + "@ticketkit.demo>");
        assertThat(received[1].getMessageID()).isEqualTo(message.getMessageID());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello\r\nBcc: eve@shop.example",
                "Hello\nBcc: eve@shop.example\n\nBody",
                "Hello\rBcc: eve@shop.example",
                "Hello\u0085Bcc: eve@shop.example",
                "Hello\u2028Bcc: eve@shop.example"
            })
    void aTitleBecomesNoHeader(String title) throws MessagingException {
        sink(Optional.empty()).send(Samples.notification("ada@shop.example", title));

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getRecipients(Message.RecipientType.TO)).hasSize(1);
        assertThat(message.getSubject()).startsWith("[Ticket 7] Hello Bcc: eve@shop.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer-17",
                "ada@localhost",
                "ada@shop.example,eve@shop.example",
                "Ada <ada@shop.example>",
                "ada@shop.example\r\nRCPT TO:<eve@shop.example>",
                "\"a b\"@shop.example",
                "ada@@shop.example",
                "@shop.example",
                "ada@[127.0.0.1]"
            })
    void whoHasNoAddressIsNotWrittenTo(String recipient) throws MessagingException {
        sink(Optional.empty()).send(Samples.notification(recipient, "Printer"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void theServerIsToldWhoSends() throws MessagingException {
        server.setUser("desk", "geheim");
        server.getManagers().getUserManager().setAuthRequired(true);

        sink(Optional.of(new OutgoingSettings.Login("desk", "geheim")))
                .send(Samples.notification("ada@shop.example", "Printer"));
        assertThat(server.getReceivedMessages()).hasSize(1);

        MailSink wrong = sink(Optional.of(new OutgoingSettings.Login("desk", "falsch")));
        assertThatThrownBy(() -> wrong.send(Samples.notification("ada@shop.example", "Printer")))
                .isInstanceOf(MessagingException.class);
    }

    @Test
    void aServerThatIsNotThereIsAFailure() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        MailSink sink = sink(port, Optional.empty());
        assertThatThrownBy(() -> sink.send(Samples.notification("ada@shop.example", "Printer")))
                .isInstanceOf(MessagingException.class);
    }
}
