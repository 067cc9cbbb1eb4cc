package io.ticketkit.demo.settings;

import io.ticketkit.demo.net.PublicDns;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A help desk at Zendesk, and who works there.
 *
 * @param url its root: https in the public internet, or on this machine
 * @param email the address of the agent
 * @param token an API token of Zendesk's Admin Center
 */
public record ZendeskSettings(HttpUrl url, String email, String token) {
    private static final String URL = "TICKET_ZENDESK_URL";
    private static final String EMAIL = "TICKET_ZENDESK_EMAIL";
    private static final String TOKEN = "TICKET_ZENDESK_TOKEN";

    static Optional<ZendeskSettings> of(Environment environment) {
        Optional<String> text = environment.text(URL);
        if (text.isEmpty()) {
            for (String name : new String[] {EMAIL, TOKEN}) {
                environment.text(name).ifPresent(value -> {
                    throw Environment.wrong(name, "it is of use only with " + URL);
                });
            }
            return Optional.empty();
        }
        environment.reach(URL).check(URL, text.get());
        return Optional.of(new ZendeskSettings(url(text.get()), email(environment), token(environment)));
    }

    private static HttpUrl url(String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null
                || !url.encodedPath().equals("/")
                || url.query() != null
                || url.fragment() != null
                || !url.username().isEmpty()
                || !url.password().isEmpty()) {
            throw Environment.wrong(URL, "give an address like https://shop.zendesk.com, without a path");
        }
        if (isLoopback(url)) {
            return url;
        }
        if (!url.isHttps()) {
            throw Environment.wrong(URL, "give https; http is for this machine (localhost) only");
        }
        if (PublicDns.isPrivateLiteral(url.host())) {
            throw Environment.wrong(URL, "this address is not one of the public internet");
        }
        return url;
    }

    /** {@return whether the help desk is on this machine: it then must not be elsewhere} */
    public boolean isLoopback() {
        return isLoopback(url);
    }

    private static boolean isLoopback(HttpUrl url) {
        return url.host().equals("localhost")
                || url.host().equals("::1")
                || url.host().matches("127(\\.\\d{1,3}){3}");
    }

    /** A colon would end the name of the login; what Zendesk wants behind it is not part of the address. */
    private static String email(Environment environment) {
        return environment
                .text(EMAIL)
                .filter(text -> text.matches("[!-~&&[^:@]]{1,64}@[!-~&&[^:@/]]{1,255}"))
                .orElseThrow(() ->
                        Environment.wrong(EMAIL, "give the e-mail address of an agent, without anything behind it"));
    }

    private static String token(Environment environment) {
        return environment
                .text(TOKEN)
                .filter(text -> text.matches("[!-~]{1,500}"))
                .orElseThrow(() -> Environment.wrong(
                        TOKEN, "give an API token, which has no spaces and only visible ASCII characters"));
    }

    /** Only the host: neither token nor address. */
    @Override
    public String toString() {
        return "ZendeskSettings[" + url.host() + "]";
    }
}
