package io.ticketkit.offending;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;

public final class StartsThreads {

    Thread thread(Runnable task) {
        return new Thread(task);
    }

    Function<Runnable, Thread> reference() {
        return Thread::new;
    }

    Executor executor() {
        return Executors.newCachedThreadPool();
    }

    public static final class Subclass extends Thread {}
}
