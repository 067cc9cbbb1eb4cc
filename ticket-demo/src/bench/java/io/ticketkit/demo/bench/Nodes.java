package io.ticketkit.demo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Demos on one database, of which each has its share of the clients. */
final class Nodes implements AutoCloseable {
    private final List<DemoJar> demos = new ArrayList<>();

    /** Starts them, one after the other. */
    static Nodes start(LoadOptions options, String databaseUrl) throws IOException {
        Nodes nodes = new Nodes();
        try {
            for (int i = 0; i < options.nodes(); i++) {
                nodes.demos.add(DemoJar.start(options, databaseUrl, options.jvmArguments()));
            }
            return nodes;
        } catch (IOException | RuntimeException e) {
            nodes.close();
            throw e;
        }
    }

    Line connect(int client) throws IOException {
        return demos.get(client % demos.size()).connect();
    }

    /** Of all together. */
    Duration cpu() {
        return demos.stream().map(DemoJar::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    /** Of the one that has most. */
    long most(ToLongFunction<DemoJar> megabytes) {
        return demos.stream().mapToLong(megabytes).max().orElseThrow();
    }

    @Override
    public void close() {
        demos.forEach(DemoJar::close);
    }
}
