package io.ticketkit.llm.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Deadline;
import io.ticketkit.llm.internal.http.CircuitBreaker.Permit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final CircuitBreaker breaker = new CircuitBreaker(2, Duration.ofSeconds(30), new NoPause());

    @Test
    void letsOneProbeThroughAtATime() {
        breaker.tryAcquire().orElseThrow().failed(true);
        Permit probe = breaker.tryAcquire().orElseThrow();
        assertThat(breaker.tryAcquire()).isEmpty();
        probe.answered();
        assertThat(breaker.tryAcquire()).isPresent();
        assertThat(breaker.tryAcquire()).isPresent();
    }

    @Test
    void aProbeThatTellsNothingMakesRoomForTheNext() {
        breaker.tryAcquire().orElseThrow().failed(true);
        try (Permit probe = breaker.tryAcquire().orElseThrow()) {
            assertThat(probe).isNotNull();
        }
        Permit next = breaker.tryAcquire().orElseThrow();
        assertThat(breaker.tryAcquire()).isEmpty();
        next.failed(false);
        assertThat(breaker.tryAcquire()).as("open again, and the pause is over").isPresent();
    }

    @Test
    void callsThatBeganBeforeSayNothingOfTheProbe() {
        Permit slow = breaker.tryAcquire().orElseThrow();
        Permit slower = breaker.tryAcquire().orElseThrow();
        breaker.tryAcquire().orElseThrow().failed(true);
        slow.answered();
        Permit probe = breaker.tryAcquire().orElseThrow();
        assertThat(breaker.tryAcquire()).as("still open").isEmpty();
        slower.failed(true);
        probe.answered();
        assertThat(breaker.tryAcquire()).isPresent();
        assertThat(breaker.tryAcquire()).isPresent();
    }

    @Test
    void countsOnlyFailuresInARow() {
        breaker.tryAcquire().orElseThrow().failed(false);
        breaker.tryAcquire().orElseThrow().answered();
        breaker.tryAcquire().orElseThrow().failed(false);
        Permit one = breaker.tryAcquire().orElseThrow();
        assertThat(breaker.tryAcquire()).isPresent();
        one.failed(false);
        assertThat(breaker.tryAcquire()).as("the probe").isPresent();
        assertThat(breaker.tryAcquire()).as("open, with one probe under way").isEmpty();
    }

    private static final class NoPause implements Timing {
        @Override
        public Deadline after(Duration duration) {
            return Deadline.after(Duration.ZERO);
        }

        @Override
        public void sleep(Duration duration) {}

        @Override
        public double random() {
            return 0;
        }
    }
}
