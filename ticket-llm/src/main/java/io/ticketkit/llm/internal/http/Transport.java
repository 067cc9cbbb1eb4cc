package io.ticketkit.llm.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and reads one bounded answer. There are no timeouts here: whoever waits cancels the {@link Exchange}
 * at the deadline. Nothing is sent twice, no redirect is followed (a key would go to somebody else).
 */
public final class Transport implements AutoCloseable {
    /** How many bytes of an answer are read, decompressed. */
    public static final int MAX_ANSWER = 1 << 20;

    private static final int MAX_IDLE = 32;

    private static final MediaType JSON = MediaType.get("application/json");

    private final OkHttpClient client;
    private final boolean own;
    private final HttpUrl url;
    private final Headers headers;

    /**
     * Fixes where to.
     *
     * @param given a host's client, which stays as it is and stays open, or null for one of our own
     */
    public Transport(@Nullable OkHttpClient given, BaseUrl base, HttpUrl url, Headers headers) {
        this.own = given == null;
        OkHttpClient.Builder builder = given == null ? ownClient(url.isHttps()) : given.newBuilder();
        OkHttpClient settings = builder.build();
        this.client = builder.dns(new GuardedDns(settings.dns(), base))
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(Duration.ZERO)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .build();
        this.url = url;
        this.headers = headers;
    }

    /**
     * Without retries of its own OkHttp must not take up a connection that is dead: HTTP/2 is pinged; HTTP/1 is tested
     * only after 10 s, and servers run at home (uvicorn, Node) close after 5, so there connections are not kept that long.
     */
    private static OkHttpClient.Builder ownClient(boolean https) {
        return new OkHttpClient.Builder()
                .pingInterval(Duration.ofSeconds(5))
                .connectionPool(new ConnectionPool(MAX_IDLE, https ? 300 : 1, TimeUnit.SECONDS));
    }

    /** Sends, and waits until the whole answer is there or the exchange is cancelled. */
    public HttpReply post(byte[] body, Exchange exchange) throws IOException {
        Request request = new Request.Builder()
                .url(url)
                .headers(headers)
                .post(new OneShot(body, exchange))
                .build();
        Call call = client.newCall(request);
        exchange.begin(call);
        try (Response response = call.execute()) {
            return new HttpReply(
                    response.code(), response.headers(), read(response.body().source()));
        }
    }

    private static byte[] read(BufferedSource source) throws IOException {
        if (source.request(MAX_ANSWER + 1L)) {
            throw new AnswerTooLongException();
        }
        return source.readByteArray();
    }

    /** Closes the connections of our own client. */
    @Override
    public void close() {
        if (own) {
            client.connectionPool().evictAll();
        }
    }

    /** Keeps OkHttp from sending again by itself (after 408, 421, 503), and knows whether anything was sent. */
    private static final class OneShot extends RequestBody {
        private final byte[] content;
        private final Exchange exchange;

        OneShot(byte[] content, Exchange exchange) {
            this.content = content;
            this.exchange = exchange;
        }

        @Override
        public MediaType contentType() {
            return JSON;
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
            exchange.countSent();
            sink.write(content);
        }
    }
}
