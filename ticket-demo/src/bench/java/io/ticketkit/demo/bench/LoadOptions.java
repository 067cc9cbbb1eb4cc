package io.ticketkit.demo.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is measured: system properties.
 *
 * @param tickets how many are filled in where there are none
 * @param clients how many ask at the same time, each over one connection
 * @param nodes how many demos share them
 * @param seconds for how long each operation is measured in each round
 * @param rounds how often
 * @param operations which; fits the whole name
 * @param soakSeconds for how long all operations are mixed afterwards; 0 for not at all
 * @param starts how often the start is measured; 0 for not at all
 * @param jvmArguments more of them, for the demo that is measured
 * @param url a PostgreSQL that is there; empty for one of our own
 * @param jar the demo
 * @param output where reports and logs go
 */
record LoadOptions(
        int tickets,
        int clients,
        int nodes,
        int seconds,
        int rounds,
        Pattern operations,
        int soakSeconds,
        int starts,
        List<String> jvmArguments,
        String url,
        Path jar,
        Path output) {
    static LoadOptions ofSystem() {
        Path output = Path.of(System.getProperty("load.output", "target")).toAbsolutePath();
        return new LoadOptions(
                Integer.getInteger("load.tickets", 100_000),
                Integer.getInteger("load.clients", 16),
                Integer.getInteger("load.nodes", 1),
                Integer.getInteger("load.seconds", 10),
                Integer.getInteger("load.rounds", 3),
                Pattern.compile(System.getProperty("load.operations", ".*")),
                Integer.getInteger("load.soak", 0),
                Integer.getInteger("load.starts", 5),
                Stream.of(System.getProperty("load.jvm", "").split(" "))
                        .filter(argument -> !argument.isEmpty())
                        .toList(),
                System.getProperty("ticket.pg.url", "").strip(),
                output.resolve("ticket-demo.jar"),
                output);
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return clients + " clients, " + nodes + (nodes == 1 ? " node, " : " nodes, ") + rounds + " rounds of " + seconds
                + " s for each of " + operations + ", demo with " + DemoJar.HEAP + " " + String.join(" ", jvmArguments);
    }
}
