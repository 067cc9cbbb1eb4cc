package io.ticketkit.demo.http;

import io.ticketkit.Actor;
import io.ticketkit.TicketService;
import io.ticketkit.demo.administration.SettingsDesk;
import io.ticketkit.demo.administration.SettingsStore;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Logins;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Serves the same all the time. */
record TestHost(Served served, Optional<Logins> logins, boolean databaseAnswers, SettingsDesk settings)
        implements Host {

    /** Where nobody logs in: all do the same with the same tickets. */
    static WebServer server(Settings settings, TicketService tickets) {
        return server(settings, actor -> tickets, Optional.empty(), true);
    }

    static WebServer server(
            Settings settings, Function<Actor, TicketService> kit, Optional<Logins> logins, boolean databaseAnswers) {
        return server(settings, kit, logins, databaseAnswers, new SQLException("provoked by a test"));
    }

    /** With a database that does nothing but fail. */
    static WebServer server(
            Settings settings,
            Function<Actor, TicketService> kit,
            Optional<Logins> logins,
            boolean databaseAnswers,
            SQLException away) {
        SettingsDesk desk =
                new SettingsDesk(settings, new SettingsStore(FailingDatabase.with(away), Clock.systemUTC()));
        Served served = new Served(settings, kit, Optional.empty());
        return new WebServer(settings, new TestHost(served, logins, databaseAnswers, desk));
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
