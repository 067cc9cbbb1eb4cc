package io.ticketkit;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a {@link Routing}: which tickets it is for, and what it does with them. Immutable.
 *
 * <pre>{@code
 * RoutingRule rule = RoutingRule.builder("refunds")
 *         .whenCategory("billing").whenText("refund", "money back")
 *         .team("billing").priority(Priority.HIGH).addTags("refund")
 *         .build();
 * }</pre>
 */
public final class RoutingRule {
    private final String name;
    private final SortedSet<String> categories;
    private final Set<Priority> priorities;
    private final SortedSet<String> tags;
    private final SortedSet<String> texts;
    private final SortedSet<String> requesters;
    private final @Nullable String team;
    private final @Nullable String assignee;
    private final @Nullable Priority priority;
    private final SortedSet<String> addedTags;

    private RoutingRule(Builder builder) {
        this.name = builder.name;
        this.categories = new TreeSet<>(builder.categories);
        this.priorities = Set.copyOf(builder.priorities);
        this.tags = new TreeSet<>(builder.tags);
        this.texts = new TreeSet<>(builder.texts);
        this.requesters = new TreeSet<>(builder.requesters);
        this.team = builder.team;
        this.assignee = builder.assignee;
        this.priority = builder.priority;
        this.addedTags = new TreeSet<>(builder.addedTags);
    }

    /**
     * Starts a rule for all tickets, that does nothing.
     *
     * @param name what it is called in reports, 1 to 64 characters
     * @return a builder
     * @throws ValidationException when the name is not valid
     */
    public static Builder builder(String name) {
        return new Builder(Text.require("name", name, Limits.NAME));
    }

    /** {@return what it is called: the name} */
    public String name() {
        return name;
    }

    /** {@return the categories it is for, by code, label or alias; empty for any} */
    public Collection<String> categories() {
        return List.copyOf(categories);
    }

    /** {@return the priorities it is for; empty for any} */
    public Set<Priority> priorities() {
        return priorities;
    }

    /** {@return the tags of which a ticket must have one; empty when it needs none} */
    public Collection<String> tags() {
        return List.copyOf(tags);
    }

    /** {@return the texts of which a ticket must have one; empty for any} */
    public Collection<String> texts() {
        return List.copyOf(texts);
    }

    /** {@return the requesters it is for, and endings of requesters, after a star; empty for any} */
    public Collection<String> requesters() {
        return List.copyOf(requesters);
    }

    /** {@return the team it gives, or empty when it gives none} */
    public Optional<String> team() {
        return Optional.ofNullable(team);
    }

    /** {@return the assignee it gives, or empty when it gives none} */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /** {@return the priority it gives, or empty when it gives none} */
    public Optional<Priority> priority() {
        return Optional.ofNullable(priority);
    }

    /** {@return the tags it adds; possibly none} */
    public Collection<String> addedTags() {
        return List.copyOf(addedTags);
    }

    @Override
    public String toString() {
        return "RoutingRule[" + name + "]";
    }

    /**
     * Collects a rule; not thread-safe. A rule applies when all its conditions hold, and a condition holds when one of its
     * values does. Each has at most 100 values.
     */
    public static final class Builder {
        private final String name;
        private final Set<String> categories = new TreeSet<>();
        private final Set<Priority> priorities = EnumSet.noneOf(Priority.class);
        private final Set<String> tags = new TreeSet<>();
        private final Set<String> texts = new TreeSet<>();
        private final Set<String> requesters = new TreeSet<>();
        private @Nullable String team;
        private @Nullable String assignee;
        private @Nullable Priority priority;
        private final Set<String> addedTags = new TreeSet<>();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Only for tickets of one of these categories.
         * @param names codes, labels or aliases; the kit refuses to be built when its taxonomy has no such category
         * @return this
         * @throws ValidationException when a name is not valid
         */
        public Builder whenCategory(String... names) {
            categories.addAll(Text.names("categories", List.of(names), Limits.NAME));
            return this;
        }

        /**
         * Only for tickets of one of these priorities.
         * @param values the priorities
         * @return this
         */
        public Builder whenPriority(Priority... values) {
            priorities.addAll(List.of(values));
            return this;
        }

        /**
         * Only for tickets that have one of these tags.
         * @param names each 1 to 64 characters
         * @return this
         * @throws ValidationException when a tag is not valid
         */
        public Builder whenTag(String... names) {
            tags.addAll(Text.names("tags", List.of(names), Limits.NAME));
            return this;
        }

        /**
         * Only for tickets that a search for one of these texts would find: every word of it begins a word of title or
         * description, in any case and accent.
         * @param words each 1 to 500 characters; the kit refuses to be built when there is no letter or digit in it
         * @return this
         * @throws ValidationException when a text is not valid
         */
        public Builder whenText(String... words) {
            texts.addAll(Text.names("texts", List.of(words), Limits.SEARCH));
            return this;
        }

        /**
         * Only for tickets of one of these requesters.
         * @param ids the host's ids, each 1 to 254 characters; or a star and how they end, in any case, for example
         *     {@code *@acme.com}
         * @return this
         * @throws ValidationException when an id is not valid
         */
        public Builder whenRequester(String... ids) {
            requesters.addAll(Text.names("requesters", List.of(ids), Limits.PERSON));
            return this;
        }

        /**
         * Gives the ticket to a team, when it has none.
         * @param value 1 to 64 characters
         * @return this
         * @throws ValidationException when it is not valid
         */
        public Builder team(String value) {
            this.team = Text.require("team", value, Limits.NAME);
            return this;
        }

        /**
         * Gives the ticket to somebody, when nobody has it.
         * @param value 1 to 254 characters
         * @return this
         * @throws ValidationException when it is not valid
         */
        public Builder assignee(String value) {
            this.assignee = Text.require("assignee", value, Limits.PERSON);
            return this;
        }

        /**
         * Sets the priority, when neither a person nor the host has chosen it.
         * @param value the priority
         * @return this
         */
        public Builder priority(Priority value) {
            this.priority = value;
            return this;
        }

        /**
         * Adds tags, as far as a ticket may have more.
         * @param names each 1 to 64 characters; at most 50
         * @return this
         * @throws ValidationException when a tag is not valid
         */
        public Builder addTags(String... names) {
            addedTags.addAll(Text.names("tags", List.of(names), Limits.NAME));
            return this;
        }

        /**
         * Makes the rule.
         *
         * @return the rule
         * @throws ValidationException when it does nothing, or a condition has too many values
         */
        public RoutingRule build() {
            new FieldRules()
                    .filter("categories", categories, Limits.NAME)
                    .filter("tags", tags, Limits.NAME)
                    .filter("texts", texts, Limits.SEARCH)
                    .filter("requesters", requesters, Limits.PERSON)
                    .tags(addedTags)
                    .throwIfAny();
            if (team == null && assignee == null && priority == null && addedTags.isEmpty()) {
                throw new ValidationException(
                        List.of(new Violation("rule", "A rule gives a team, an assignee, a priority or tags.")));
            }
            return new RoutingRule(this);
        }
    }
}
