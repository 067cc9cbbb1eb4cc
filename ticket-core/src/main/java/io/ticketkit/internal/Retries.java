package io.ticketkit.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When the classifier is asked again in the background. */
final class Retries {
    /** After the first failure, the second, …: there are no more attempts than that, and the first. */
    private static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private static final Duration POSTPONED = Duration.ofMinutes(1);

    private static final Set<FailureReason> TRANSIENT = EnumSet.of(
            FailureReason.TIMEOUT,
            FailureReason.UNREACHABLE,
            FailureReason.RATE_LIMITED,
            FailureReason.SERVER_ERROR,
            FailureReason.INTERRUPTED,
            FailureReason.CIRCUIT_OPEN,
            FailureReason.BUSY);

    private Retries() {}

    /** Whether the run goes on waiting as if it had not been claimed: nobody was asked, and it says nothing of it. */
    static boolean isPostponed(ClassificationRun run) {
        boolean notNow = run.failure()
                .filter(reason -> reason == FailureReason.BUSY || reason == FailureReason.CIRCUIT_OPEN)
                .isPresent();
        return notNow && run.call().map(call -> call.attempts() == 0).orElse(true);
    }

    /** Whether asking again later may help. */
    static boolean isTransient(FailureReason reason) {
        return TRANSIENT.contains(reason);
    }

    static Instant postponedTo(Instant now) {
        return now.plus(POSTPONED);
    }

    /** When the next attempt is due after this one; empty when there is none. */
    static Optional<Instant> dueAfter(ClassificationRun run, int attempt, Instant now) {
        FailureReason reason = run.failure().orElse(null);
        if (reason == null || attempt > DELAYS.size()) {
            return Optional.empty();
        } else if (reason == FailureReason.LOST) {
            return Optional.of(now);
        } else if (reason == FailureReason.BUDGET_SPENT) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            return Optional.of(today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        }
        return TRANSIENT.contains(reason) ? Optional.of(now.plus(DELAYS.get(attempt - 1))) : Optional.empty();
    }
}
