package io.ticketkit.llm.internal.http;

import java.util.Optional;
import okhttp3.Headers;

/** What came back. Has no toString of its content. */
public final class HttpReply {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    HttpReply(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The status: 200 to 599. */
    public int status() {
        return status;
    }

    /** Whether it is an answer: the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The headers. */
    Headers headers() {
        return headers;
    }

    /** The body, decompressed; ours to read, not to change. */
    public byte[] body() {
        return body;
    }
}
