package io.ticketkit.demo.zendesk;

import io.ticketkit.Deadline;
import io.ticketkit.demo.net.PublicDns;
import io.ticketkit.demo.settings.ZendeskSettings;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request, one bounded answer; every failure has its reason. Nothing is sent twice and no redirect is followed: the
 * token would go elsewhere.
 */
final class ZendeskHttp implements AutoCloseable {
    /** How many bytes of an answer are read, decompressed. A page of 50 comments of 64 KiB, each three times, is less. */
    static final int MAX_ANSWER = 16 << 20;

    /** For one request; a call of several has its own time. */
    private static final Duration REQUEST_TIME = Duration.ofSeconds(15);

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    private final HttpUrl root;
    private final String authorization;
    private final OkHttpClient client;

    ZendeskHttp(ZendeskSettings settings) {
        this.root = settings.url();
        this.authorization = Credentials.basic(settings.email() + "/token", settings.token(), StandardCharsets.UTF_8);
        this.client = new OkHttpClient.Builder()
                .dns(settings.isLoopback() ? ZendeskHttp::loopback : new PublicDns())
                // a proxy would look up the name by itself
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ofSeconds(5))
                .readTimeout(REQUEST_TIME)
                .writeTimeout(REQUEST_TIME)
                .build();
    }

    private static List<InetAddress> loopback(String hostname) throws UnknownHostException {
        List<InetAddress> all = Dns.SYSTEM.lookup(hostname);
        if (!all.stream().allMatch(InetAddress::isLoopbackAddress)) {
            throw new UnknownHostException("the name is not that of this machine");
        }
        return all;
    }

    String host() {
        return root.host();
    }

    /** The address of a call: {@code tickets/7.json}. Names and values take turns, and are encoded. */
    HttpUrl url(String path, String... query) {
        HttpUrl.Builder url = root.newBuilder().addPathSegments("api/v2/" + path);
        for (int i = 0; i < query.length; i += 2) {
            url.addQueryParameter(query[i], query[i + 1]);
        }
        return url.build();
    }

    /**
     * An answer.
     *
     * @param at when it was given, by Zendesk's clock, in whole seconds; empty when it does not say
     */
    record Reply(JsonNode body, Optional<Instant> at) {}

    JsonNode get(HttpUrl url, Deadline deadline) throws ZendeskException {
        return reply(url, deadline).body();
    }

    Reply reply(HttpUrl url, Deadline deadline) throws ZendeskException {
        return send(request(url).build(), deadline);
    }

    void put(HttpUrl url, Object body, Deadline deadline) throws ZendeskException {
        send(request(url).put(new OneShot(JSON.writeValueAsBytes(body))).build(), deadline);
    }

    private Request.Builder request(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("authorization", authorization)
                .header("accept", "application/json")
                .header("user-agent", "TicketKit-Demo");
    }

    private Reply send(Request request, Deadline deadline) throws ZendeskException {
        Duration left = deadline.remaining();
        // zero would be no limit at all
        if (left.toMillis() == 0) {
            throw timeout();
        }
        Duration time = left.compareTo(REQUEST_TIME) < 0 ? left : REQUEST_TIME;
        // shares connections and threads
        OkHttpClient limited = client.newBuilder().callTimeout(time).build();
        try (Response response = limited.newCall(request).execute()) {
            byte[] body = response.body().byteStream().readNBytes(MAX_ANSWER + 1);
            if (body.length > MAX_ANSWER) {
                throw unexpected("the answer is longer than " + MAX_ANSWER + " bytes");
            }
            if (!response.isSuccessful()) {
                throw Failures.of(response.code(), response.header("Retry-After"));
            }
            Optional<Instant> at =
                    Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant);
            return new Reply(object(body), at);
        } catch (ZendeskException e) {
            throw e;
        } catch (InterruptedIOException e) {
            throw Thread.currentThread().isInterrupted() ? interrupted() : timeout();
        } catch (IOException e) {
            throw new ZendeskException(
                    Reason.UNREACHABLE,
                    "there is no connection to " + host() + ", or it broke: is TICKET_ZENDESK_URL right?",
                    null,
                    e);
        } catch (Exception e) {
            // Kotlin need not announce what OkHttp throws to whoever is interrupted while connecting
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw interrupted();
            }
            throw e;
        }
    }

    private static JsonNode object(byte[] body) throws ZendeskException {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            // told below; its message may quote the answer
        }
        throw unexpected("the answer is no JSON object: is TICKET_ZENDESK_URL the address of a Zendesk?");
    }

    private static ZendeskException interrupted() {
        return new ZendeskException(Reason.INTERRUPTED, "interrupted while waiting for Zendesk");
    }

    private static ZendeskException timeout() {
        return new ZendeskException(Reason.TIMEOUT, "no answer came in time");
    }

    static ZendeskException unexpected(String what) {
        return new ZendeskException(Reason.UNEXPECTED_ANSWER, what);
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** Keeps OkHttp from sending again by itself after a 503: whoever changes something reads before. */
    private static final class OneShot extends RequestBody {
        private static final MediaType TYPE = MediaType.get("application/json");

        private final byte[] content;

        OneShot(byte[] content) {
            this.content = content;
        }

        @Override
        public MediaType contentType() {
            return TYPE;
        }

        @Override
        public long contentLength() {
            return content.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(content);
        }
    }
}
