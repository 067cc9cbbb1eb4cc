package io.ticketkit;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which similar tickets are wanted. Immutable. */
public final class SimilarQuery {
    /** The limit unless another is set. */
    public static final int DEFAULT_LIMIT = 5;

    private static final int MOST = 50;
    private static final double LEAST = 0.15;
    private static final double DUPLICATE = 0.4;

    private final Set<Status> statuses;
    private final int limit;
    private final double minScore;

    private SimilarQuery(Builder builder) {
        this.statuses = Collections.unmodifiableSet(EnumSet.copyOf(builder.statuses));
        this.limit = builder.limit;
        this.minScore = builder.minScore;
    }

    /** {@return a query for the nearest tickets of any status} */
    public static SimilarQuery all() {
        return builder().build();
    }

    /** {@return a query for the nearest tickets that are resolved or closed: whose answer may help} */
    public static SimilarQuery solved() {
        return builder().statuses(Status.RESOLVED, Status.CLOSED).build();
    }

    /** {@return a query for likely duplicates: tickets not yet resolved that share much of the text} */
    public static SimilarQuery duplicates() {
        return builder()
                .statuses(Status.OPEN, Status.IN_PROGRESS)
                .minScore(DUPLICATE)
                .build();
    }

    /** {@return a builder for the nearest 5 of any status} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that has all of this} */
    public Builder toBuilder() {
        Builder builder = new Builder().limit(limit).minScore(minScore);
        builder.statuses = EnumSet.copyOf(statuses);
        return builder;
    }

    /** {@return of which statuses: any of these; never empty} */
    public Set<Status> statuses() {
        return statuses;
    }

    /** {@return how many at most} */
    public int limit() {
        return limit;
    }

    /** {@return from which score on: 0 to 1} */
    public double minScore() {
        return minScore;
    }

    @Override
    public String toString() {
        return "SimilarQuery[" + statuses + ", " + limit + " from " + minScore + "]";
    }

    /** Collects a query; not thread-safe. */
    public static final class Builder {
        private Set<Status> statuses = EnumSet.allOf(Status.class);
        private int limit = DEFAULT_LIMIT;
        private double minScore = LEAST;

        private Builder() {}

        /**
         * Wants only some statuses.
         * @param values any of these; none means all
         * @return this
         */
        public Builder statuses(Status... values) {
            this.statuses = values.length == 0 ? EnumSet.allOf(Status.class) : EnumSet.copyOf(List.of(values));
            return this;
        }

        /**
         * Bounds how many.
         * @param value 1 to 50; {@value SimilarQuery#DEFAULT_LIMIT} unless set
         * @return this
         * @throws ValidationException when it is out of range
         */
        public Builder limit(int value) {
            if (value < 1 || value > MOST) {
                throw new ValidationException(
                        List.of(new Violation("limit", "Ensure this value is between 1 and " + MOST + ".")));
            }
            this.limit = value;
            return this;
        }

        /**
         * Sets from which score on.
         * @param value 0 to 1; what shares nothing is never found
         * @return this
         * @throws ValidationException when it is out of range
         */
        public Builder minScore(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new ValidationException(
                        List.of(new Violation("min_score", "Ensure this value is between 0 and 1.")));
            }
            this.minScore = value;
            return this;
        }

        /** {@return the query} */
        public SimilarQuery build() {
            return new SimilarQuery(this);
        }
    }
}
