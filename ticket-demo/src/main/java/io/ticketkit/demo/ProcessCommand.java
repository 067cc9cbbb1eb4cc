package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingOptions.WithoutModel;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingRun;
import io.ticketkit.ProcessingState;
import io.ticketkit.StorageException;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TicketSink;
import io.ticketkit.demo.settings.Settings;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.*;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** {@code process [filters]}: tickets, stored ones or those of Zendesk, are classified as the settings have it. */
@Command(
        name = "process",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Classifies stored tickets, the oldest first, or those of Zendesk, with the model of the settings:"
                        + " TICKET_LLM_*, or what an admin set. What people chose stays.",
        footer = {
            "",
            "Ctrl-C ends it after what is under way. The same command, with the same filters, goes on there, after a crash"
                    + " too; once all are done it begins anew, and of Zendesk does what is new. On H2 stop the server first, a file has one owner."
        })
final class ProcessCommand implements Callable<Integer> {
    /** As many as the client of a model lets through. */
    private static final int MOST_AT_ONCE = 32;

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final TicketFilter filter = new TicketFilter();

    @Mixin
    private final ZendeskOptions zendesk = new ZendeskOptions();

    @Option(names = "--dry-run", description = "Store nothing, say what would be. The model is asked, and paid.")
    private boolean dryRun;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most. Default: all.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "About how many the model is asked at a time, 1 to " + MOST_AT_ONCE + ". Default: 8.")
    private int concurrency = 8;

    @Option(
            names = "--wait",
            description = "Where the model fails, ask it again later; at a spent budget, stop. Default: words decide.")
    private boolean waits;

    @Option(names = "--anew", description = "Begin at the oldest again, whatever was done before.")
    private boolean anew;

    ProcessCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    @Override
    public Integer call() {
        if (limit < 1) {
            throw wrong("--limit must be 1 or more, not " + limit);
        }
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw wrong("--concurrency must be 1 to " + MOST_AT_ONCE + ", not " + concurrency);
        }
        PrintWriter err = spec.commandLine().getErr();
        Settings operator = Settings.of(environment);
        filter.check(spec.commandLine());
        // closed last: it lets the process end
        try (Stopping stopping = new Stopping(err);
                Demo node = Demo.withoutServer(operator)) {
            return process(node, stopping, err);
        } catch (StorageException e) {
            err.println("The database failed, again and again: what was finished is stored. " + goesOn());
            err.flush();
            return ExitCode.SOFTWARE;
        }
    }

    private int process(Demo node, Stopping stopping, PrintWriter err) {
        Settings settings = node.settings();
        TicketQuery query = filter.query(spec.commandLine(), settings.taxonomy());
        if (!settings.llm().isUsable()) {
            err.println("No language model is set up (TICKET_LLM_PROVIDER, or on the page): words decide.");
            err.flush();
        }
        TicketService tickets = node.kit().as(Actor.system("process"));
        try (ZendeskOptions.Work work = zendesk(settings)) {
            return process(tickets, work == null ? stored(tickets, query) : new Task(work), stopping);
        }
    }

    /**
     * What is done.
     *
     * @param matching how many tickets there are, as far as that is known
     * @param isSync whether others keep coming: then what is done stays done
     */
    private record Task(String job, ProcessingInput input, Optional<TicketSink> sink, long matching, boolean isSync) {
        Task(ZendeskOptions.Work work) {
            this(work.job(), work.input(), work.sink(), 0, true);
        }
    }

    private ZendeskOptions.@Nullable Work zendesk(Settings settings) {
        Optional<ZendeskOptions.Work> work = zendesk.work(settings);
        if (work.isPresent() && !filter.fingerprint().equals(new TicketFilter().fingerprint())) {
            work.get().close();
            throw wrong("The filters are for stored tickets: --zendesk-search says which of Zendesk.");
        }
        return work.orElse(null);
    }

    private Task stored(TicketService tickets, TicketQuery query) {
        String job = "process-" + filter.fingerprint();
        return new Task(job, ProcessingInput.tickets(query), Optional.empty(), tickets.count(query), false);
    }

    private int process(TicketService tickets, Task task, Stopping stopping) {
        PrintWriter out = spec.commandLine().getOut();
        TicketProcessor processor = tickets.processor();
        Optional<ProcessingProgress> before = before(processor, task);
        if (task.matching() == 0 && !task.isSync() && before.isEmpty()) {
            out.println("No ticket matches.");
            out.flush();
            return ExitCode.OK;
        }
        Progress progress =
                new Progress(before.map(ProcessingProgress::finished).orElse(0L), task.matching());
        ProcessingOptions options = ProcessingOptions.builder()
                .concurrency(concurrency)
                .limit(limit)
                .sink(task.sink().orElse(null))
                .dryRun(dryRun)
                .withoutModel(waits ? WithoutModel.WAIT : WithoutModel.OFFLINE)
                .progress(progress::at)
                .build();
        ProcessingRun run = processor.job(task.job(), task.input(), options);
        stopping.begins(run);
        ProcessingSummary summary = new ProcessingSummary(dryRun);
        ProcessingProgress end = run.run(summary::add);
        summary.print(out, end);
        if (end.state() == ProcessingState.CANCELLED || end.state() == ProcessingState.STOPPED) {
            out.println(dryRun ? "Nothing was stored." : goesOn());
        }
        out.flush();
        return end.state() == ProcessingState.STOPPED ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private static String goesOn() {
        return "The same command goes on where this one ended; --anew begins at the oldest again.";
    }

    /** What of the job there is to go on with. */
    private Optional<ProcessingProgress> before(TicketProcessor processor, Task task) {
        if (dryRun) {
            return Optional.empty();
        }
        Optional<ProcessingProgress> before = processor.progress(task.job());
        boolean isOver = before.filter(progress -> progress.state() == ProcessingState.DONE)
                .isPresent();
        if (before.isPresent() && (anew || (isOver && !task.isSync()))) {
            processor.forget(task.job());
            return Optional.empty();
        }
        before.ifPresent(progress -> {
            PrintWriter err = spec.commandLine().getErr();
            err.printf(Locale.ROOT, "Going on: %,d are finished already.%n", progress.finished());
            err.flush();
        });
        return before;
    }

    /** Of how many is an estimate until everything was read. */
    private final class Progress {
        private final ProgressBar bar;
        private final long before;
        private final long expected;

        Progress(long before, long matching) {
            this.bar = new ProgressBar(spec.commandLine().getErr(), Ansi.AUTO.enabled(), 1, Clock.systemUTC());
            this.before = before;
            this.expected = Math.max(1, matching - before);
        }

        void at(ProcessingProgress now) {
            long done = now.finished() - before;
            long read = now.read() - before;
            long all = Math.min(limit, now.isReadToEnd() ? read : Math.max(expected, read));
            bar.at((int) Math.min(done, all), (int) Math.max(1, all));
        }
    }
}
