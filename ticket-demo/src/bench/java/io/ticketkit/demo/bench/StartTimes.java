package io.ticketkit.demo.bench;

import io.ticketkit.demo.testing.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How long it takes from the start of the process to the first right answer. */
final class StartTimes {
    private static final byte[] FIRST = Line.request("GET", "/api/tickets/?limit=1", "");

    private final LoadOptions options;
    private final String databaseUrl;

    StartTimes(LoadOptions options, String databaseUrl) {
        this.options = options;
        this.databaseUrl = databaseUrl;
    }

    /**
     * Seconds.
     *
     * @param with with a class-data archive
     */
    record Found(Spread without, Spread with) {}

    /** Makes an archive as docs/operations.md says, then measures both in turn. */
    Found measure() throws IOException {
        Path archive = options.output().resolve("ticket-demo.jsa");
        Files.deleteIfExists(archive);
        start(List.of("-XX:ArchiveClassesAtExit=" + archive));
        if (!Files.exists(archive)) {
            throw new IllegalStateException("no archive: " + archive);
        }
        double[] without = new double[options.starts()];
        double[] with = new double[options.starts()];
        for (int i = 0; i < options.starts(); i++) {
            without[i] = start(List.of());
            with[i] = start(List.of("-XX:SharedArchiveFile=" + archive));
        }
        return new Found(Spread.of(without), Spread.of(with));
    }

    private double start(List<String> jvmArguments) throws IOException {
        long start = System.nanoTime();
        try (DemoJar demo = DemoJar.start(options, databaseUrl, jvmArguments);
                Line line = demo.connect()) {
            int status = line.exchange(FIRST);
            double seconds = (System.nanoTime() - start) / 1e9;
            if (status != 200) {
                throw new IllegalStateException(line.head() + line.body());
            }
            return seconds;
        }
    }
}
