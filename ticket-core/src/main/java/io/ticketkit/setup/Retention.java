package io.ticketkit.setup;

import io.ticketkit.RetentionRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** How long a kit keeps what, and who drives the removing. Immutable. */
public final class Retention {
    private final RetentionRules rules;
    private final Map<String, RetentionRules> byTenant;
    private final @Nullable ScheduledExecutorService executor;
    private final Duration every;

    private Retention(
            RetentionRules rules,
            Map<String, RetentionRules> byTenant,
            @Nullable ScheduledExecutorService executor,
            Duration every) {
        this.rules = rules;
        this.byTenant = Map.copyOf(byTenant);
        this.executor = executor;
        this.every = every;
    }

    /**
     * Rules for all tenants, heeded {@link #onTick()}.
     *
     * @param rules the rules
     * @return that retention
     */
    public static Retention of(RetentionRules rules) {
        return new Retention(rules, Map.of(), null, Duration.ofHours(1));
    }

    /**
     * Other rules for one tenant, in place of those for all.
     *
     * @param tenant whose
     * @param others its rules
     * @return a new object
     */
    public Retention forTenant(String tenant, RetentionRules others) {
        Map<String, RetentionRules> all = new HashMap<>(byTenant);
        all.put(tenant, others);
        return new Retention(rules, all, executor, every);
    }

    /** {@return retention that happens whenever the host calls {@link io.ticketkit.RetentionWorker#tick()}; the default} */
    public Retention onTick() {
        return new Retention(rules, byTenant, null, every);
    }

    /**
     * Retention that happens by itself, at once and then {@link #every} so often.
     *
     * @param value whose thread it keeps busy while it removes; stays the host's and is never shut down
     * @return a new object
     */
    public Retention on(ScheduledExecutorService value) {
        return new Retention(rules, byTenant, value, every);
    }

    /**
     * Sets the pause after there was nothing left to remove. Default: 1 hour.
     *
     * @param value 1 second to 7 days
     * @return a new object
     * @throws IllegalArgumentException when it is out of range
     */
    public Retention every(Duration value) {
        if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException("every must be at least a second and at most 7 days");
        }
        return new Retention(rules, byTenant, executor, value);
    }

    RetentionRules of(String tenant) {
        return byTenant.getOrDefault(tenant, rules);
    }

    Optional<ScheduledExecutorService> executor() {
        return Optional.ofNullable(executor);
    }

    Duration every() {
        return every;
    }
}
