package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Comment;
import io.ticketkit.Expected;
import io.ticketkit.StaleCommentException;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;
import java.util.Arrays;

/** Entity tags of tickets and of what was said on them: the version, quoted (RFC 9110, section 8.8.3). */
final class Tags {
    private Tags() {}

    static String of(Ticket ticket) {
        return "\"" + ticket.version() + "\"";
    }

    /** A tombstone is no version of the text. */
    static String of(Comment comment) {
        return "\"" + (comment.isDeleted() ? 0 : comment.version()) + "\"";
    }

    /**
     * Which state the request was made for. A tag a proxy weakened still names a version; one that names none never was
     * a state of the ticket.
     */
    static Expected expected(Context ctx, Ticket current) {
        if (isForAny(ctx)) {
            return Expected.any();
        }
        if (!isFor(ctx, of(current))) {
            throw new StaleTicketException(-1, current);
        }
        return Expected.unchanged(current);
    }

    /** The same for what was said. */
    static Expected expected(Context ctx, Comment current) {
        if (isForAny(ctx)) {
            return Expected.any();
        }
        if (!isFor(ctx, of(current))) {
            throw new StaleCommentException(-1, current);
        }
        return Expected.unchanged(current);
    }

    /** Whether a request was made for whatever state there is. */
    static boolean isForAny(Context ctx) {
        String header = ctx.header("If-Match");
        return header == null || header.strip().equals("*");
    }

    private static boolean isFor(Context ctx, String tag) {
        return names(String.valueOf(ctx.header("If-Match")), tag);
    }

    /**
     * Which state the request says it was made for; the library decides whether that is too old, for a repeated request
     * is none that came too late.
     */
    static Expected named(Context ctx, Ticket current) {
        if (isForAny(ctx)) {
            return Expected.any();
        }
        return isFor(ctx, of(current))
                ? Expected.unchanged(current)
                : Arrays.stream(String.valueOf(ctx.header("If-Match")).split(",", -1))
                        .map(Tags::strong)
                        .filter(tag -> tag.matches("\"[1-9][0-9]{0,17}\""))
                        .map(tag -> Expected.version(Long.parseLong(tag.substring(1, tag.length() - 1))))
                        .findFirst()
                        .orElse(Expected.version(-1));
    }

    /** Tags what is answered; a reader who has it already gets 304 instead. */
    static void put(Context ctx, String tag) {
        ctx.header("ETag", tag);
        String header = ctx.header("If-None-Match");
        boolean known = header != null && (header.strip().equals("*") || names(header, tag));
        if (known && Gate.READING.contains(ctx.method())) {
            ctx.status(304).result("");
        }
    }

    private static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",", -1)).map(Tags::strong).anyMatch(strong(tag)::equals);
    }

    private static String strong(String tag) {
        return tag.strip().replaceFirst("^W/", "");
    }
}
