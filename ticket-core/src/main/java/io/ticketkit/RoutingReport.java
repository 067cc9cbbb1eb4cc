package io.ticketkit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link Routing} would do with a ticket, and why. Immutable. */
public final class RoutingReport {
    /** What a rule may ask of a ticket, in the order in which it is looked at. */
    public enum Condition {
        /** Its category. */
        CATEGORY,
        /** Its priority. */
        PRIORITY,
        /** Its tags. */
        TAG,
        /** Who asks for help. */
        REQUESTER,
        /** Its title and description. */
        TEXT;

        /** {@return the name used in JSON: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }
    }

    /** What came of one rule. Immutable. */
    public static final class Line {
        private final String rule;
        private final @Nullable Condition failed;
        private final List<FieldChange> changes;

        private Line(String rule, @Nullable Condition failed, List<FieldChange> changes) {
            this.rule = Objects.requireNonNull(rule, "rule");
            this.failed = failed;
            this.changes = List.copyOf(changes);
        }

        /**
         * A rule that fits.
         *
         * @param rule its name
         * @param changes what it changes, after the rules before it
         * @return the line
         */
        public static Line matched(String rule, List<FieldChange> changes) {
            return new Line(rule, null, changes);
        }

        /**
         * A rule that does not fit.
         *
         * @param rule its name
         * @param failed the first condition that does not hold
         * @return the line
         */
        public static Line failed(String rule, Condition failed) {
            return new Line(rule, failed, List.of());
        }

        /** {@return the name of the rule} */
        public String rule() {
            return rule;
        }

        /** {@return whether the rule fits: true or false} */
        public boolean isMatched() {
            return failed == null;
        }

        /** {@return the first condition that does not hold, or empty when all do} */
        public Optional<Condition> failed() {
            return Optional.ofNullable(failed);
        }

        /**
         * What the rule changes, given what the rules before it have changed.
         *
         * @return empty also where all it sets is set already: chosen by somebody, or by a rule before it
         */
        public List<FieldChange> changes() {
            return changes;
        }

        @Override
        public String toString() {
            return rule + (failed == null ? ": " + changes : ": not its " + failed.wireName());
        }
    }

    private final List<Line> lines;
    private final List<FieldChange> changes;

    private RoutingReport(List<Line> lines, List<FieldChange> changes) {
        this.lines = List.copyOf(lines);
        this.changes = List.copyOf(changes);
    }

    /**
     * Made by TicketKit and tests.
     *
     * @param lines one for every rule, in their order
     * @param changes what changes in all
     * @return the report
     */
    public static RoutingReport of(List<Line> lines, List<FieldChange> changes) {
        return new RoutingReport(lines, changes);
    }

    /** {@return what came of every rule, in their order: unmodifiable} */
    public List<Line> lines() {
        return lines;
    }

    /** {@return what would change of the ticket: unmodifiable, possibly empty} */
    public List<FieldChange> changes() {
        return changes;
    }

    @Override
    public String toString() {
        return "RoutingReport" + lines;
    }
}
