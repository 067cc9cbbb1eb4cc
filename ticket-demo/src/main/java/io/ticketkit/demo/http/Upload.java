package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A file that comes in a form. It waits on disk until it is stored: who sends slowly shall hold no transaction open. */
final class Upload implements AutoCloseable {
    private static final String FILE = "file";
    private static final String CONFIG = "org.eclipse.jetty.multipartConfig";
    private static final int IN_MEMORY = 1 << 13;
    /** For what stands around the file: names, types, other fields. */
    private static final long AROUND = 1 << 16;

    private final Collection<Part> parts;
    private final Body fields;

    private Upload(Collection<Part> parts) throws IOException {
        this.parts = parts;
        ObjectNode texts = Json.object();
        for (Part part : parts) {
            if (part.getSubmittedFileName() == null) {
                try (InputStream content = part.getInputStream()) {
                    texts.put(part.getName(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        }
        this.fields = Body.of(texts);
    }

    /** Receives all of it; of what is larger than so many bytes nothing is kept. */
    static Upload of(Context ctx, long limit) throws IOException {
        String type = Optional.ofNullable(ctx.header("Content-Type")).orElse("nothing");
        if (!type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("multipart/form-data")) {
            throw new HttpResponseException(415, "Send the file as multipart/form-data, not as " + type + ".");
        }
        if (ctx.req().getContentLengthLong() > limit + AROUND) {
            throw tooLarge(ctx, limit);
        }
        String folder = System.getProperty("java.io.tmpdir");
        ctx.req().setAttribute(CONFIG, new MultipartConfigElement(folder, -1, limit + AROUND, IN_MEMORY));
        Upload upload = received(ctx, limit);
        if (upload.file().map(Part::getSize).orElse(0L) > limit) {
            upload.close();
            throw tooLarge(ctx, limit);
        }
        return upload;
    }

    private static Upload received(Context ctx, long limit) throws IOException {
        try {
            return new Upload(ctx.req().getParts());
        } catch (ServletException | RuntimeException | EOFException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (String.valueOf(cause.getMessage()).startsWith("max length exceeded")) {
                    throw tooLarge(ctx, limit); // Jetty says it only in words
                }
                if (cause instanceof IOException disk && !(cause instanceof EOFException)) {
                    throw disk;
                }
            }
            throw unread(ctx, 400, "The body is not a valid form of the type multipart/form-data.");
        }
    }

    private static HttpResponseException tooLarge(Context ctx, long limit) {
        return unread(ctx, 413, "The file is larger than " + limit / (1 << 20) + " MiB.");
    }

    /** What the rest of the body is, nobody looks: the client must not go on over this connection. */
    private static HttpResponseException unread(Context ctx, int status, String text) {
        ctx.header("Connection", "close");
        return new HttpResponseException(status, text);
    }

    private Optional<Part> file() {
        return parts.stream()
                .filter(part -> part.getName().equals(FILE) && part.getSubmittedFileName() != null)
                .findFirst();
    }

    /** What else the form says. */
    Body fields() {
        return fields;
    }

    /** The file; all that is wrong with the form is said at once. */
    Part required() {
        Optional<Part> file = file();
        if (file.isEmpty()) {
            fields.wrong(FILE, fields.has(FILE) ? "The submitted data was not a file." : "This field is required.");
        }
        fields.refuseIfWrong(List.of());
        return file.orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.delete();
        }
    }
}
