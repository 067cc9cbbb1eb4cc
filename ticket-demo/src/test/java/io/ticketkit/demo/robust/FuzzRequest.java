package io.ticketkit.demo.robust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A request, with something wrong in it, as it goes over the wire.
 *
 * @param api whether errors have the form of the API
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FuzzRequest(byte[] bytes, boolean head, boolean api) {
    private static final int SHOWN = 3_000;

    private static final List<String> IDS = List.of(
            "0",
            "-1",
            "01",
            "1.0",
            "1e1",
            "999999999999999999",
            "9223372036854775807",
            "9223372036854775808",
            "١٢",
            "null",
            "stats",
            "classify",
            "..",
            ".",
            "%2e%2e",
            "..;",
            "1;a=b",
            "%20",
            "1%20",
            "1%00",
            "1%0a",
            "%",
            "%zz",
            "%ff",
            "%F0%9F%8E%AB",
            "a".repeat(300),
            "1".repeat(300),
            "a%2fb",
            "a%5cb",
            "%7Bid%7D",
            "<id>",
            "*",
            "\u00e9",
            "a//b",
            "a/b/c");

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=b",
            "application/json; charset=utf-8",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "application/json;charset=\"",
            "APPLICATION/JSON",
            "application/problem+json",
            "*/*",
            "",
            ";",
            "a".repeat(500));

    private static final List<String> HEADERS = List.of(
            "If-Match: \"1\"",
            "If-Match: *",
            "If-Match: W/\"1\"",
            "If-Match: \"",
            "If-Match: ,,,",
            "If-Match: \"0\", \"1\", \"2\"",
            "If-Match: \"99999999999999999999999\"",
            "If-Match: 1",
            "If-Match: \u00e9",
            "If-None-Match: *",
            "If-None-Match: \"1\"",
            "If-None-Match: ,",
            "If-Modified-Since: nonsense",
            "If-Modified-Since: Sun, 31 Dec 99999 23:59:59 GMT",
            "Idempotency-Key: k1",
            "Idempotency-Key: k2",
            "Idempotency-Key:",
            "Idempotency-Key: " + "k".repeat(200),
            "Idempotency-Key: " + "k".repeat(201),
            "Idempotency-Key: \u00e9\ud83c\udfab",
            "Idempotency-Key: a\tb",
            "Idempotency-Key: \u0000",
            "Accept: text/html",
            "Accept: nonsense;q=x",
            "Accept-Encoding: gzip",
            "Accept-Encoding: br;q=1, *;q=0",
            "Accept-Encoding: ,;q",
            "Accept-Language: xx-" + "y".repeat(300),
            "Content-Encoding: gzip",
            "Content-Encoding: nonsense",
            "Expect: 100-continue",
            "Expect: nonsense",
            "Range: bytes=0-0",
            "Range: bytes=5-1,-",
            "Range: lines=1",
            "Cookie: a=b; \u0000=c",
            "Cookie: =;=,\"",
            "Authorization: Bearer x",
            "Authorization: Basic !!!",
            "X-HTTP-Method-Override: DELETE",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Connection: close",
            "Connection: keep-alive, x",
            "X-Forwarded-For: 1.2.3.4",
            "Forwarded: for=\"",
            "Origin: null",
            "Origin: https://evil.example",
            "Origin: http://127.0.0.1",
            "Origin: \u00e9",
            "Referer: %",
            "TE: trailers",
            "X-Request-Id: " + "x".repeat(300),
            "No colon",
            ": no name",
            "X Y: space",
            "X-Long: " + "x".repeat(9_000),
            " folded: a",
            "Access-Control-Request-Method: PUT",
            "Content-Length: -1",
            "Content-Length: x");

    private static final List<String> HOSTS = List.of(
            "localhost",
            "localhost:1",
            "127.0.0.1:",
            "127.0.0.1:99999",
            "[::1]:8000",
            "[::1",
            "evil.example",
            "",
            ":80",
            "127.0.0.1:a",
            "127.0.0.1:1:2",
            "LOCALHOST",
            "localhost.",
            "127.0.0.1, localhost",
            "\u00e9",
            "a b",
            "127.0.0.1/x",
            "user@127.0.0.1",
            "0x7f.1");

    private static final List<String> METHODS = List.of(
            "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO", "get", "QUERY");

    static FuzzRequest of(Random random, String method, String path, FuzzPool pool) {
        String sent = method;
        if (random.nextInt(100) == 0) {
            sent = FuzzTexts.pick(random, METHODS);
        } else if (method.equals("GET") && random.nextInt(20) == 0) {
            sent = "HEAD";
        }
        boolean reads = method.equals("GET");
        // what is erased is lost for the other calls
        int real = method.equals("DELETE") ? 1 : 15;
        String target =
                path(random, path, pool, real) + (random.nextInt(10) < (reads ? 8 : 2) ? query(random, pool) : "");
        byte[] body = random.nextInt(20) < (reads ? 1 : 19) ? FuzzBody.of(random, pool) : new byte[0];
        return new FuzzRequest(bytes(random, sent, target, body), sent.equals("HEAD"), path.startsWith("/api/"));
    }

    private static byte[] bytes(Random random, String method, String target, byte[] body) {
        String host = random.nextInt(50) == 0 ? FuzzTexts.pick(random, HOSTS) : "127.0.0.1";
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n");
        boolean chunked = body.length > 0 && random.nextInt(20) == 0;
        if (body.length > 0) {
            String type = random.nextInt(15) == 0 ? FuzzTexts.pick(random, TYPES) : "application/json";
            head.append("Content-Type: ").append(type).append("\r\n");
            head.append(chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
        }
        for (int i = random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            head.append(FuzzTexts.pick(random, HEADERS)).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((head + "\r\n").getBytes(StandardCharsets.UTF_8));
        if (chunked) {
            all.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
            all.writeBytes(body);
            all.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        } else {
            all.writeBytes(body);
        }
        return all.toByteArray();
    }

    /** With real ids in so many of 20; with and without the slash at the end. */
    private static String path(Random random, String path, FuzzPool pool, int real) {
        String filled = path;
        while (filled.contains("{")) {
            String known = filled.contains("{id}") ? pool.id(random) : pool.part(random);
            String id = random.nextInt(20) < real ? known : FuzzTexts.pick(random, IDS);
            filled = filled.substring(0, filled.indexOf('{')) + id + filled.substring(filled.indexOf('}') + 1);
        }
        return random.nextInt(3) == 0 && !filled.endsWith("/") ? filled + "/" : filled;
    }

    private static String query(Random random, FuzzPool pool) {
        int count = random.nextInt(100) == 0 ? 150 : random.nextInt(5);
        return IntStream.range(0, count)
                .mapToObj(i -> parameter(random, pool))
                .collect(Collectors.joining(random.nextInt(30) == 0 ? "&&" : "&", "?", ""));
    }

    private static String parameter(Random random, FuzzPool pool) {
        String name = random.nextInt(20) == 0 ? FuzzTexts.inUrl(random, FuzzTexts.of(random)) : pool.parameter(random);
        if (name.equals("cursor") && random.nextInt(4) > 0) {
            String cursor = pool.cursor(random);
            return "cursor=" + (random.nextBoolean() ? cursor : FuzzTexts.damaged(random, cursor));
        }
        String value = FuzzTexts.inUrl(random, FuzzTexts.of(random));
        return random.nextInt(30) == 0 ? name : name + "=" + value.substring(0, Math.min(value.length(), 4_000));
    }

    /** As it was sent, shortened. */
    @Override
    public String toString() {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        return all.substring(0, Math.min(SHOWN, all.length())) + (all.length() > SHOWN ? "… " + all.length() : "");
    }
}
