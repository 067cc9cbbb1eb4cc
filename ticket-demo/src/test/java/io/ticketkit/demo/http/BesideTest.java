package io.ticketkit.demo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BesideTest {
    private final Beside beside = new Beside();

    private static Supplier<String> meeting(CyclicBarrier other, String name) {
        return () -> {
            try {
                other.await(30, TimeUnit.SECONDS);
                return name;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Test
    void bothAreAtWorkAtTheSameTime() {
        CyclicBarrier met = new CyclicBarrier(2);

        String both = beside.both(meeting(met, "here"), meeting(met, "there"), (here, there) -> here + " " + there);

        assertThat(both).isEqualTo("here there");
    }

    @Test
    void theFailureOfEitherIsThrownAsItIs() {
        IllegalStateException failure = new IllegalStateException("the database is gone");
        Supplier<String> fails = () -> {
            throw failure;
        };

        assertThatThrownBy(() -> beside.both(fails, () -> "there", String::concat))
                .isSameAs(failure);
        assertThatThrownBy(() -> beside.both(() -> "here", fails, String::concat))
                .isSameAs(failure);
    }

    /** The other one may still need what would be closed then. */
    @Test
    void aFailureIsThrownWhenTheOtherOneHasEnded() {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();

        assertThatThrownBy(() -> beside.both(
                        () -> {
                            await(started);
                            throw new IllegalStateException("no");
                        },
                        () -> {
                            started.countDown();
                            sleep();
                            ended.set(true);
                            return "";
                        },
                        (here, there) -> ""))
                .hasMessage("no");

        assertThat(ended).isTrue();
    }

    @Test
    void whoFindsAllThreadsBusyDoesBoth() throws InterruptedException {
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(4);
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread other = new Thread(() -> beside.both(
                    () -> "",
                    () -> {
                        busy.countDown();
                        return await(free);
                    },
                    String::concat));
            others.add(other);
            other.start();
        }
        await(busy);

        Thread me = Thread.currentThread();
        List<Thread> both = beside.both(Thread::currentThread, Thread::currentThread, List::of);

        assertThat(both).containsExactly(me, me);
        free.countDown();
        for (Thread other : others) {
            other.join();
        }
    }

    private static String await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
