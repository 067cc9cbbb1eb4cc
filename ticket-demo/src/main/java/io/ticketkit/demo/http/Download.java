package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.ticketkit.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A file on its way to somebody who shall save it: no browser may show what a stranger sent as a page of ours. */
final class Download {
    private static final List<String> HEADERS = List.of("Content-Disposition", "Content-Length", "ETag");
    private static final String UNKNOWN = "application/octet-stream";
    /** What a browser could run. */
    private static final Pattern ACTIVE = Pattern.compile(
            "text/(html|xml|css|javascript|ecmascript)|.*[+/](xml|xhtml|javascript|ecmascript)|(multipart|message)/.*");

    private Download() {}

    /** Says what is coming; whoever has it already gets 304. */
    static void announce(Context ctx, Attachment file) {
        ctx.contentType(ACTIVE.matcher(file.mediaType()).matches() ? UNKNOWN : file.mediaType())
                .header("Content-Security-Policy", "sandbox; default-src 'none'");
        Tags.put(ctx, "\"" + file.sha256() + "\"");
        if (ctx.statusCode() == 200) {
            ctx.header("Content-Disposition", disposition(file.name()))
                    .header("Content-Length", Long.toString(file.size()));
        }
    }

    static boolean isWanted(Context ctx) {
        return ctx.statusCode() == 200 && !ctx.method().equals(HandlerType.HEAD);
    }

    static void send(Context ctx, InputStream content) throws IOException {
        try {
            // not Javalin's stream, which may compress
            content.transferTo(ctx.res().getOutputStream());
        } catch (IOException | RuntimeException e) {
            if (!ctx.res().isCommitted()) {
                ctx.res().resetBuffer();
                HEADERS.forEach(ctx::removeHeader);
            }
            throw e;
        }
    }

    /** RFC 6266: a name of plain characters for who does not know better, and the whole name as RFC 8187 writes it. */
    static String disposition(String name) {
        StringBuilder plain = new StringBuilder();
        StringBuilder whole = new StringBuilder();
        name.codePoints().forEach(c -> {
            boolean safe = c < 0x7f && (Character.isLetterOrDigit(c) || "!#$&+-.^_`|~".indexOf(c) >= 0);
            plain.append(safe || c == ' ' || (c > 0x20 && c < 0x7f && "\"\\%".indexOf(c) < 0) ? (char) c : '_');
            if (safe) {
                whole.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    whole.append(String.format("%%%02X", b));
                }
            }
        });
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + whole;
    }
}
