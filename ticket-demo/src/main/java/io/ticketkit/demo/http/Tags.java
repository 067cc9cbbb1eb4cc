package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Expected;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;
import java.util.Arrays;

/** Entity tags of tickets: the version, quoted (RFC 9110, section 8.8.3). */
final class Tags {
    private Tags() {}

    static String of(Ticket ticket) {
        return "\"" + ticket.version() + "\"";
    }

    /**
     * Which state the request was made for. A tag a proxy weakened still names a version; one that names none never was
     * a state of the ticket.
     */
    static Expected expected(Context ctx, Ticket current) {
        String header = ctx.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return Expected.any();
        }
        if (!names(header, of(current))) {
            throw new StaleTicketException(-1, current);
        }
        return Expected.version(current.version());
    }

    /**
     * Which state the request says it was made for; the library decides whether that is too old, for a repeated request
     * is none that came too late.
     */
    static Expected named(Context ctx, Ticket current) {
        String header = ctx.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return Expected.any();
        }
        return names(header, of(current))
                ? Expected.version(current.version())
                : Arrays.stream(header.split(",", -1))
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
