package io.ticketkit;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets are wanted, and in which order. A ticket must meet every filter; of a filter with several values it
 * must meet one. A filter without values does not filter. Immutable.
 *
 * <pre>{@code
 * TicketQuery urgentBilling = TicketQuery.builder()
 *         .statuses(Status.OPEN, Status.IN_PROGRESS)
 *         .categories("billing")
 *         .text("refund")
 *         .order(TicketOrder.PRIORITY)
 *         .build();
 * }</pre>
 */
public final class TicketQuery {
    private static final TicketQuery ALL = builder().build();

    private final SortedSet<String> categories;
    private final Set<Priority> priorities;
    private final Set<Status> statuses;
    private final Set<Sentiment> sentiments;
    private final SortedSet<String> assignees;
    private final boolean unassigned;
    private final SortedSet<String> requesters;
    private final SortedSet<String> teams;
    private final SortedSet<String> tags;
    private final SortedMap<String, String> attributes;
    private final @Nullable HostReference hostReference;
    private final @Nullable Boolean needsReview;
    private final @Nullable Instant createdAfter;
    private final @Nullable Instant createdBefore;
    private final @Nullable String text;
    private final TicketOrder order;

    private TicketQuery(Builder builder) {
        this.categories = Collections.unmodifiableSortedSet(Text.stripped(builder.categories));
        this.priorities = Collections.unmodifiableSet(EnumSet.copyOf(builder.priorities));
        this.statuses = Collections.unmodifiableSet(EnumSet.copyOf(builder.statuses));
        this.sentiments = Collections.unmodifiableSet(EnumSet.copyOf(builder.sentiments));
        this.assignees = Collections.unmodifiableSortedSet(Text.stripped(builder.assignees));
        this.unassigned = builder.unassigned;
        this.requesters = Collections.unmodifiableSortedSet(Text.stripped(builder.requesters));
        this.teams = Collections.unmodifiableSortedSet(Text.stripped(builder.teams));
        this.tags = Collections.unmodifiableSortedSet(Text.stripped(builder.tags));
        this.attributes = Collections.unmodifiableSortedMap(Text.stripped(builder.attributes));
        this.hostReference = builder.hostReference;
        this.needsReview = builder.needsReview;
        this.createdAfter = builder.createdAfter;
        this.createdBefore = builder.createdBefore;
        this.text = builder.text;
        this.order = builder.order;
    }

    /** {@return a query for every ticket, newest first} */
    public static TicketQuery all() {
        return ALL;
    }

    /** {@return a builder that filters nothing, newest first} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the codes of the wanted categories; empty for any} */
    public SortedSet<String> categories() {
        return categories;
    }

    /** {@return the wanted priorities; empty for any} */
    public Set<Priority> priorities() {
        return priorities;
    }

    /** {@return the wanted statuses; empty for any} */
    public Set<Status> statuses() {
        return statuses;
    }

    /** {@return the wanted sentiments; empty for any} */
    public Set<Sentiment> sentiments() {
        return sentiments;
    }

    /** {@return the wanted assignees; empty for any, unless {@link #unassigned()}} */
    public SortedSet<String> assignees() {
        return assignees;
    }

    /** {@return whether tickets without assignee are wanted; together with assignees it is one or the other} */
    public boolean unassigned() {
        return unassigned;
    }

    /** {@return the wanted requesters; empty for any} */
    public SortedSet<String> requesters() {
        return requesters;
    }

    /** {@return the wanted teams; empty for any} */
    public SortedSet<String> teams() {
        return teams;
    }

    /** {@return the wanted tags, of which a ticket must have one; empty for any} */
    public SortedSet<String> tags() {
        return tags;
    }

    /** {@return attributes that a ticket must all have with exactly these values; empty for any} */
    public SortedMap<String, String> attributes() {
        return attributes;
    }

    /** {@return the wanted host object, or empty for any} */
    public Optional<HostReference> hostReference() {
        return Optional.ofNullable(hostReference);
    }

    /** {@return true for tickets that need review, false for those that do not, or empty for both} */
    public Optional<Boolean> needsReview() {
        return Optional.ofNullable(needsReview);
    }

    /** {@return the earliest time of creation, itself included, or empty} */
    public Optional<Instant> createdAfter() {
        return Optional.ofNullable(createdAfter);
    }

    /** {@return the time of creation that is too late, or empty} */
    public Optional<Instant> createdBefore() {
        return Optional.ofNullable(createdBefore);
    }

    /** {@return the words to search, or empty; never blank} */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /** {@return the order of the list} */
    public TicketOrder order() {
        return order;
    }

    /** {@return what is wrong with this query; empty when nothing is} */
    public List<Violation> violations() {
        return new FieldRules()
                .filter("category", categories, Limits.NAME)
                .filter("assignee", assignees, Limits.PERSON)
                .filter("requester", requesters, Limits.PERSON)
                .filter("team", teams, Limits.NAME)
                .filter("tag", tags, Limits.NAME)
                .attributes(attributes)
                .hostReference(hostReference)
                .search(text)
                .violations();
    }

