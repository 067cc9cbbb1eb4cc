package io.ticketkit.demo.robust;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** What all clients of a load test share. */
final class Load {
    interface Call {
        Reply send() throws IOException;
    }

    private static final int SHARED = 5;

    private final Latencies latencies = new Latencies();
    /** Requests hold the read lock, so that the writer finds the server idle. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

    private final List<Long> shared = new ArrayList<>();

    private final Set<Long> madeWithSharedKey = ConcurrentHashMap.newKeySet();

    Load(DemoProcess demo) throws IOException {
        try (Wire wire = demo.connect()) {
            for (int i = 0; i < SHARED; i++) {
                Reply reply = wire.call(
                        "POST",
                        "/api/tickets/",
                        "{\"title\":\"Counter 0\",\"description\":\"Changed by all\",\"category\":\"general\"}");
                shared.add(reply.json().get("id").asLong());
            }
        }
    }

    List<Long> shared() {
        return shared;
    }

    Set<Long> madeWithSharedKey() {
        return madeWithSharedKey;
    }

    long anyShared(Random random) {
        return shared.get(random.nextInt(shared.size()));
    }

    Latencies latencies() {
        return latencies;
    }

    Reply timed(String kind, Call call) throws IOException {
        gate.readLock().lock();
        try {
            long start = System.nanoTime();
            Reply reply = call.send();
            latencies.add(kind, System.nanoTime() - start);
            return reply;
        } finally {
            gate.readLock().unlock();
        }
    }

    /** With no request under way. */
    <T> T whileIdle(Supplier<T> look) {
        gate.writeLock().lock();
        try {
            return look.get();
        } finally {
            gate.writeLock().unlock();
        }
    }
}
