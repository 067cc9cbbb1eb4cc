package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.StorageException;
import io.ticketkit.demo.archive.CannotReadException;
import io.ticketkit.demo.archive.Format;
import io.ticketkit.demo.archive.Importer;
import io.ticketkit.demo.archive.Problem;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.*;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code import}: whole tickets, or new ones, from a file. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Stores the tickets of a file: those that export wrote as they were, and of any CSV with the columns"
                        + " title and description new ones.",
        footer = {
            "",
            "What is here already is left as it is: after a crash, the same command does the rest. Lines that cannot be"
                    + " stored are named and set aside; exit status " + ImportCommand.SET_ASIDE
                    + " says that there are such. On H2 stop the server first, a file has one owner."
        })
final class ImportCommand implements Callable<Integer> {
    static final int SET_ASIDE = 3;
    private static final String STANDARD = "-";
    private static final int MOST_MEBIBYTES = 1_000;
    /** Where nothing is known of how much there is. */
    private static final int EVERY = 10_000;

    private static final int OFTEN = 100;

    private final Map<String, String> environment;
    private final InputStream standard;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--format", paramLabel = "F", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Format format = Format.JSONL;

    @Option(names = "--in", paramLabel = "FILE", description = "What to read. Default: -, standard input.")
    private String in = STANDARD;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where to set aside what cannot be stored. Default: the name of what is read, and .rejects.")
    private @Nullable Path rejects;

    @Option(names = "--dry-run", description = "Store nothing and set nothing aside, say what is wrong.")
    private boolean dryRun;

    @Mixin
    private final TenantOption tenant = new TenantOption();

    @Option(
            names = "--max-line",
            paramLabel = "MIB",
            description =
                    "Most MiB of a line, or of the lines of a ticket: they are in memory. Default: ${DEFAULT-VALUE}.")
    private int longest = 32;

    ImportCommand(Map<String, String> environment, InputStream standard) {
        this.environment = environment;
        this.standard = standard;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    @Override
    public Integer call() {
        if (longest < 1 || longest > MOST_MEBIBYTES) {
            throw wrong("--max-line must be 1 to " + MOST_MEBIBYTES + ", not " + longest);
        }
        if (!in.equals(STANDARD) && !Files.isReadable(Path.of(in))) {
            throw wrong("--in " + in + " cannot be read: give a file.");
        }
        Path target = rejectsFile();
        Settings operator = Settings.of(environment);
        PrintWriter err = spec.commandLine().getErr();
        try (InputStream stream = in.equals(STANDARD) ? standard : Files.newInputStream(Path.of(in));
                Database database = new Database(operator.database())) {
            Importer.Result result = imported(stream, target, database, database.settings(operator, Clock.systemUTC()));
            return result.refused() == 0 ? ExitCode.OK : SET_ASIDE;
        } catch (CannotReadException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("A file cannot be read or written: " + e.getClass().getSimpleName() + ", " + e.getMessage());
        } catch (StorageException e) {
            err.println("The database failed: what was done is stored. The same command does the rest.");
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private Importer.Result imported(InputStream stream, Path target, Database database, Settings settings)
            throws IOException {
        try (TicketKit kit = TicketKit.builder()
                .storage(new SharedStorage(database.storage()))
                .taxonomy(settings.taxonomy())
                .reviewThreshold(settings.reviewThreshold())
                .build()) {
            Progress progress = new Progress(in.equals(STANDARD) ? 0 : Files.size(Path.of(in)));
            Importer importer = new Importer(
                    tenant.tickets(spec.commandLine(), kit, Actor.system("import")),
                    settings.taxonomy(),
                    Clock.systemUTC().instant(),
                    new Importer.Options(dryRun, longest << 20, this::tell, progress::at));
            Importer.Result result = importer.run(stream, format, target);
            print(result, progress.bar.seconds());
            return result;
        }
    }

    private Path rejectsFile() {
        Path target = rejects != null ? rejects : Path.of(in.equals(STANDARD) ? "import." + format : in);
        Path file = rejects != null ? target : target.resolveSibling(target.getFileName() + ".rejects");
        if (!dryRun && Files.exists(file)) {
            throw wrong(
                    file + " is there from before: import it, mended, or remove it; or name another with --rejects.");
        }
        return file.toAbsolutePath();
    }

    private void tell(Problem problem) {
        spec.commandLine().getErr().println(problem);
    }

    private void print(Importer.Result result, double seconds) {
        PrintWriter out = spec.commandLine().getOut();
        long all = result.made() + result.present() + result.refused();
        out.printf(
                Locale.ROOT,
                "%,d tickets %s, %,d were here before, %,d set aside (%,d lines); %.1f s, %,.0f/s%n",
                result.made(),
                dryRun ? "could be stored" : "stored",
                result.present(),
                result.refused(),
                result.lines(),
                seconds,
                all / seconds);
        if (result.rejects() != null) {
            out.println("Set aside in " + result.rejects() + ": mend it there and import it, with the same options.");
        }
        out.flush();
        spec.commandLine().getErr().flush();
    }

    /** Of how many is an estimate, by how much of the file was read. */
    private final class Progress {
        private final ProgressBar bar =
                new ProgressBar(spec.commandLine().getErr(), Ansi.AUTO.enabled(), 1, Clock.systemUTC());
        private final long size;
        private long shown;

        Progress(long size) {
            this.size = size;
        }

        void at(long tickets, long bytes) {
            if (tickets < shown + OFTEN && bytes < size) {
                return;
            }
            shown = tickets;
            if (size > 0 && tickets > 0) {
                long all = bytes >= size ? tickets : Math.max(tickets, (long) ((double) tickets * size / bytes));
                bar.at((int) Math.min(tickets, Integer.MAX_VALUE), (int) Math.min(all, Integer.MAX_VALUE));
            } else if (tickets > 0 && tickets % EVERY == 0) {
                spec.commandLine().getErr().printf(Locale.ROOT, "%,d tickets%n", tickets);
                spec.commandLine().getErr().flush();
            }
        }
    }
}
