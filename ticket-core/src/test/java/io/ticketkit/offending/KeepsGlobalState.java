package io.ticketkit.offending;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

public final class KeepsGlobalState {

    static final List<String> FINE = List.of("constant");
    static final AtomicLong COUNTER = new AtomicLong();
    static final ConcurrentMap<String, String> CACHE = new ConcurrentHashMap<>();

    @SuppressWarnings("NonFinalStaticField")
    static int last;

    void set(int value) {
        last = value;
        System.setProperty("user.timezone", "UTC");
    }
}
