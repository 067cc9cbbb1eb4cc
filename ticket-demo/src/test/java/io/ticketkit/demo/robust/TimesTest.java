package io.ticketkit.demo.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.testing.Spread;
import io.ticketkit.demo.testing.Times;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static Times upTo(int millis) {
        int[] micros = IntStream.rangeClosed(1, millis)
                .map(i -> (millis + 1 - i) * 1000)
                .toArray();
        return Times.ofMicros(micros, millis);
    }

    @Test
    void aShareIsTheTimeThatManyCallsTookAtMost() {
        assertThat(upTo(100).millis(0.5)).isEqualTo(50);
        assertThat(upTo(100).millis(0.99)).isEqualTo(99);
        assertThat(upTo(100).longestMillis()).isEqualTo(100);
        assertThat(upTo(3).millis(0.5)).isEqualTo(2);
        assertThat(upTo(1).millis(0.01)).isEqualTo(1);
    }

    @Test
    void onlySoManyElementsCount() {
        Times times = Times.ofMicros(new int[] {4_000, 2_000, 9_000, 9_000}, 2);
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.longestMillis()).isEqualTo(4);
    }

    @Test
    void partsAreCountedTogether() {
        Times times = Times.together(List.of(upTo(1), upTo(99)));
        assertThat(times.count()).isEqualTo(100);
        assertThat(times.millis(0.5)).isEqualTo(49);
    }

    @Test
    void nothingTookNoTime() {
        assertThat(Times.together(List.of()).longestMillis()).isZero();
        assertThat(Spread.of()).isEqualTo(new Spread(0, 0, 0));
    }

    @Test
    void theMedianLiesInTheMiddle() {
        assertThat(Spread.of(30, 10, 20)).isEqualTo(new Spread(10, 20, 30));
        assertThat(Spread.of(40, 10, 20, 30)).isEqualTo(new Spread(10, 25, 40));
    }
}
