package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A client that sends everything before it reads sees why that was refused, and not a connection that was reset. */
@OnBothDatabases
class LargeBodiesTest extends HttpContract {
    private static final int MEBIBYTE = 1 << 20;
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String CLOSE = "Connection: close\r\n";
    private static final String TOO_LARGE = "{\"detail\":\"The body is larger than 1 MiB.\"}";

    LargeBodiesTest(DemoOn demo) {
        super(demo);
    }

    /** A request that is followed by another one, after which the connection is to be closed. */
    private Raw twice(String method, String path, String headers, byte[] body) {
        return Raw.send(demo.url(), joined(head(method, path, headers), body, head("GET", "/healthz", CLOSE)));
    }

    private byte[] head(String method, String path, String headers) {
        return utf8(method + " " + path + " HTTP/1.1\r\nHost: " + demo.url().substring(7) + "\r\n" + headers + "\r\n");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static void assertThenHealthy(Raw answers) {
        assertThat(answers.body()).contains("HTTP/1.1 200 ").endsWith("{\"status\":\"ok\"}");
    }

    @Test
    void aLargeBodyIsReadToItsEndBeforeItIsRefused() {
        byte[] body = utf8(" ".repeat(5 * MEBIBYTE));
        Raw answers = twice("POST", TICKETS, JSON + "Content-Length: " + body.length + "\r\n", body);
        assertThat(answers.status()).isEqualTo(413);
        assertThat(answers.body()).startsWith(TOO_LARGE);
        assertThenHealthy(answers);
        assertAnswer(client.post(TICKETS, " ".repeat(5 * MEBIBYTE)), 413, TOO_LARGE);
    }

    @Test
    void soIsOneThatComesInPieces() {
        String piece = "100000\r\n" + " ".repeat(MEBIBYTE) + "\r\n";
        Raw answers =
                twice("POST", TICKETS, JSON + "Transfer-Encoding: chunked\r\n", utf8(piece.repeat(5) + "0\r\n\r\n"));
        assertThat(answers.status()).isEqualTo(413);
        assertThat(answers.body()).startsWith(TOO_LARGE);
        assertThenHealthy(answers);
    }

    @Test
    void soIsALargeFile() {
        String path = path(created()) + "attachments/";
        byte[] body = new byte[40 * MEBIBYTE];
        Raw answer = Raw.send(
                demo.url(),
                joined(
                        head(
                                "POST",
                                path,
                                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + body.length
                                        + "\r\n"),
                        body));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"The file is larger than 10 MiB.\"}");
    }

    @Test
    void whoAsksFirstWhetherToSendItIsTold() {
        String expect = "Expect: 100-continue\r\nContent-Length: " + 5 * MEBIBYTE + "\r\n";
        // the server closes the connection: else the end of the answers would never come
        Raw refused = Raw.send(demo.url(), head("POST", TICKETS, JSON + expect));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.header("Connection")).contains("close");
        Raw notFound = Raw.send(demo.url(), head("POST", TICKETS + "999999999/responses/", JSON + expect));
        assertThat(notFound.status()).isEqualTo(404);
        assertThat(notFound.header("Connection")).contains("close");
    }

    @Test
    void whatNobodyReadsIsNotTheNextRequest() {
        byte[] body = utf8("GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Raw answers =
                twice("GET", TICKETS + "?tag=" + unused(), JSON + "Content-Length: " + body.length + "\r\n", body);
        assertThat(answers.status()).isEqualTo(200);
        assertThat(answers.body()).startsWith("[]").doesNotContain("HTTP/1.1 404");
        assertThenHealthy(answers);
    }
}
