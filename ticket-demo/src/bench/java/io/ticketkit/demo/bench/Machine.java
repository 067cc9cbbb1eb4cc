package io.ticketkit.demo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** What it runs on. */
final class Machine {
    private Machine() {}

    static String describe() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("os.name") + ", Java " + System.getProperty("java.version");
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    /**
     * What all cores did so far, in hundredths of a second; zeros where nobody says.
     *
     * @param busy work of any process here
     * @param stolen what the hypervisor gave to others while there was work here
     * @param all with idling
     */
    record Ticks(long busy, long stolen, long all) {
        static Ticks now() {
            try (Stream<String> lines = Files.lines(Path.of("/proc/stat"))) {
                // user, nice, system, idle, waiting for disks, interrupts (2), stolen
                long[] fields = lines.findFirst().stream()
                        .flatMap(line -> Arrays.stream(line.split(" +")).skip(1))
                        .mapToLong(Long::parseLong)
                        .limit(8)
                        .toArray();
                long all = Arrays.stream(fields).sum();
                return new Ticks(all - fields[3] - fields[4] - fields[7], fields[7], all);
            } catch (IOException e) {
                return new Ticks(0, 0, 0);
            }
        }

        Ticks since(Ticks before) {
            return new Ticks(busy - before.busy, stolen - before.stolen, all - before.all);
        }

        double busySeconds() {
            return busy / 100.0;
        }

        double stolenPercent() {
            return all == 0 ? 0 : 100.0 * stolen / all;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "busy %.0f %%, taken by the hypervisor %.1f %%",
                    all == 0 ? 0 : 100.0 * busy / all,
                    stolenPercent());
        }
    }
}
