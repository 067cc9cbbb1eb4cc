package io.ticketkit.demo.settings;

import io.ticketkit.demo.net.PublicDns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How far an address may lead. What the operator wrote into the environment is trusted; what comes from elsewhere must
 * not make this machine ask its own services, or those of the network it stands in.
 */
public enum Reach {
    /** Where the operator says. */
    TRUSTED,
    /** The public internet and nothing else, encrypted; looked at again when a connection is made. */
    PUBLIC;

    private static final String REMEDY =
            "give an address of the public internet that begins with https://, without user, password, query and"
                    + " fragment; " + AdministrationSettings.ALLOW_PRIVATE + "=on allows others";

    /** Refuses what can be seen to be wrong without asking anybody. */
    void check(String variable, String text) {
        if (this == PUBLIC && !isPublic(HttpUrl.parse(text))) {
            throw Environment.wrong(variable, REMEDY);
        }
    }

    private static boolean isPublic(@Nullable HttpUrl url) {
        return url != null
                && url.isHttps()
                && url.username().isEmpty()
                && url.password().isEmpty()
                && url.query() == null
                && url.fragment() == null
                && !isOwnName(url.host())
                && !PublicDns.isPrivateLiteral(url.host());
    }

    private static boolean isOwnName(String host) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return name.equals("localhost") || name.endsWith(".localhost");
    }

    /**
     * Asks where a name leads. One that is not known leads nowhere; it is asked again when a connection is made.
     *
     * @param text an address
     * @return what is wrong with it; empty when nothing is known to be
     */
    public static Optional<String> leadsInside(String text) {
        HttpUrl url = HttpUrl.parse(text);
        try {
            if (url != null) {
                for (InetAddress address : Dns.SYSTEM.lookup(url.host())) {
                    if (!PublicDns.isPublic(address)) {
                        return Optional.of("this name leads to an address that is not one of the public internet; "
                                + AdministrationSettings.ALLOW_PRIVATE + "=on allows it");
                    }
                }
            }
        } catch (UnknownHostException e) {
            // leads nowhere
        }
        return Optional.empty();
    }
}
