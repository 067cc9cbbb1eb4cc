package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.ticketkit.Actor;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketService;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.zendesk.ZendeskDesk;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is served: the same from a request's beginning to its end, whatever is set meanwhile.
 *
 * @param settings as they are in force
 * @param tickets gives each actor the tickets
 * @param zendesk empty where no Zendesk is set up
 */
public record Served(Settings settings, Function<Actor, TicketService> tickets, Optional<ZendeskDesk> zendesk) {
    private static final String ATTRIBUTE = "served";

    void enter(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    /** What this request is served with. */
    static Served of(Context ctx) {
        return Objects.requireNonNull(ctx.attribute(ATTRIBUTE), "nothing was lent to this request");
    }

    static Taxonomy taxonomy(Context ctx) {
        return of(ctx).settings().taxonomy();
    }

    /** The tickets as the caller may see and change them. */
    static TicketService tickets(Context ctx) {
        return of(ctx).tickets().apply(Caller.of(ctx).actor());
    }
}
