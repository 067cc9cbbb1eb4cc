package io.ticketkit;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/** Somebody of the host's staff to whom tickets can be given. Immutable. */
public final class Agent {
    private final String id;
    private final Set<String> teams;
    private final Set<String> skills;
    private final boolean available;

    private Agent(Builder builder) {
        this.id = builder.id;
        this.teams = Set.copyOf(builder.teams);
        this.skills = Set.copyOf(builder.skills);
        this.available = builder.available;
    }

    /**
     * Starts an agent: available, in no team, without skills.
     *
     * @param id the host's id, 1 to 254 characters; becomes {@link Ticket#assignee()}
     * @return a builder
     * @throws ValidationException when the id is not valid
     */
    public static Builder builder(String id) {
        return new Builder(Text.require("agent", id, Limits.PERSON));
    }

    /** {@return the host's id of the person} */
    public String id() {
        return id;
    }

    /** {@return the teams the person belongs to: unmodifiable, possibly empty} */
    public Set<String> teams() {
        return teams;
    }

    /** {@return the codes of the categories the person knows: unmodifiable, possibly empty} */
    public Set<String> skills() {
        return skills;
    }

    /** {@return whether the person is given tickets now: true or false} */
    public boolean isAvailable() {
        return available;
    }

    /** Without the id. */
    @Override
    public String toString() {
        return "Agent[" + (available ? "available" : "not available") + "]";
    }

    /** Collects an agent; not thread-safe. */
    public static final class Builder {
        private final String id;
        private Collection<String> teams = Set.of();
        private Collection<String> skills = Set.of();
        private boolean available = true;

        private Builder(String id) {
            this.id = id;
        }

        /**
         * Sets the teams the person belongs to. A ticket of a team goes to its members only.
         * @param names as in {@link Ticket#team()}
         * @return this
         */
        public Builder teams(Collection<String> names) {
            this.teams = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Sets what the person knows.
         * @param categories codes of categories
         * @return this
         */
        public Builder skills(Collection<String> categories) {
            this.skills = Objects.requireNonNull(categories, "categories");
            return this;
        }

        /**
         * Sets whether the person is given tickets now. Default: true.
         * @param value false for example on holiday
         * @return this
         */
        public Builder available(boolean value) {
            this.available = value;
            return this;
        }

        /** {@return the agent} */
        public Agent build() {
            return new Agent(this);
        }
    }
}
