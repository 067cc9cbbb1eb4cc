package io.ticketkit.demo.http;

import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Pages, and the description of the API. */
final class PageRoutes {
    private PageRoutes() {}

    static void addTo(Routes routes) {
        routes.get("/", file("page/index.html", "text/html; charset=utf-8"))
                .get("/docs", file("page/docs.html", "text/html; charset=utf-8"))
                .get("/api/openapi.json", file("openapi.json", "application/json"))
                .free("/", "/docs", "/api/openapi.json");
    }

    private static Handler file(String name, String type) {
        try (InputStream stream = WebServer.class.getResourceAsStream("/io/ticketkit/demo/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            byte[] content = stream.readAllBytes();
            return ctx -> Json.answerTagged(ctx, type, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