    /** Nothing of the values, which may be personal. */
    @Override
    public String toString() {
        return "TicketQuery[" + order + "]";
    }

    /** Collects a query; not thread-safe. A filter given again adds values. */
    public static final class Builder {
        private final Set<String> categories = new TreeSet<>();
        private final Set<Priority> priorities = EnumSet.noneOf(Priority.class);
        private final Set<Status> statuses = EnumSet.noneOf(Status.class);
        private final Set<Sentiment> sentiments = EnumSet.noneOf(Sentiment.class);
        private final Set<String> assignees = new TreeSet<>();
        private boolean unassigned;
        private final Set<String> requesters = new TreeSet<>();
        private final Set<String> teams = new TreeSet<>();
        private final Set<String> tags = new TreeSet<>();
        private final Map<String, String> attributes = new TreeMap<>();
        private @Nullable HostReference hostReference;
        private @Nullable Boolean needsReview;
        private @Nullable Instant createdAfter;
        private @Nullable Instant createdBefore;
        private @Nullable String text;
        private TicketOrder order = TicketOrder.NEWEST;

        private Builder() {}

        /**
         * Filters by category.
         * @param codes codes, of retired categories too
         * @return this
         */
        public Builder categories(String... codes) {
            return categories(List.of(codes));
        }

        /**
         * Filters by category.
         * @param codes codes, of retired categories too
         * @return this
         */
        public Builder categories(Collection<String> codes) {
            categories.addAll(codes);
            return this;
        }

        /**
         * Filters by priority.
         * @param values any of these
         * @return this
         */
        public Builder priorities(Priority... values) {
            priorities.addAll(List.of(values));
            return this;
        }

        /**
         * Filters by status.
         * @param values any of these
         * @return this
         */
        public Builder statuses(Status... values) {
            statuses.addAll(List.of(values));
            return this;
        }

        /**
         * Filters by sentiment.
         * @param values any of these
         * @return this
         */
        public Builder sentiments(Sentiment... values) {
            sentiments.addAll(List.of(values));
            return this;
        }

        /**
         * Filters by assignee.
         * @param ids any of these
         * @return this
         */
        public Builder assignees(String... ids) {
            assignees.addAll(List.of(ids));
            return this;
        }

        /**
         * Wants tickets without assignee; together with {@link #assignees} it is one or the other.
         * @return this
         */
        public Builder unassigned() {
            this.unassigned = true;
            return this;
        }

        /**
         * Filters by requester.
         * @param ids any of these
         * @return this
         */
        public Builder requesters(String... ids) {
            requesters.addAll(List.of(ids));
            return this;
        }

        /**
         * Filters by team.
         * @param names any of these
         * @return this
         */
        public Builder teams(String... names) {
            teams.addAll(List.of(names));
            return this;
        }

        /**
         * Filters by tag.
         * @param values at least one of these
         * @return this
         */
        public Builder tags(String... values) {
            tags.addAll(List.of(values));
            return this;
        }

        /**
         * Filters by a value of the host's own; several attributes must all match.
         * @param name the attribute
         * @param value exactly this value
         * @return this
         */
        public Builder attribute(String name, String value) {
            attributes.put(name, value);
            return this;
        }

        /**
         * Filters by the host's object.
         * @param reference the object, or null for any
         * @return this
         */
        public Builder hostReference(@Nullable HostReference reference) {
            this.hostReference = reference;
            return this;
        }

        /**
         * Filters by the need of review.
         * @param value true, false, or null for both
         * @return this
         */
        public Builder needsReview(@Nullable Boolean value) {
            this.needsReview = value;
            return this;
        }

        /**
         * Filters by time of creation.
         * @param from the earliest, itself included, or null for any
         * @return this
         */
        public Builder createdAfter(@Nullable Instant from) {
            this.createdAfter = from;
            return this;
        }

        /**
         * Filters by time of creation.
         * @param end the first that is too late, or null for any
         * @return this
         */
        public Builder createdBefore(@Nullable Instant end) {
            this.createdBefore = end;
            return this;
        }

        /**
         * Searches: every word must begin a word of title or description, in any case and accent. A text of nothing
         * but punctuation finds nothing.
         * @param words up to 500 characters; null or blank for no search
         * @return this
         */
        public Builder text(@Nullable String words) {
            this.text = words == null || words.isBlank() ? null : words;
            return this;
        }

        /**
         * Sets the order.
         * @param value the order
         * @return this
         */
        public Builder order(TicketOrder value) {
            this.order = value;
            return this;
        }

        /** {@return the query, not checked yet} */
        public TicketQuery build() {
            return new TicketQuery(this);
        }
    }
}
