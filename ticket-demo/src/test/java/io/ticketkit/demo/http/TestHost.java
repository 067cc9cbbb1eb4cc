package io.ticketkit.demo.http;

import io.ticketkit.Actor;
import io.ticketkit.TicketService;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Logins;
import java.util.Optional;
import java.util.function.Function;

/** Serves the same all the time. */
record TestHost(Served served, Optional<Logins> logins, boolean databaseAnswers) implements Host {

    /** Where nobody logs in: all do the same with the same tickets. */
    static WebServer server(Settings settings, TicketService tickets) {
        return server(settings, actor -> tickets, Optional.empty(), true);
    }

    static WebServer server(
            Settings settings, Function<Actor, TicketService> kit, Optional<Logins> logins, boolean databaseAnswers) {
        return new WebServer(
                settings, new TestHost(new Served(settings, kit, Optional.empty()), logins, databaseAnswers));
    }

    @Override
    public Lent lend() {
        return new Lent() {
            @Override
            public Served served() {
                return served;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void addSamples(int count) {}
}
