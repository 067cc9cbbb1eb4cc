package io.ticketkit.demo;

import io.ticketkit.demo.settings.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.*;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code seed --tickets N [--seed S]}: adds sample tickets to the database. */
@Command(name = "seed", mixinStandardHelpOptions = true, description = "Adds sample tickets; others stay.")
final class SeedCommand implements Runnable {
    private static final int MOST = 10_000_000;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--tickets", required = true, paramLabel = "N", description = "How many, 1 to " + MOST + ".")
    private int tickets;

    @Option(names = "--seed", paramLabel = "S", description = "Which ones: the same all day (UTC). Default: 1.")
    private long seed = 1;

    SeedCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run() {
        if (tickets < 1 || tickets > MOST) {
            throw new ParameterException(spec.commandLine(), "--tickets must be 1 to " + MOST + ", not " + tickets);
        }
        Settings settings = Settings.of(environment);
        try (Database database = new Database(settings.database())) {
            PrintWriter err = spec.commandLine().getErr();
            ProgressBar progress = new ProgressBar(err, Ansi.AUTO.enabled(), tickets, Clock.systemUTC());
            Settings inForce = database.settings(settings, Clock.systemUTC());
            Demo.samples(inForce, database, seed).seed(tickets, progress::at);
            double seconds = progress.seconds();
            spec.commandLine()
                    .getOut()
                    .printf(Locale.ROOT, "%,d tickets in %.1f s, %,.0f/s%n", tickets, seconds, tickets / seconds)
                    .flush();
        }
    }
}
