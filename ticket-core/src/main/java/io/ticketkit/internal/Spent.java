package io.ticketkit.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.spi.JobSpending;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** What runs cost. */
final class Spent {
    private Spent() {}

    static JobSpending on(Collection<ClassificationRun> runs, Duration took) {
        BigDecimal cost = runs.stream()
                .map(run -> run.call().flatMap(ModelCall::cost))
                .flatMap(Optional::stream)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long unknown = runs.stream().filter(ClassificationRun::isCostUnknown).count();
        long lost = runs.stream()
                .filter(run -> run.failure()
                        .filter(reason -> reason == FailureReason.LOST)
                        .isPresent())
                .count();
        return new JobSpending(cost, (int) unknown, (int) lost, took);
    }
}
