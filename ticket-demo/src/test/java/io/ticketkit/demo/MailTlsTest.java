package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.Notifications;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.demo.settings.OutgoingSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Mail over TLS, to a real server, with certificates that were made here. By itself: logs of tests are turned off. */
@Isolated
class MailTlsTest {
    private static final String PASSWORD = "geheim-42";
    private static final String RECIPIENT = "ada@shop.example";
    private static final SSLSocketFactory STANDARD = (SSLSocketFactory) SSLSocketFactory.getDefault();

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final HeldCertificate certificate = certificateOf("localhost");

    @BeforeEach
    void start() {
        server.start();
        server.setUser("desk", PASSWORD);
        server.getManagers().getUserManager().setAuthRequired(true);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private static HeldCertificate certificateOf(String host) {
        return new HeldCertificate.Builder().addSubjectAlternativeName(host).build();
    }

    private MailFront front(MailFront.Security security, HeldCertificate shown) throws Exception {
        SSLSocketFactory tls = new HandshakeCertificates.Builder()
                .heldCertificate(shown)
                .build()
                .sslSocketFactory();
        return new MailFront(server.getSmtp().getPort(), security, tls);
    }

    private static SSLSocketFactory trusting(HeldCertificate trusted) {
        return new HandshakeCertificates.Builder()
                .addTrustedCertificate(trusted.certificate())
                .build()
                .sslSocketFactory();
    }

    /** As the settings say it. */
    private static MailSink sink(String url, SSLSocketFactory trust) {
        Map<String, String> environment = Map.of("TICKET_SMTP_URL", url, "TICKET_SMTP_FROM", "desk@shop.example");
        OutgoingSettings.Mail mail = Settings.of(environment).outgoing().mail().orElseThrow();
        return new MailSink(mail, Samples.CLOCK, trust);
    }

    private static String url(String scheme, String host, MailFront front) {
        return scheme + "://desk:" + PASSWORD + "@" + host + ":" + front.port();
    }

    private static void send(MailSink sink) throws MessagingException {
        sink.send(Samples.notification(RECIPIENT, "Printer"));
    }

    private void assertNothingTold(MailFront front) throws InterruptedException {
        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(front.heard())
                .doesNotContain("ada@", "AUTH", "Printer", PASSWORD)
                .doesNotContain(
                        Base64.getEncoder().encodeToString(("\0desk\0" + PASSWORD).getBytes(StandardCharsets.UTF_8)))
                .doesNotContain(Base64.getEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whomTheHostTrustsIsTold() throws Exception {
        for (MailFront.Security security : List.of(MailFront.Security.TLS, MailFront.Security.STARTTLS)) {
            try (MailFront front = front(security, certificate)) {
                String scheme = security == MailFront.Security.TLS ? "smtps" : "smtp";
                send(sink(url(scheme, "localhost", front), trusting(certificate)));
                assertThat(front.heard()).doesNotContain("ada@", "AUTH", "Printer");
            }
        }
        assertThat(server.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws Exception {
        for (MailFront.Security security : List.of(MailFront.Security.TLS, MailFront.Security.STARTTLS)) {
            try (MailFront front = front(security, certificate)) {
                String scheme = security == MailFront.Security.TLS ? "smtps" : "smtp";
                MailSink sink = sink(url(scheme, "localhost", front), STANDARD);
                assertThatThrownBy(() -> send(sink))
                        .isInstanceOf(MessagingException.class)
                        .hasStackTraceContaining("SSLHandshakeException");
                assertNothingTold(front);
            }
        }
    }

    @Test
    void aCertificateOfSomebodyElseIsRefused() throws Exception {
        HeldCertificate elsewhere = certificateOf("mail.other.example");
        for (MailFront.Security security : List.of(MailFront.Security.TLS, MailFront.Security.STARTTLS)) {
            try (MailFront front = front(security, elsewhere)) {
                String scheme = security == MailFront.Security.TLS ? "smtps" : "smtp";
                MailSink sink = sink(url(scheme, "localhost", front), trusting(elsewhere));
                assertThatThrownBy(() -> send(sink)).isInstanceOf(MessagingException.class);
                assertNothingTold(front);
            }
        }
    }

    @Test
    void aServerThatDoesNotEncryptIsNotToldWhatShouldBe() throws Exception {
        try (MailFront front = front(MailFront.Security.NONE, certificate)) {
            MailSink encrypted = sink(url("smtps", "localhost", front), trusting(certificate));
            // it was the handshake that failed, and not one word of SMTP was said
            assertThatThrownBy(() -> send(encrypted))
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining("SSLException");
            assertNothingTold(front);
            assertThat(front.heard()).doesNotContain("EHLO", "HELO");
        }
        try (MailFront front = front(MailFront.Security.NONE, certificate)) {
            // no loopback address by its name, and on Linux the same machine
            MailSink upgrading = sink(url("smtp", "0.0.0.0", front), trusting(certificate));
            assertThatThrownBy(() -> send(upgrading)).isInstanceOf(MessagingException.class);
            assertNothingTold(front);
        }
    }

    @Test
    void theOutboxTriesAgainAndLogsNeitherPasswordNorAddress() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("io.ticketkit");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(log);
        try (MailFront front = front(MailFront.Security.TLS, certificate)) {
            MailSink sink = sink(url("smtps", "localhost", front), STANDARD);
            Outbox outbox = Outbox.to(Notifications.handler("mail", sink))
                    .onTick()
                    .attempts(3)
                    .backOff(Duration.ofMillis(1), Duration.ofMillis(1));
            try (TicketKit kit = TicketKit.builder()
                    .storage(new InMemoryTicketStorage())
                    .outbox(outbox)
                    .build()) {
                TicketService staff = kit.as(Actor.staff("agent-1"));
                Ticket ticket = staff.submit(TicketDraft.builder()
                        .title("Printer")
                        .description("It does not print.")
                        .requester(RECIPIENT)
                        .build());
                staff.transition(ticket.id(), Expected.any(), Status.RESOLVED);
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                    kit.outboxWorker().tick();
                    return kit.outbox().backlog().stream().anyMatch(waiting -> waiting.dead() > 0);
                });
            }
            assertThat(front.connections()).isEqualTo(3);
            assertNothingTold(front);
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
            logger.setAdditive(true);
            log.stop();
        }
        assertThat(List.copyOf(log.list))
                .extracting(
                        event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .anyMatch(line -> line.startsWith("mail failed on event 2 of ticket"))
                .noneMatch(line -> line.contains(PASSWORD) || line.contains("ada@") || line.contains("Printer"));
    }
}
