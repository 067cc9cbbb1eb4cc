package io.ticketkit.llm.internal.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Where a provider is: an address a key and a ticket's text may be sent to. Encrypted, or on this machine; no address
 * that only serves attacks from inside (link-local, metadata); a private network only when allowed.
 */
public final class BaseUrl {
    private final HttpUrl url;
    private final boolean allowPrivateNetworks;

    private BaseUrl(HttpUrl url, boolean allowPrivateNetworks) {
        this.url = url;
        this.allowPrivateNetworks = allowPrivateNetworks;
    }

    /**
     * Reads what a host configured.
     *
     * @throws IllegalArgumentException when it must not be used; the text is not repeated, it may hold a password
     */
    public static BaseUrl of(String text, boolean allowPrivateNetworks) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            throw new IllegalArgumentException("baseUrl: give one of the form https://host/path");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            throw new IllegalArgumentException("baseUrl: no user or password in it, use apiKey");
        }
        if (url.query() != null || url.fragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl: no query or fragment in it; for Azure give the form https://host/openai/v1");
        }
        BaseUrl base = new BaseUrl(url, allowPrivateNetworks);
        if (!url.isHttps() && !base.namesLoopback()) {
            throw new IllegalArgumentException("baseUrl: use https; http is for this machine (localhost) only");
        }
        base.literal().flatMap(base::refusal).ifPresent(why -> {
            throw new IllegalArgumentException("baseUrl: " + why);
        });
        return base;
    }

    /** The URL of a call: segments are appended, whatever the base ends in. */
    public HttpUrl resolve(String... segments) {
        HttpUrl.Builder builder = url.newBuilder();
        int last = url.pathSize() - 1;
        if (url.pathSegments().get(last).isEmpty()) {
            builder.removePathSegment(last);
        }
        for (String segment : segments) {
            builder.addPathSegment(segment);
        }
        return builder.build();
    }

    /** The host, lower case. */
    public String host() {
        return url.host();
    }

    /** Why this address must not be connected to, for a log; empty when it may. */
    Optional<String> refusal(InetAddress address) {
        AddressKind kind = AddressKind.of(address);
        boolean encryptedOrHere = url.isHttps() || kind == AddressKind.LOOPBACK;
        if (kind == AddressKind.FORBIDDEN) {
            return Optional.of("link-local, metadata and special addresses are refused");
        }
        if (!encryptedOrHere) {
            return Optional.of("http is for this machine only, and the name is that of another one");
        }
        if (kind == AddressKind.PRIVATE && !allowPrivateNetworks) {
            return Optional.of("the address is in a private network, see allowPrivateNetworks");
        }
        if (kind == AddressKind.LOOPBACK && !allowPrivateNetworks && !namesLoopback()) {
            return Optional.of("a name of another machine is this one, see allowPrivateNetworks");
        }
        return Optional.empty();
    }

    private boolean namesLoopback() {
        String host = url.host().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || literal()
                        .map(AddressKind::of)
                        .filter(kind -> kind == AddressKind.LOOPBACK)
                        .isPresent();
    }

    /** The address, when the host is one. OkHttp asks no resolver for what looks like one, so neither do we. */
    private Optional<InetAddress> literal() {
        String host = url.host();
        boolean v4 = host.matches("[\\d.]+");
        if (!v4 && !host.contains(":")) {
            return Optional.empty();
        }
        if (v4 && !host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            throw new IllegalArgumentException("baseUrl: write an IPv4 address as four numbers");
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("baseUrl: the address is not well-formed", e);
        }
    }
}
