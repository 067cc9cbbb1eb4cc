package io.ticketkit.demo.settings;

import io.ticketkit.RetentionRules;
import java.time.Duration;
import java.util.function.Consumer;

/** For how long what is kept: in days, 0 for ever. */
final class RetentionSettings {
    private static final int LONGEST = (int) RetentionRules.LONGEST.toDays();

    private RetentionSettings() {}

    static RetentionRules of(Environment environment) {
        RetentionRules.Builder rules = RetentionRules.builder();
        days(environment, "CLOSED_TICKETS", rules::closedTickets);
        days(environment, "CONVERSATIONS", rules::conversations);
        days(environment, "IDEMPOTENCY_KEYS", rules::idempotencyKeys);
        days(environment, "RUN_TEXTS", rules::runTexts);
        return rules.build();
    }

    private static void days(Environment environment, String what, Consumer<Duration> rule) {
        int days = environment.whole("TICKET_RETENTION_" + what + "_DAYS", 0, LONGEST, 0);
        if (days > 0) {
            rule.accept(Duration.ofDays(days));
        }
    }
}
