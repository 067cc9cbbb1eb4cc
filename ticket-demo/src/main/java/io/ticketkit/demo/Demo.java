package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.TicketQuery;
import io.ticketkit.demo.http.Host;
import io.ticketkit.demo.http.Lent;
import io.ticketkit.demo.http.WebServer;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.Users;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.samples.SampleTickets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** A host application in miniature: opens a database, embeds TicketKit, serves it. */
public final class Demo implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration MONTH = Duration.ofDays(30);

    private final Opened opened = new Opened();
    private final RunningKit running;
    private final int port;

    private Demo(Settings settings, boolean serves) {
        try {
            // first: where it must not connect to is known before a database is touched
            LanguageModel.of(settings.llm()).ifPresent(LanguageModel::close);
            Database database = opened.add(new Database(settings.database()));
            KitWiring wiring = new KitWiring(database.storage(), CLOCK);
            this.running = opened.add(new RunningKit(wiring.wire(settings)));
            this.port = serves
                    ? opened.add(new WebServer(settings, new Serving(settings, database)))
                            .start()
                    : 0;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts it.
     *
     * @throws io.ticketkit.demo.settings.SettingsException when a setting does not work here
     */
    public static Demo start(Settings settings) {
        return new Demo(settings, true);
    }

    /** Starts all but the server: for what is done from the command line. */
    static Demo withoutServer(Settings settings) {
        return new Demo(settings, false);
    }

    TicketKit kit() {
        return running.current().kit();
    }

    static SampleTickets samples(Settings settings, Database database, long seed) {
        return new SampleTickets(database.storage(), settings.taxonomy(), CLOCK, seed, settings.reviewThreshold());
    }

    /** What the server needs to know. */
    private final class Serving implements Host {
        private final Database database;
        private final Optional<Logins> logins;

        Serving(Settings settings, Database database) {
            this.database = database;
            this.logins = settings.auth().secret().map(secret -> logins(database.users(CLOCK), secret));
        }

        private Logins logins(Users users, String secret) {
            Predicate<String> namesTickets = email -> {
                try (Lent lent = running.lend()) {
                    TicketQuery own = TicketQuery.builder().requesters(email).build();
                    return lent.served()
                                    .tickets()
                                    .apply(Actor.system("ticketkit-demo"))
                                    .count(own)
                            > 0;
                }
            };
            return new Logins(users, secret, namesTickets, CLOCK);
        }

        @Override
        public Lent lend() {
            return running.lend();
        }

        @Override
        public Optional<Logins> logins() {
            return logins;
        }

        @Override
        public boolean databaseAnswers() {
            return database.answers();
        }

        @Override
        public void addSamples(int count) {
            try (Lent lent = running.lend()) {
                samples(lent.served().settings(), database, 1)
                        .between(CLOCK.instant().minus(MONTH), CLOCK.instant())
                        .seed(count, done -> {});
            }
        }
    }

    public int port() {
        return port;
    }

    /** Finishes requests in flight, then lets go of the database. */
    @Override
    public void close() {
        opened.close();
    }
}
