package io.ticketkit;

/** Hears of changes. Called in the thread that made the change; must be thread-safe. */
@FunctionalInterface
public interface TicketListener {
    /**
     * Something happened.
     *
     * @param event what; a switch over its type needs a default, there will be more types
     */
    void onEvent(TicketEvent event);
}
