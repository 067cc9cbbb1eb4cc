package io.ticketkit.demo.http;

import io.ticketkit.demo.settings.Networks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Who stands behind a proxy, and whether they speak TLS with it. Anybody can write headers: they count only where the
 * other end of the connection is a proxy that is trusted, and of the addresses only what trusted proxies added.
 */
final class Proxies implements HttpConfiguration.Customizer {
    private static final String FOR = "X-Forwarded-For";
    private static final String SCHEME = "X-Forwarded-Proto";
    private static final Pattern PROTO = Pattern.compile("(?i).*\\bproto=\"?(https?)\"?\\s*(?:;.*)?");
    /** An address as proxies write it: also with a port. */
    private static final Pattern WRITTEN =
            Pattern.compile("\"?(?:\\[(?<six>[^\\]]+)](?::\\d+)?|(?<four>[0-9.]+)(?::\\d+)?|(?<bare>[^\\[\"]+))\"?");

    private final Networks trusted;

    Proxies(Networks trusted) {
        this.trusted = trusted;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress end)
                || end.getAddress() == null
                || !trusted.contains(end.getAddress())) {
            return request;
        }
        InetAddress client = client(end.getAddress(), request.getHeaders().getCSV(FOR, false));
        boolean secure = isSecure(request.getHeaders());
        HttpURI uri =
                secure ? HttpURI.build(request.getHttpURI()).scheme("https").asImmutable() : request.getHttpURI();
        ConnectionMetaData connection = new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
            @Override
            public SocketAddress getRemoteSocketAddress() {
                return client.equals(end.getAddress()) ? end : new InetSocketAddress(client, 0);
            }

            @Override
            public boolean isSecure() {
                return secure || super.isSecure();
            }
        };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return connection;
            }

            @Override
            public HttpURI getHttpURI() {
                return uri;
            }

            @Override
            public boolean isSecure() {
                return connection.isSecure();
            }
        };
    }

    /** Each proxy adds whom it sees at the end: the last one that is not a trusted proxy is the client. */
    private InetAddress client(InetAddress end, List<String> added) {
        InetAddress client = end;
        for (int i = added.size() - 1; i >= 0 && trusted.contains(client); i--) {
            Optional<InetAddress> before = address(added.get(i));
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private static Optional<InetAddress> address(String text) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches()) {
            return Optional.empty();
        }
        String six = written.group("six");
        String four = written.group("four");
        return Networks.address(six != null ? six : four != null ? four : written.group("bare"));
    }

    /** As the nearest proxy says, which is the last to say something. */
    private static boolean isSecure(HttpFields headers) {
        List<String> schemes = headers.getCSV(SCHEME, false);
        if (!schemes.isEmpty()) {
            return schemes.get(schemes.size() - 1).toLowerCase(Locale.ROOT).equals("https");
        }
        List<String> forwarded = headers.getValuesList("Forwarded");
        if (forwarded.isEmpty()) {
            return false;
        }
        String all = String.join(",", forwarded);
        Matcher last = PROTO.matcher(all.substring(all.lastIndexOf(',') + 1));
        return last.matches() && last.group(1).toLowerCase(Locale.ROOT).equals("https");
    }
}
