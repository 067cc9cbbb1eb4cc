package io.ticketkit.demo.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T14:30:00Z"));
    private final Throttle throttle = new Throttle("tests", clock, 3, Duration.ofSeconds(10));

    private int taken(String key) {
        int taken = 0;
        while (taken < 1000) {
            try {
                throttle.take(key);
                taken++;
            } catch (TooManyAttemptsException e) {
                return taken;
            }
        }
        return taken;
    }

    @Test
    void someAtOnceThenOneAfterEachPause() {
        assertThat(taken("a")).isEqualTo(3);
        clock.advance(Duration.ofMillis(9_999));
        assertThat(taken("a")).isZero();
        clock.advance(Duration.ofMillis(1));
        assertThat(taken("a")).isOne();
        clock.advance(Duration.ofSeconds(20));
        assertThat(taken("a")).isEqualTo(2);
        clock.advance(Duration.ofDays(3));
        assertThat(taken("a")).isEqualTo(3);
    }

    @Test
    void othersAreNotConcerned() {
        assertThat(taken("a")).isEqualTo(3);
        assertThat(taken("b")).isEqualTo(3);
    }

    @Test
    void saysHowLongToWait() {
        taken("a");
        clock.advance(Duration.ofMillis(2_500));
        assertThatThrownBy(() -> throttle.take("a"))
                .isInstanceOfSatisfying(
                        TooManyAttemptsException.class,
                        e -> assertThat(e.seconds()).isEqualTo(8));
    }

    @Test
    void refusingIsNotCountedAndGivingBackIsAsIfItHadNotBeen() {
        taken("a");
        for (int i = 0; i < 100; i++) {
            assertThat(taken("a")).isZero();
        }
        throttle.giveBack("a");
        assertThat(taken("a")).isOne();
        clock.advance(Duration.ofSeconds(10));
        assertThat(taken("a")).isOne();
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOutForLong() {
        taken("a");
        clock.set(clock.instant().minus(Duration.ofDays(400)));
        assertThat(taken("a")).isZero();
        clock.advance(Duration.ofSeconds(30));
        assertThat(taken("a")).isEqualTo(3);
    }

    /** An attacker with a million names neither makes it grow nor frees the one who tries too often. */
    @Test
    void manyKeysFreeNone() {
        taken("victim");
        for (int i = 0; i < 1_000_000; i++) {
            try {
                throttle.take("attacker" + i);
            } catch (TooManyAttemptsException e) {
                // its place was used up by others
            }
        }
        assertThat(taken("victim")).isZero();
    }

    @Test
    void manyAtTheSameTimeAreCountedOnceEach() {
        AtomicInteger all = new AtomicInteger();
        IntStream.range(0, 64).parallel().forEach(i -> all.addAndGet(taken("a")));
        assertThat(all.get()).isEqualTo(3);
    }
}
