package io.ticketkit.demo.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bodies that are not there yet are waited for at a time: each holds a worker of the server, and who sends
 * hundreds of them slowly would keep all of them. Safe for concurrent use.
 */
final class Crowd {
    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> waiting = new HashMap<>();
    private int all;

    /**
     * Makes one.
     *
     * @param most how many in all
     * @param mostOfOne how many of one client
     */
    Crowd(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Whether there is a place for one more; it must be left again. */
    synchronized boolean enter(String client) {
        if (all >= most || waiting.getOrDefault(client, 0) >= mostOfOne) {
            return false;
        }
        all++;
        waiting.merge(client, 1, Integer::sum);
        return true;
    }

    synchronized void leave(String client) {
        all--;
        waiting.computeIfPresent(client, (name, count) -> count == 1 ? null : count - 1);
    }

    /** Too many bodies come slowly already. */
    static final class FullException extends IOException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("too many bodies come slowly");
        }

        /** Costs nothing: there may be very many of them. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
