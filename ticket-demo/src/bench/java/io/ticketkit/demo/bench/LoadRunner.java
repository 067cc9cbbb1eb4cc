package io.ticketkit.demo.bench;

import io.ticketkit.demo.bench.Machine.Ticks;
import io.ticketkit.demo.bench.Operations.TicketFacts;
import java.time.Duration;
import java.util.List;

/** The demo under load, on a real PostgreSQL: docs/performance.md says how it is started and what it measures. */
public final class LoadRunner {
    private static final double MOST_WARM_UP_SECONDS = 3;
    private static final int SOAK_STEP_SECONDS = 30;
    private static final int LOOK_SECONDS = 6;
    private static final double CALM_SECONDS = 0.3;
    private static final int MOST_LOOKS = 150;

    private final LoadOptions options;
    private final Report report = new Report(System.out);

    private LoadRunner(LoadOptions options) {
        this.options = options;
    }

    public static void main(String[] args) throws Exception {
        LoadRunner runner = new LoadRunner(LoadOptions.ofSystem());
        runner.run();
        if (runner.report.hasErrors()) {
            System.err.println("There were wrong answers.");
            System.exit(1);
        }
    }

    private void run() throws Exception {
        report.tell("machine", Machine.describe());
        report.tell("load", options.toString());
        Ticks start = Ticks.now();
        try (LoadDatabase database = LoadDatabase.open(options)) {
            report.tell("database", database.describe());
            TicketFacts facts = database.fill(options.tickets());
            report.tell(
                    "filled",
                    facts.tickets() + " tickets, " + facts.active().size() + " of them are moved to and fro; " + database.sizes());
            report.tell("while_filling", Ticks.now().since(start).toString());
            if (options.starts() > 0) {
                report.starts(new StartTimes(options, database.url()).measure());
            }
            load(database, facts);
            report.tell("sizes_at_the_end", database.sizes());
        }
        report.finish(options.output().resolve("load.json"));
    }

    private void load(LoadDatabase database, TicketFacts facts) throws Exception {
        Ticks start = Ticks.now();
        try (Nodes nodes = Nodes.start(options, database.url());
                Rounds rounds = new Rounds(nodes, options.clients());
                Line line = nodes.connect(0)) {
            report.footprint("started", nodes);
            List<Operation> operations = new Operations(facts, options.clients())
                    .all(line).stream()
                            .filter(operation ->
                                    options.operations().matcher(operation.name()).matches())
                            .toList();
            settle(nodes);
            for (Operation operation : operations) {
                rounds.run(operation, Math.min(MOST_WARM_UP_SECONDS, options.seconds()));
            }
            report.footprint("warm", nodes);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Operation operation : operations) {
                    report.add(operation, rounds.run(operation, options.seconds()));
                }
                report.footprint("after round " + round, nodes);
            }
            soak(rounds, operations, nodes);
            report.stored(rounds.created(), database.tickets() - facts.tickets());
        }
        report.tell("while_loaded", Ticks.now().since(start).toString());
    }

    /** After its start the demo learns from what people decided: that would be measured with the first operations. */
    private void settle(Nodes nodes) throws InterruptedException {
        int looks = 0;
        for (int calm = 0; calm < 2 && looks < MOST_LOOKS; looks++) {
            Duration before = nodes.cpu();
            Thread.sleep(LOOK_SECONDS * 1000L);
            calm = nodes.cpu().minus(before).toMillis() < CALM_SECONDS * 1000 ? calm + 1 : 0;
        }
        report.tell("nothing_to_do_after", looks * LOOK_SECONDS + " s" + (looks < MOST_LOOKS ? "" : ", or later"));
    }

    /** All operations at the same time; the heap is looked at between two steps, which stops the demo for a moment. */
    private void soak(Rounds rounds, List<Operation> operations, Nodes nodes) throws InterruptedException {
        Operation mixed = Operations.mixed(operations);
        for (int passed = 0; passed < options.soakSeconds(); passed += SOAK_STEP_SECONDS) {
            int step = Math.min(SOAK_STEP_SECONDS, options.soakSeconds() - passed);
            report.add(mixed, rounds.run(mixed, step));
            report.footprint("after " + (passed + step) + " s of all mixed", nodes);
        }
    }
}
