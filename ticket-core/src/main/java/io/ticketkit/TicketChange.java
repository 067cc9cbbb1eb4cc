package io.ticketkit;

import java.util.Collection;
import java.util.EnumMap;
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
 * What somebody wants to change of a ticket; what is not named stays. Holds anything, valid or not;
 * {@link TicketService#update} refuses with every {@link #violations() violation} at once. Immutable.
 *
 * <pre>{@code
 * tickets.update(id, Expected.version(3), TicketChange.builder().priority(Priority.HIGH).addTags("vip").build());
 * }</pre>
 */
public final class TicketChange {
    private final Map<TicketField, Optional<Object>> values;
    private final @Nullable SortedSet<String> replacedTags;
    private final SortedSet<String> addedTags;
    private final SortedSet<String> removedTags;
    private final SortedMap<String, Optional<String>> attributes;
    private final Set<ClassifiedField> accepted;

    private TicketChange(Builder builder) {
        this.values = new EnumMap<>(builder.values);
        this.replacedTags = builder.replacedTags == null ? null : Text.stripped(builder.replacedTags);
        this.addedTags = Text.stripped(builder.addedTags);
        this.removedTags = Text.stripped(builder.removedTags);
        this.attributes = new TreeMap<>(builder.attributes);
        this.accepted = Set.copyOf(builder.accepted);
    }

    /** {@return a builder that changes nothing} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the fields this change names, whether or not it gives them another value} */
    public Set<TicketField> fields() {
        Set<TicketField> fields = EnumSet.noneOf(TicketField.class);
        fields.addAll(values.keySet());
        if (replacedTags != null || !addedTags.isEmpty() || !removedTags.isEmpty()) {
            fields.add(TicketField.TAGS);
        }
        if (!attributes.isEmpty()) {
            fields.add(TicketField.ATTRIBUTES);
        }
        return fields;
    }

    /** {@return the fields whose value shall stand, see {@link Builder#accept}: unmodifiable, possibly empty} */
    public Set<ClassifiedField> accepted() {
        return accepted;
    }

    /** {@return what is wrong with this change, whatever the taxonomy and the ticket; empty when nothing is} */
    public List<Violation> violations() {
        FieldRules rules = new FieldRules();
        title().ifPresent(value -> rules.required(TicketField.TITLE, value, Limits.TITLE));
        description().ifPresent(value -> rules.required(TicketField.DESCRIPTION, value, Limits.DESCRIPTION));
        SortedMap<String, String> set = new TreeMap<>();
        attributes.forEach((name, value) -> set.put(name, value.orElse("")));
        return rules.accepted(accepted)
                .optional(TicketField.REQUESTER, text(TicketField.REQUESTER), Limits.PERSON)
                .optional(TicketField.ASSIGNEE, text(TicketField.ASSIGNEE), Limits.PERSON)
                .optional(TicketField.TEAM, text(TicketField.TEAM), Limits.NAME)
                .optional(TicketField.CHANNEL, text(TicketField.CHANNEL), Limits.CHANNEL)
                .tags(applyTo(new TreeSet<>()))
                .attributes(set)
                .hostReference(
                        get(TicketField.HOST_REFERENCE, HostReference.class).orElse(null))
                .violations();
    }

    /** {@return the new title, stripped, or empty to keep it} */
    public Optional<String> title() {
        return Optional.ofNullable(text(TicketField.TITLE));
    }

    /** {@return the new description, stripped, or empty to keep it} */
    public Optional<String> description() {
        return Optional.ofNullable(text(TicketField.DESCRIPTION));
    }

    /** {@return the new category by code, label or alias, or empty to keep it} */
    public Optional<String> category() {
        return Optional.ofNullable(text(TicketField.CATEGORY));
    }

    /** {@return the new priority, or empty to keep it} */
    public Optional<Priority> priority() {
        return get(TicketField.PRIORITY, Priority.class);
    }

    /** {@return the new status, or empty to keep it} */
    public Optional<Status> status() {
        return get(TicketField.STATUS, Status.class);
    }

    /**
     * The new value of a text that can be cleared.
     * @param field requester, assignee, team or channel
     * @param current the value it has, or null
     * @return the value after this change, or null for none
     */
    public @Nullable String textAfter(TicketField field, @Nullable String current) {
        return values.containsKey(field) ? text(field) : current;
    }

    /**
     * The host's object after this change.
     * @param current the one it has, or null
     * @return the one after this change, or null for none
     */
    public @Nullable HostReference hostReferenceAfter(@Nullable HostReference current) {
        return values.containsKey(TicketField.HOST_REFERENCE)
                ? get(TicketField.HOST_REFERENCE, HostReference.class).orElse(null)
                : current;
    }

    /**
     * The tags after this change.
     * @param current the tags it has
     * @return a new set
     */
    public SortedSet<String> tagsAfter(SortedSet<String> current) {
        return applyTo(new TreeSet<>(current));
    }

    /**
     * The attributes after this change.
     * @param current the attributes it has
     * @return a new map
     */
    public SortedMap<String, String> attributesAfter(SortedMap<String, String> current) {
        SortedMap<String, String> after = new TreeMap<>(current);
        attributes.forEach((name, value) -> {
            if (value.isPresent()) {
                after.put(name, value.get());
            } else {
                after.remove(name);
            }
        });
        return after;
    }

    private SortedSet<String> applyTo(SortedSet<String> tags) {
        if (replacedTags != null) {
            tags.clear();
            tags.addAll(replacedTags);
        }
        tags.addAll(addedTags);
        tags.removeAll(removedTags);
        return tags;
    }

    private @Nullable String text(TicketField field) {
        return get(field, String.class).map(String::strip).orElse(null);
    }

    private <T> Optional<T> get(TicketField field, Class<T> type) {
        return values.getOrDefault(field, Optional.empty()).map(type::cast);
    }

    /** Only which fields. */
    @Override
    public String toString() {
        return "TicketChange" + fields();
    }

    /** Collects a change; not thread-safe. Naming a field again replaces what was said of it before. */
    public static final class Builder {
        private final Map<TicketField, Optional<Object>> values = new EnumMap<>(TicketField.class);
        private @Nullable Set<String> replacedTags;
        private final Set<String> addedTags = new TreeSet<>();
        private final Set<String> removedTags = new TreeSet<>();
        private final Map<String, Optional<String>> attributes = new TreeMap<>();
        private final Set<ClassifiedField> accepted = EnumSet.noneOf(ClassifiedField.class);

        private Builder() {}

        private Builder set(TicketField field, @Nullable Object value) {
            values.put(field, Optional.ofNullable(value));
            return this;
        }

        /**
         * Changes the title.
         * @param value 1 to 200 characters once stripped
         * @return this
         */
        public Builder title(String value) {
            return set(TicketField.TITLE, value);
        }

        /**
         * Changes the description.
         * @param value 1 to 20,000 characters once stripped
         * @return this
         */
        public Builder description(String value) {
            return set(TicketField.DESCRIPTION, value);
        }

        /**
         * Chooses the category.
         * @param name code, label or alias of an active category
         * @return this
         */
        public Builder category(String name) {
            return set(TicketField.CATEGORY, name);
        }

        /**
         * Chooses the priority.
         * @param value the priority
         * @return this
         */
        public Builder priority(Priority value) {
            return set(TicketField.PRIORITY, value);
        }

        /**
         * Lets stand what a machine has chosen: the value stays and becomes the actor's own choice, which no machine
         * replaces and which needs no review. Nothing happens to a value that a person has chosen, and a change of the
         * same field wins.
         * @param fields category or priority; sentiment and urgency follow the text
         * @return this
         */
        public Builder accept(ClassifiedField... fields) {
            accepted.addAll(List.of(fields));
            return this;
        }

        /**
         * Changes the status, if the workflow allows it.
         * @param value the status
         * @return this
         */
        public Builder status(Status value) {
            return set(TicketField.STATUS, value);
        }

        /**
         * Changes who asks for help.
         * @param id 1 to 254 characters, or null for nobody
         * @return this
         */
        public Builder requester(@Nullable String id) {
            return set(TicketField.REQUESTER, id);
        }

        /**
         * Changes who works on it.
         * @param id 1 to 254 characters, or null for nobody
         * @return this
         */
        public Builder assignee(@Nullable String id) {
            return set(TicketField.ASSIGNEE, id);
        }

        /**
         * Changes which team works on it.
         * @param name 1 to 64 characters, or null for none
         * @return this
         */
        public Builder team(@Nullable String name) {
            return set(TicketField.TEAM, name);
        }

        /**
         * Changes how it came in.
         * @param name 1 to 32 characters, or null
         * @return this
         */
        public Builder channel(@Nullable String name) {
            return set(TicketField.CHANNEL, name);
        }

        /**
         * Changes the host's object it is about.
         * @param reference the reference, or null for none
         * @return this
         */
        public Builder hostReference(@Nullable HostReference reference) {
            return set(TicketField.HOST_REFERENCE, reference);
        }

        /**
         * Replaces all tags.
         * @param all each 1 to 64 characters; at most 50
         * @return this
         */
        public Builder tags(Collection<String> all) {
            this.replacedTags = new TreeSet<>(all);
            return this;
        }

        /**
         * Adds tags to those it has by then.
         * @param tags each 1 to 64 characters
         * @return this
         */
        public Builder addTags(String... tags) {
            addedTags.addAll(List.of(tags));
            return this;
        }

        /**
         * Removes tags from those it has by then.
         * @param tags the tags
         * @return this
         */
        public Builder removeTags(String... tags) {
            removedTags.addAll(List.of(tags));
            return this;
        }

        /**
         * Sets a value of the host's own.
         * @param name 1 to 64 characters
         * @param value up to 500 characters, or null to remove it
         * @return this
         */
        public Builder attribute(String name, @Nullable String value) {
            attributes.put(name.strip(), Optional.ofNullable(value).map(String::strip));
            return this;
        }

        /**
         * Sets values of the host's own.
         * @param values names and values, see {@link #attribute}
         * @return this
         */
        public Builder attributes(Map<String, String> values) {
            values.forEach(this::attribute);
            return this;
        }

        /** {@return the change, not checked yet} */
        public TicketChange build() {
            return new TicketChange(this);
        }
    }
}
