package io.ticketkit.demo.http;

import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Pages, and the description of the API. */
final class PageRoutes {
    private static final String CLOSED = "<body data-registration=\"off\">";

    private PageRoutes() {}

    /** Whether one may register, the page must know before anybody has logged in. */
    static void addTo(Routes routes, boolean registration) {
        String page =
                registration ? file("page/index.html") : file("page/index.html").replace("<body>", CLOSED);
        routes.get("/", answer(page, "text/html; charset=utf-8"))
                .get("/docs", answer(file("page/docs.html"), "text/html; charset=utf-8"))
                .get("/api/openapi.json", answer(file("openapi.json"), "application/json"))
                .free("/", "/docs", "/api/openapi.json");
    }

    private static Handler answer(String text, String type) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return ctx -> Json.answerTagged(ctx, type, content);
    }

    private static String file(String name) {
        try (InputStream stream = WebServer.class.getResourceAsStream("/io/ticketkit/demo/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
