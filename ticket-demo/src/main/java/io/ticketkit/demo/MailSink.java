package io.ticketkit.demo;

import io.ticketkit.Notification;
import io.ticketkit.NotificationSink;
import io.ticketkit.Ticket;
import io.ticketkit.demo.settings.OutgoingSettings;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notifications by SMTP; recipients that are no e-mail address are only logged. */
final class MailSink implements NotificationSink {
    private static final Logger LOG = LoggerFactory.getLogger(MailSink.class);
    /** Simpler than what is allowed: nothing in it can mean anything but one address. */
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private static final String CONNECT_MILLIS = "5000";
    private static final String MILLIS = "10000";
    private static final int SUBJECT = 120;

    private final OutgoingSettings.Mail settings;
    private final Clock clock;
    private final Session session;

    /** Trusts whom the JVM trusts. */
    MailSink(OutgoingSettings.Mail settings, Clock clock) {
        this(settings, clock, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    MailSink(OutgoingSettings.Mail settings, Clock clock, SSLSocketFactory tls) {
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings, tls), authenticator(settings));
    }

    private static Properties properties(OutgoingSettings.Mail settings, SSLSocketFactory tls) {
        String protocol = settings.tls() ? "smtps" : "smtp";
        Properties properties = new Properties();
        // Transport.send asks for the protocol of the address: without this it is smtp, in clear, to port 25 of this
        // machine
        properties.setProperty("mail.transport.protocol.rfc822", protocol);
        String prefix = "mail." + protocol + ".";
        properties.setProperty(prefix + "host", settings.host());
        properties.setProperty(prefix + "port", Integer.toString(settings.port()));
        properties.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        properties.setProperty(prefix + "timeout", MILLIS);
        properties.setProperty(prefix + "writetimeout", MILLIS);
        properties.put(prefix + "ssl.socketFactory", tls);
        properties.setProperty(prefix + "socketFactory.fallback", "false");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        properties.setProperty(prefix + "starttls.enable", "true");
        // a password goes over no wire that others can read
        boolean secret = settings.login().isPresent() && !isLoopback(settings.host());
        properties.setProperty(prefix + "starttls.required", Boolean.toString(!settings.tls() && secret));
        properties.setProperty(
                prefix + "auth", Boolean.toString(settings.login().isPresent()));
        return properties;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static @Nullable Authenticator authenticator(OutgoingSettings.Mail settings) {
        return settings.login()
                .<Authenticator>map(login -> new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return new PasswordAuthentication(login.user(), login.password());
                    }
                })
                .orElse(null);
    }

    @Override
    public void send(Notification notification) throws MessagingException {
        if (!ADDRESS.matcher(notification.recipient()).matches()) {
            LogSink.log(notification, "the recipient has no e-mail address");
            return;
        }
        try {
            Transport.send(message(notification));
        } catch (SendFailedException e) {
            if (e.getInvalidAddresses() == null || e.getInvalidAddresses().length == 0) {
                throw e;
            }
            // trying again would not help, and hold up all that comes after it
            LOG.warn("The mail server refused the recipient of {}", notification);
        }
    }

    private Message message(Notification notification) throws MessagingException {
        String id = "<" + notification.dedupeKey() + "@ticketkit.demo>";
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                // the same when it comes again, so that mail programs show it once
                setHeader("Message-ID", id);
            }
        };
        Ticket ticket = notification.ticket();
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(notification.recipient(), true));
        message.setSubject(
                "[Ticket " + ticket.id() + "] " + line(ticket.title()).orElse(""), StandardCharsets.UTF_8.name());
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setSentDate(Date.from(clock.instant()));
        message.setText(
                sentence(notification) + "\n\nTicket " + ticket.id() + ": "
                        + line(ticket.title()).orElse("") + "\n",
                StandardCharsets.UTF_8.name());
        return message;
    }

    /** On one line: what somebody wrote must not become a header. */
    private static Optional<String> line(String text) {
        String line =
                text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\\s]+", " ").strip();
        int end = line.offsetByCodePoints(0, Math.min(SUBJECT, line.codePointCount(0, line.length())));
        return line.isEmpty() ? Optional.empty() : Optional.of(line.substring(0, end));
    }

    private static String sentence(Notification notification) {
        return switch (notification.reason()) {
            case ASSIGNED_TO_YOU -> "This ticket was assigned to you.";
            case REOPENED -> "This ticket was opened again.";
            case RESOLVED -> "Your ticket was resolved.";
            case NEW_REPLY_FOR_REQUESTER -> "There is a new reply on your ticket.";
            case REQUESTER_REPLIED -> "The requester wrote on a ticket that is assigned to you.";
            case INTERNAL_NOTE -> "There is a new internal note on a ticket that is assigned to you.";
        };
    }
}
