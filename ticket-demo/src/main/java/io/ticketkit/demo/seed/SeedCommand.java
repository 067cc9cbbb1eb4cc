package io.ticketkit.demo.seed;

import io.ticketkit.Taxonomy;
import io.ticketkit.spi.TicketStorage;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seed --tickets N [--seed S]}: adds sample tickets to the database. */
@Command(
        name = "seed",
        mixinStandardHelpOptions = true,
        description = "Adds sample tickets to the database; those that are there stay.")
public final class SeedCommand implements Callable<Integer> {
    private static final int MOST = 10_000_000;

    private final Supplier<? extends Target> application;

    @Option(names = "--tickets", required = true, paramLabel = "N", description = "How many, 1 to 10000000.")
    private int tickets;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "S",
            description = "The same number gives the same tickets, all day (UTC). Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Spec
    private @Nullable CommandSpec spec;

    /** What is filled, opened for one run. */
    public interface Target extends AutoCloseable {
        TicketStorage storage();

        Taxonomy taxonomy();

        Clock clock();

        double reviewThreshold();

        @Override
        void close();
    }

    /** {@code application} is asked once the command line is found to be right. */
    public SeedCommand(Supplier<? extends Target> application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        var commandLine = java.util.Objects.requireNonNull(spec).commandLine();
        if (tickets < 1 || tickets > MOST) {
            throw new ParameterException(commandLine, "--tickets must be 1 to " + MOST + ", not " + tickets);
        }
        try (Target target = application.get()) {
            ProgressBar progress = new ProgressBar(commandLine.getErr(), Ansi.AUTO.enabled(), tickets, target.clock());
            new Seeder(target.storage(), target.taxonomy(), target.clock(), seed, target.reviewThreshold())
                    .seed(tickets, progress::at);
            double seconds = progress.seconds();
            commandLine
                    .getOut()
                    .printf(Locale.ROOT, "%,d tickets in %.1f s, %,.0f/s%n", tickets, seconds, tickets / seconds);
            commandLine.getOut().flush();
        }
        return 0;
    }
}
