package io.ticketkit.demo.robust;

import io.ticketkit.demo.testing.Times;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How many requests of each kind, and how long they took. */
final class Latencies {
    private static final int MOST = 1 << 20;

    private final Map<String, Samples> byKind = new ConcurrentSkipListMap<>();

    private static final class Samples {
        private final AtomicInteger count = new AtomicInteger();
        private int[] micros = new int[1024];

        synchronized void add(long nanos) {
            int index = count.getAndIncrement();
            if (index < MOST) {
                micros = index < micros.length ? micros : Arrays.copyOf(micros, index * 2);
                micros[index] = (int) Math.min(Integer.MAX_VALUE, nanos / 1000);
            }
        }

        synchronized String summary() {
            Times times = Times.ofMicros(micros, Math.min(MOST, count.get()));
            return count + " " + millis(times.millis(0.5)) + "/" + millis(times.millis(0.99)) + "/"
                    + millis(times.longestMillis());
        }

        private static String millis(double millis) {
            return String.valueOf((long) millis);
        }
    }

    void add(String kind, long nanos) {
        byKind.computeIfAbsent(kind, k -> new Samples()).add(nanos);
    }

    int count() {
        return byKind.values().stream().mapToInt(samples -> samples.count.get()).sum();
    }

    /** For each kind its count, and p50, p99 and longest in milliseconds. */
    @Override
    public String toString() {
        return byKind.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().summary())
                .collect(Collectors.joining(", "));
    }
}
