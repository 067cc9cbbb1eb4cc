package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.demo.administration.SettingsDesk;
import io.ticketkit.demo.administration.SettingsStore;
import io.ticketkit.demo.http.Host;
import io.ticketkit.demo.http.Lent;
import io.ticketkit.demo.http.WebServer;
import io.ticketkit.demo.settings.AgentSettings.Agent;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.Registration;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.samples.SampleTickets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host application in miniature: opens a database, embeds TicketKit, serves it. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration MONTH = Duration.ofDays(30);
    /** After this time at the latest, what another node set is in force here. */
    private static final Duration WATCH = Duration.ofSeconds(2);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final Opened opened = new Opened();
    private final RunningKit running;
    private final int port;

    private Demo(Settings settings, boolean serves) {
        try {
            // first: where it must not connect to is known before a database is touched
            LanguageModel.of(settings.llm()).ifPresent(LanguageModel::close);
            Database database = opened.add(new Database(settings.database()));
            KitWiring wiring = new KitWiring(database.storage(), CLOCK);
            SettingsDesk desk = new SettingsDesk(settings, new SettingsStore(database.own(), CLOCK));
            this.running = opened.add(new RunningKit(desk.start(wiring::wire)));
            if (!serves) {
                this.port = 0;
                return;
            }
            desk.runs(new LiveKit(wiring, running));
            schedule("Taking over settings", desk::refresh, WATCH);
            schedule("Removing what broken uploads left", () -> kit().removeUnusedFiles(), DAY);
            this.port = opened.add(new WebServer(settings, new Serving(settings, database, desk)))
                    .start();
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

    private void schedule(String what, Runnable work, Duration pause) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        opened.add(executor::shutdown);
        ScheduledFuture<?> schedule = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        // what is thrown would end the schedule
                        LOG.warn("{} failed, and is tried again", what, e);
                    }
                },
                Math.min(pause.toMillis(), HOUR.toMillis()),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
        opened.add(() -> schedule.cancel(false));
    }

    /** Starts all but the server, for what is done from the command line: settings stay what they are at the start. */
    static Demo withoutServer(Settings settings) {
        return new Demo(settings, false);
    }

    TicketKit kit() {
        return running.current().kit();
    }

    /** Those of the start, and of what admins stored since. */
    Settings settings() {
        return running.current().served().settings();
    }

    static SampleTickets samples(Settings settings, Database database, long seed) {
        return new SampleTickets(database.storage(), settings.taxonomy(), CLOCK, seed, settings.reviewThreshold());
    }

    /** What the server needs to know. */
    private final class Serving implements Host {
        private final Database database;
        private final SettingsDesk desk;
        private final Optional<Logins> logins;

        Serving(Settings settings, Database database, SettingsDesk desk) {
            this.database = database;
            this.desk = desk;
            this.logins = settings.auth()
                    .secret()
                    .map(secret -> new Logins(database.users(CLOCK), secret, registration(settings), CLOCK));
        }

        /** Nobody registers as somebody who answers tickets, or whom tickets name already. */
        private Registration registration(Settings settings) {
            return Registration.open()
                    .open(settings.auth().registration())
                    .reserving(this::agents)
                    .sparing(this::namesTickets);
        }

        private List<String> agents() {
            try (Lent lent = running.lend()) {
                return lent.served().settings().agents().agents().stream()
                        .map(Agent::name)
                        .toList();
            }
        }

        private boolean namesTickets(String email) {
            try (Lent lent = running.lend()) {
                TicketService all = lent.served().tickets().apply(Actor.system("ticketkit-demo"));
                return all.count(TicketQuery.builder().requesters(email).build()) > 0;
            }
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
        public SettingsDesk settings() {
            return desk;
        }

        @Override
        public void addSamples(int count) {
            try (Lent lent = running.lend()) {
                samples(lent.served().settings(), database, 1)
                        .between(CLOCK.instant().minus(MONTH), CLOCK.instant())
                        .seed(count, done -> {});
            }
            outliveCountedNumbers();
        }

        /** Samples do not pass through the kit: it would tell who added them what it counted before. */
        private static void outliveCountedNumbers() {
            try {
                TimeUnit.MILLISECONDS.sleep(KitWiring.STATS_AGE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
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
