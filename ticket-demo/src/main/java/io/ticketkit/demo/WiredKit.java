package io.ticketkit.demo;

import io.ticketkit.demo.http.Served;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.zendesk.ZendeskDesk;
import io.ticketkit.setup.TicketKit;
import java.util.Optional;

/** TicketKit as some settings have it, with all that was opened for it alone. */
final class WiredKit implements AutoCloseable {
    private final Served served;
    private final TicketKit kit;
    private final Opened opened;

    WiredKit(Settings settings, TicketKit kit, Optional<ZendeskDesk> zendesk, Opened opened) {
        this.served = new Served(settings, kit::as, zendesk);
        this.kit = kit;
        this.opened = opened;
    }

    Served served() {
        return served;
    }

    TicketKit kit() {
        return kit;
    }

    /** Ends calls of the model that are under way; leaves the database open. */
    @Override
    public void close() {
        opened.close();
    }
}
