package io.ticketkit.demo.settings;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Who is told what happens.
 *
 * @param mail how people are told; empty when that is only logged
 * @param webhook which other program is told; empty for none
 */
public record OutgoingSettings(Optional<Mail> mail, Optional<Webhook> webhook) {
    private static final String SMTP_URL = "TICKET_SMTP_URL";
    private static final String SMTP_FROM = "TICKET_SMTP_FROM";
    private static final String WEBHOOK_URL = "TICKET_WEBHOOK_URL";
    private static final String WEBHOOK_SECRET = "TICKET_WEBHOOK_SECRET";
    private static final String ALLOW_PRIVATE = "TICKET_WEBHOOK_ALLOW_PRIVATE";
    private static final int SUBMISSION = 587;
    private static final int SUBMISSIONS = 465;

    /**
     * A mail server.
     *
     * @param tls whether the connection is encrypted from its beginning
     * @param host its name
     * @param port its port
     * @param login who sends; empty when that is not asked
     * @param from the address of the sender
     */
    public record Mail(boolean tls, String host, int port, Optional<Login> login, String from) {
        /** Nothing that may hold a secret. */
        @Override
        public String toString() {
            return "Mail[" + host + ":" + port + "]";
        }
    }

    /**
     * Who sends.
     *
     * @param user the name
     * @param password the password
     */
    public record Login(String user, String password) {
        /** Nothing of it. */
        @Override
        public String toString() {
            return "Login[…]";
        }
    }

    /**
     * A program that is told.
     *
     * @param url where
     * @param key what is signed with
     * @param allowPrivate whether it may be in the own network
     */
    public record Webhook(URI url, byte[] key, boolean allowPrivate) {
        /** Nothing of the key, and of the address only the host: some have a secret path. */
        @Override
        public String toString() {
            return "Webhook[" + url.getHost() + "]";
        }
    }

    static OutgoingSettings of(Environment environment) {
        return new OutgoingSettings(mail(environment), webhook(environment));
    }

    private static Optional<Mail> mail(Environment environment) {
        Optional<String> text = environment.text(SMTP_URL);
        if (text.isEmpty()) {
            environment.text(SMTP_FROM).ifPresent(from -> {
                throw Environment.wrong(SMTP_FROM, "it is of use only with " + SMTP_URL);
            });
            return Optional.empty();
        }
        String remedy = "give smtp://user:password@host:port or smtps://…, reserved characters as %XX";
        URI url = uri(SMTP_URL, text.get(), remedy);
        boolean tls = "smtps".equalsIgnoreCase(url.getScheme());
        String path = url.getRawPath();
        if ((!tls && !"smtp".equalsIgnoreCase(url.getScheme()))
                || url.getHost() == null
                || (path != null && !path.isEmpty() && !path.equals("/"))
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw Environment.wrong(SMTP_URL, remedy);
        }
        int standard = tls ? SUBMISSIONS : SUBMISSION;
        int port = url.getPort() == -1 ? standard : url.getPort();
        Optional<Login> login = Optional.ofNullable(url.getRawUserInfo()).map(part -> login(part, remedy));
        return Optional.of(new Mail(tls, url.getHost(), port, login, from(environment)));
    }

    private static Login login(String userInfo, String remedy) {
        String[] parts = userInfo.split(":", 2);
        if (parts.length != 2) {
            throw Environment.wrong(SMTP_URL, remedy);
        }
        return new Login(decoded(parts[0]), decoded(parts[1]));
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String from(Environment environment) {
        String text = environment
                .text(SMTP_FROM)
                .orElseThrow(() -> Environment.wrong(SMTP_FROM, "give the address mail comes from"));
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.getAddress().contains("@") && !text.matches(".*\\p{Cntrl}.*")) {
                return text;
            }
        } catch (AddressException e) {
            // told below, without the value
        }
        throw Environment.wrong(SMTP_FROM, "give an address, like desk@shop.example or Desk <desk@shop.example>");
    }

    private static Optional<Webhook> webhook(Environment environment) {
        boolean allowPrivate = environment.isSecond(ALLOW_PRIVATE, "off", "on");
        Optional<String> text = environment.text(WEBHOOK_URL);
        if (text.isEmpty()) {
            environment.text(WEBHOOK_SECRET).ifPresent(secret -> {
                throw Environment.wrong(WEBHOOK_SECRET, "it is of use only with " + WEBHOOK_URL);
            });
            return Optional.empty();
        }
        String remedy = "give an address like https://shop.example/hooks; http only with " + ALLOW_PRIVATE + "=on";
        URI url = uri(WEBHOOK_URL, text.get(), remedy);
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        if ((!"https".equalsIgnoreCase(url.getScheme()) && !(plain && allowPrivate))
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawFragment() != null) {
            throw Environment.wrong(WEBHOOK_URL, remedy);
        }
        return Optional.of(new Webhook(url, key(environment.text(WEBHOOK_SECRET)), allowPrivate));
    }

    /** As Standard Webhooks has it: 24 to 64 bytes. */
    private static byte[] key(Optional<String> secret) {
        String prefix = "whsec_";
        try {
            byte[] key = secret.filter(text -> text.startsWith(prefix))
                    .map(text -> Base64.getDecoder().decode(text.substring(prefix.length())))
                    .orElse(new byte[0]);
            if (key.length >= 24 && key.length <= 64) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the value
        }
        throw Environment.wrong(
                WEBHOOK_SECRET, "give whsec_ and 24 to 64 random bytes in base64, as of: openssl rand -base64 32");
    }

    private static URI uri(String name, String text, String remedy) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw Environment.wrong(name, remedy);
        }
    }
}
