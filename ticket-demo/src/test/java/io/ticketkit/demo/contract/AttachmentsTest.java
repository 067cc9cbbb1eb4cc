package io.ticketkit.demo.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@OnBothDatabases
class AttachmentsTest extends HttpContract {
    private static final int MEBIBYTE = 1 << 20;

    AttachmentsTest(DemoOn demo) {
        super(demo);
    }

    private static String all(JsonNode ticket) {
        return path(ticket) + "attachments/";
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aFileComesBackAsItWas() {
        JsonNode ticket = created();
        byte[] content = random(3 * MEBIBYTE + 17);
        Answer answer = client.upload(all(ticket), "photo.png", "image/png", content);
        JsonNode file = made(answer);
        assertThat(file.propertyNames())
                .containsExactly(
                        "id",
                        "ticket",
                        "response",
                        "name",
                        "media_type",
                        "size",
                        "checksum",
                        "internal",
                        "author",
                        "created_at",
                        "url");
        assertThat(file.get("size").asInt()).isEqualTo(content.length);
        String path = all(ticket) + file.get("id") + "/";
        assertThat(file.get("url").asString()).isEqualTo(demo.url() + path);
        assertThat(answer.header("Location")).contains(demo.url() + path);
        assertThat(ok(client.get(all(ticket))).toString()).isEqualTo("[" + file + "]");

        Answer download = client.get(path);
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.response().body()).isEqualTo(content);
        assertThat(download.header("Content-Type")).contains("image/png");
        assertThat(download.header("Content-Length")).contains(Integer.toString(content.length));
        assertThat(download.header("Content-Disposition"))
                .contains("attachment; filename=\"photo.png\"; filename*=UTF-8''photo.png");
        assertThat(download.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(download.header("Content-Security-Policy")).contains("sandbox; default-src 'none'");
        String tag = download.header("ETag").orElseThrow();
        assertThat(tag).isEqualTo("\"" + file.get("checksum").asString() + "\"");
        assertThat(client.get(path, "If-None-Match", tag).status()).isEqualTo(304);
        Answer head = client.send("HEAD", path, null);
        assertThat(head.header("Content-Length")).contains(Integer.toString(content.length));
        assertThat(head.text()).isEmpty();
        assertThat(client.get(path, "Accept-Encoding", "gzip").response().body())
                .isEqualTo(content);
    }

    @Test
    void isInTheHistoryAndCanBeDeleted() {
        JsonNode ticket = created();
        JsonNode file = made(client.upload(all(ticket), "a.txt", "text/plain", text("a")));
        String path = all(ticket) + file.get("id");
        assertAnswer(client.delete(path), 204, "");
        assertAnswer(client.delete(path), 404, NOT_FOUND);
        assertAnswer(client.get(path), 404, NOT_FOUND);
        assertThat(ok(client.get(all(ticket))).size()).isZero();
        assertThat(texts(history(ticket), "action")).containsExactly("submitted", "attached", "detached");
        assertThat(history(ticket).get(1).get("to").asString())
                .isEqualTo(file.get("id").asString());
    }

    @Test
    void canBeInternalOrComeWithAResponse() {
        JsonNode ticket = created();
        JsonNode internal = made(client.upload(all(ticket), "a.txt", "text/plain", text("a"), "internal", "true"));
        assertThat(internal.get("internal").asBoolean()).isTrue();
        assertThat(read(ticket)).isEqualTo(ticket);
        JsonNode said = said(ticket, "content", "See the file.");
        JsonNode file = made(client.upload(
                all(ticket),
                "b.txt",
                "text/plain",
                text("b"),
                "response",
                said.get("id").asString()));
        assertThat(file.get("response")).isEqualTo(said.get("id"));
        assertAnswer(
                client.upload(all(ticket), "c.txt", "text/plain", text("c"), "response", "999999999"),
                400,
                "{\"response\":[\"This ticket has no such comment.\"]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd | passwd | passwd",
                "Rechnung für Müller.pdf | Rechnung f_r M_ller.pdf | Rechnung%20f%C3%BCr%20M%C3%BCller.pdf",
                "100% sure;really.txt | 100_ sure;really.txt | 100%25%20sure%3Breally.txt",
                "\u05e9\ud83c\udfab.txt | __.txt | %D7%A9%F0%9F%8E%AB.txt"
            })
    void theNameIsSafeAndWhole(String sent, String plain, String encoded) {
        JsonNode ticket = created();
        JsonNode file = made(client.upload(all(ticket), sent, "text/plain", text("x")));
        assertThat(client.get(all(ticket) + file.get("id")).header("Content-Disposition"))
                .contains("attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/HTML; charset=utf-8",
                "image/svg+xml",
                "application/xhtml+xml",
                "text/xml",
                "text/javascript"
            })
    void whatABrowserCouldRunIsNeverShownAsThat(String type) {
        JsonNode ticket = created();
        Answer sent = client.upload(all(ticket), "page.dat", type, text("<script>alert(1)</script>"));
        if (sent.status() == 201) {
            Answer download = client.get(all(ticket) + sent.json().get("id"));
            assertThat(download.header("Content-Type")).contains("application/octet-stream");
            assertThat(download.header("Content-Disposition").orElseThrow()).startsWith("attachment;");
        } else {
            assertThat(sent.json().propertyNames()).containsExactly("file");
        }
    }

    @Test
    void whatIsTooLargeIsRefusedHoweverItIsSent() throws IOException {
        JsonNode ticket = created();
        String tooLarge = "{\"detail\":\"The file is larger than 10 MiB.\"}";
        made(client.upload(all(ticket), "just.bin", "application/octet-stream", random(10 * MEBIBYTE)));
        assertAnswer(
                client.upload(all(ticket), "more.bin", "application/octet-stream", random(10 * MEBIBYTE + 1)),
                413,
                tooLarge);
        assertAnswer(
                client.upload(all(ticket), "more.bin", "application/octet-stream", random(12 * MEBIBYTE)),
                413,
                tooLarge);
        assertThat(chunked(ticket, 12 * MEBIBYTE).status()).isEqualTo(413);
        assertThat(ok(client.get(all(ticket))).size()).isEqualTo(1);
    }

    /** Does not say in advance how much it will be. */
    private Raw chunked(JsonNode ticket, int size) throws IOException {
        String head = "POST " + all(ticket) + " HTTP/1.1\r\nHost: " + demo.url().substring(7)
                + "\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n";
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n" + "x".repeat(size)
                + "\r\n--b--\r\n";
        return Raw.send(demo.url(), head + Integer.toHexString(form.length()) + "\r\n" + form + "\r\n0\r\n\r\n");
    }

    @Test
    void nothingIsLeftOnTheDisk() throws IOException {
        JsonNode ticket = created();
        long before = temporary();
        made(client.upload(all(ticket), "a.bin", "application/octet-stream", random(MEBIBYTE)));
        client.upload(all(ticket), "more.bin", "application/octet-stream", random(10 * MEBIBYTE + 1));
        chunked(ticket, 12 * MEBIBYTE);
        assertThat(temporary()).isLessThanOrEqualTo(before);
    }

    private static long temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("MultiPart"))
                    .count();
        }
    }

    @Test
    void whatIsNoFileIsRefused() {
        JsonNode ticket = created();
        String path = all(ticket);
        String[] form = {"Content-Type", "multipart/form-data; boundary=b"};
        String field = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\ntext\r\n--b--\r\n";
        assertAnswer(client.post(path, field, form), 400, "{\"file\":[\"The submitted data was not a file.\"]}");
        assertAnswer(client.post(path, "--b--\r\n", form), 400, "{\"file\":[\"This field is required.\"]}");
        String broken = "{\"detail\":\"The body is not a valid form of the type multipart/form-data.\"}";
        assertAnswer(client.post(path, "nonsense", form), 400, broken);
        assertAnswer(client.post(path, field, "Content-Type", "multipart/form-data"), 400, broken);
        assertAnswer(
                client.post(path, "{}"),
                415,
                "{\"detail\":\"Send the file as multipart/form-data, not as application/json.\"}");
        assertThat(client.upload(path, "empty", "text/plain", new byte[0])
                        .json()
                        .propertyNames())
                .containsExactly("file");
        assertThat(read(ticket)).isEqualTo(ticket);
    }

    @Test
    void isThereOnlyWithItsTicket() {
        JsonNode ticket = created();
        JsonNode other = created();
        JsonNode file = made(client.upload(all(ticket), "a.txt", "text/plain", text("a")));
        assertAnswer(client.get(all(other) + file.get("id")), 404, NOT_FOUND);
        assertAnswer(client.delete(all(other) + file.get("id")), 404, NOT_FOUND);
        for (String id : new String[] {"999999999", "x"}) {
            assertAnswer(client.get(TICKETS + id + "/attachments/"), 404, NOT_FOUND);
            assertAnswer(client.post(TICKETS + id + "/attachments/", "{garbage"), 404, NOT_FOUND);
            assertAnswer(client.get(all(ticket) + id), 404, NOT_FOUND);
        }
    }
}
