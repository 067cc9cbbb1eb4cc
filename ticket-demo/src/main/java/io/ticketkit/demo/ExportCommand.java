package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.StorageException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.demo.archive.Exporter;
import io.ticketkit.demo.archive.Format;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.*;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code export [filters]}: whole tickets, into a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes whole tickets, with comments and history, internal notes too, into a file: the oldest first.",
        footer = {
            "",
            "What import reads. Files, chats, and runs of classifiers are not part of it, see docs/import-export.md."
                    + " On H2 stop the server first, a file has one owner."
        })
final class ExportCommand implements Callable<Integer> {
    private static final String STANDARD = "-";
    private static final int EVERY = 100;

    private final Map<String, String> environment;
    private final OutputStream standard;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--format", paramLabel = "F", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Format format = Format.JSONL;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where to: there once it is complete, in place of what was there. Default: -, standard output.")
    private String out = STANDARD;

    @Mixin
    private final TenantOption tenant = new TenantOption();

    @Mixin
    private final TicketFilter filter = new TicketFilter();

    ExportCommand(Map<String, String> environment, OutputStream standard) {
        this.environment = environment;
        this.standard = standard;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Settings operator = Settings.of(environment);
        filter.check(spec.commandLine());
        try (Database database = new Database(operator.database())) {
            return export(database, database.settings(operator, Clock.systemUTC()), err);
        } catch (IOException e) {
            err.println("The file cannot be written: " + e.getClass().getSimpleName() + ", " + e.getMessage());
        } catch (StorageException e) {
            err.println(
                    out.equals(STANDARD)
                            ? "The database failed: what was written is not all. Try again."
                            : "The database failed: nothing was written under that name. Try again.");
        }
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private int export(Database database, Settings settings, PrintWriter err) throws IOException {
        TicketQuery query = filter.query(spec.commandLine(), settings.taxonomy());
        try (TicketKit kit = TicketKit.builder()
                .storage(new SharedStorage(database.storage()))
                .taxonomy(settings.taxonomy())
                .build()) {
            TicketService tickets = tenant.tickets(spec.commandLine(), kit, Actor.system("export"));
            int total = (int) Math.min(Integer.MAX_VALUE, Math.max(1, tickets.count(query)));
            ProgressBar bar = new ProgressBar(err, Ansi.AUTO.enabled(), total, Clock.systemUTC());
            Exporter exporter = new Exporter(tickets.archive(), query, format, done -> {
                if (done % EVERY == 0 || done >= total) {
                    bar.at((int) Math.min(done, total), total);
                }
            });
            long count = out.equals(STANDARD) ? exporter.to(standard) : exporter.to(Path.of(out));
            double seconds = bar.seconds();
            err.printf(Locale.ROOT, "%,d tickets in %.1f s, %,.0f/s%n", count, seconds, count / seconds);
            err.flush();
            return ExitCode.OK;
        }
    }
}
