package io.ticketkit;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to submit. Holds anything, valid or not; {@link TicketService#submit} refuses with every
 * {@link #violations() violation} at once. Texts are stripped of white space around them. Immutable.
 */
public final class TicketDraft {
    private final String title;
    private final String description;
    private final @Nullable String category;
    private final @Nullable Priority priority;
    private final Status status;
    private final @Nullable String requester;
    private final @Nullable String assignee;
    private final @Nullable String team;
    private final @Nullable String channel;
    private final @Nullable HostReference hostReference;
    private final SortedSet<String> tags;
    private final SortedMap<String, String> attributes;
    private final @Nullable Classification classification;
    private final @Nullable String idempotencyKey;

    private TicketDraft(Builder builder) {
        this.title = builder.title.strip();
        this.description = builder.description.strip();
        this.category = builder.category;
        this.priority = builder.priority;
        this.status = builder.status;
        this.requester = Text.stripped(builder.requester);
        this.assignee = Text.stripped(builder.assignee);
        this.team = Text.stripped(builder.team);
        this.channel = Text.stripped(builder.channel);
        this.hostReference = builder.hostReference;
        this.tags = Collections.unmodifiableSortedSet(Text.stripped(builder.tags));
        this.attributes = Collections.unmodifiableSortedMap(Text.stripped(builder.attributes));
        this.classification = builder.classification;
        this.idempotencyKey = builder.idempotencyKey;
    }

    /**
     * A draft of nothing but text; the rest is classified or left open.
     *
     * @param title 1 to 200 characters
     * @param description 1 to 20,000 characters
     * @return the draft
     */
    public static TicketDraft of(String title, String description) {
        return builder().title(title).description(description).build();
    }

    /** {@return an empty builder} Starts a draft. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What is wrong with this draft, whatever the taxonomy and the actor.
     *
     * @return unmodifiable; empty when nothing is
     */
    public List<Violation> violations() {
        return new FieldRules()
                .required(TicketField.TITLE, title, Limits.TITLE)
                .required(TicketField.DESCRIPTION, description, Limits.DESCRIPTION)
                .optional(TicketField.REQUESTER, requester, Limits.PERSON)
                .optional(TicketField.ASSIGNEE, assignee, Limits.PERSON)
                .optional(TicketField.TEAM, team, Limits.NAME)
                .optional(TicketField.CHANNEL, channel, Limits.CHANNEL)
                .tags(tags)
                .attributes(attributes)
                .hostReference(hostReference)
                .idempotencyKey(idempotencyKey)
                .violations();
    }

    /** {@return the title: stripped, possibly not valid} */
    public String title() {
        return title;
    }

    /** {@return the description: stripped, possibly not valid} */
    public String description() {
        return description;
    }

    /** {@return the category somebody chose, by code, label or alias: the name, or empty to have it classified} */
    public Optional<String> category() {
        return Optional.ofNullable(category);
    }

    /** {@return the priority somebody chose: the priority, or empty to have it classified} */
    public Optional<Priority> priority() {
        return Optional.ofNullable(priority);
    }

    /** {@return where none was set} The status to start with: {@link Status#OPEN} */
    public Status status() {
        return status;
    }

    /**
     * Who asks for help.
     *
     * @return the host's id, or empty: then it is the actor if that is a requester, and nobody otherwise
     */
    public Optional<String> requester() {
        return Optional.ofNullable(requester);
    }

    /** {@return who shall work on it: the host's id, or empty for nobody} */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /** {@return which team shall work on it: the team, or empty for none} */
    public Optional<String> team() {
        return Optional.ofNullable(team);
    }

    /** {@return how it came in: the channel, or empty} */
    public Optional<String> channel() {
        return Optional.ofNullable(channel);
    }

    /** {@return the host's own object it is about: the reference, or empty} */
    public Optional<HostReference> hostReference() {
        return Optional.ofNullable(hostReference);
    }

    /** {@return labels: unmodifiable, sorted} */
    public SortedSet<String> tags() {
        return tags;
    }

    /** {@return the host's own values: unmodifiable, sorted by name} */
    public SortedMap<String, String> attributes() {
        return attributes;
    }

    /**
     * A classification the host already has, from {@link TicketService#classify}.
     *
     * @return the classification, or empty to have the text classified
     */
    public Optional<Classification> classification() {
        return Optional.ofNullable(classification);
    }

    /**
     * Names the request, so that repeating it gives the ticket it made the first time.
     *
     * @return the key, or empty when a repetition makes another ticket
     */
    public Optional<String> idempotencyKey() {
        return Optional.ofNullable(idempotencyKey);
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.title = title;
        builder.description = description;
        builder.category = category;
        builder.priority = priority;
        builder.status = status;
        builder.requester = requester;
        builder.assignee = assignee;
        builder.team = team;
        builder.channel = channel;
        builder.hostReference = hostReference;
        builder.tags.addAll(tags);
        builder.attributes.putAll(attributes);
        builder.classification = classification;
        builder.idempotencyKey = idempotencyKey;
        return builder;
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "TicketDraft[" + title.length() + " + " + description.length() + " characters]";
    }

    /** Collects a draft; not thread-safe. */
    public static final class Builder {
        private String title = "";
        private String description = "";
        private @Nullable String category;
        private @Nullable Priority priority;
        private Status status = Status.OPEN;
        private @Nullable String requester;
        private @Nullable String assignee;
        private @Nullable String team;
        private @Nullable String channel;
        private @Nullable HostReference hostReference;
        private final SortedSet<String> tags = new TreeSet<>();
        private final SortedMap<String, String> attributes = new TreeMap<>();
        private @Nullable Classification classification;
        private @Nullable String idempotencyKey;

        private Builder() {}

        /**
         * Sets the title; required.
         * @param value 1 to 200 characters once stripped
         * @return this
         */
        public Builder title(String value) {
            this.title = value;
            return this;
        }

        /**
         * Sets the description; required.
         * @param value 1 to 20,000 characters once stripped
         * @return this
         */
        public Builder description(String value) {
            this.description = value;
            return this;
        }

        /**
         * Chooses the category.
         * @param name code, label or alias of an active category, or null to have it classified
         * @return this
         */
        public Builder category(@Nullable String name) {
            this.category = name;
            return this;
        }

        /**
         * Chooses the priority.
         * @param value the priority, or null to have it classified
         * @return this
         */
        public Builder priority(@Nullable Priority value) {
            this.priority = value;
            return this;
        }

        /**
         * Starts in another status than open; needs {@link Action#TRANSITION}.
         *
         * @param value the status
         * @return this
         */
        public Builder status(Status value) {
            this.status = value;
            return this;
        }

        /**
         * Sets who asks for help.
         * @param id 1 to 254 characters, or null for the actor if that is a requester
         * @return this
         */
        public Builder requester(@Nullable String id) {
            this.requester = id;
            return this;
        }

        /**
         * Sets who shall work on it; needs {@link Action#ASSIGN}.
         *
         * @param id 1 to 254 characters, or null for nobody
         * @return this
         */
        public Builder assignee(@Nullable String id) {
            this.assignee = id;
            return this;
        }

        /**
         * Sets which team shall work on it; needs {@link Action#ASSIGN}.
         *
         * @param name 1 to 64 characters, or null for none
         * @return this
         */
        public Builder team(@Nullable String name) {
            this.team = name;
            return this;
        }

        /**
         * Sets how it came in.
         * @param name 1 to 32 characters, or null
         * @return this
         */
        public Builder channel(@Nullable String name) {
            this.channel = name;
            return this;
        }

        /**
         * Sets the host's own object it is about.
         * @param reference the reference, or null
         * @return this
         */
        public Builder hostReference(@Nullable HostReference reference) {
            this.hostReference = reference;
            return this;
        }

        /**
         * Adds labels.
         * @param values each 1 to 64 characters; at most 50 together
         * @return this
         */
        public Builder tags(Collection<String> values) {
            this.tags.addAll(values);
            return this;
        }

        /**
         * Adds labels.
         * @param values each 1 to 64 characters; at most 50 together
         * @return this
         */
        public Builder tags(String... values) {
            return tags(List.of(values));
        }

        /**
         * Adds a value of the host's own.
         * @param name 1 to 64 characters; at most 32 names
         * @param value up to 500 characters, no control characters
         * @return this
         */
        public Builder attribute(String name, String value) {
            this.attributes.put(name, value);
            return this;
        }

        /**
         * Adds values of the host's own.
         * @param values names and values, see {@link #attribute}
         * @return this
         */
        public Builder attributes(Map<String, String> values) {
            this.attributes.putAll(values);
            return this;
        }

        /**
         * Gives a classification the host already has, so that nothing is classified now.
         * @param value from {@link TicketService#classify}, or null
         * @return this
         */
        public Builder classification(@Nullable Classification value) {
            this.classification = value;
            return this;
        }

        /**
         * Makes repeating the request safe, per tenant and actor.
         * @param key 1 to 200 characters, or null
         * @return this
         */
        public Builder idempotencyKey(@Nullable String key) {
            this.idempotencyKey = key;
            return this;
        }

        /** {@return the draft} Makes the draft, without checking it. */
        public TicketDraft build() {
            return new TicketDraft(this);
        }
    }
}
