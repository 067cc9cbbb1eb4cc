package io.ticketkit.internal;

import io.ticketkit.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts rounds that are under way, so that whoever closes can wait for their end. Thread-safe. */
final class Running {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int rounds;
    private volatile boolean ended;

    /** Whether a round may begin; then it must be left. */
    boolean enter() {
        lock.lock();
        try {
            if (!ended) {
                rounds++;
            }
            return !ended;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            rounds--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        return ended;
    }

    /** Lets no round begin any more, and waits for those that are under way. */
    void end(Duration most) {
        Deadline deadline = Deadline.after(most);
        lock.lock();
        try {
            ended = true;
            while (rounds > 0 && !deadline.hasPassed()) {
                idle.await(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
