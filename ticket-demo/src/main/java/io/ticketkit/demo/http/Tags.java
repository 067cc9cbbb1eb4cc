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
        String version = of(current);
        boolean matches = Arrays.stream(header.split(",", -1))
                .map(String::strip)
                .anyMatch(tag -> tag.equals(version) || tag.equals("W/" + version));
        if (!matches) {
            throw new StaleTicketException(-1, current);
        }
        return Expected.version(current.version());
    }
}
