package io.ticketkit;

/** What was erased about a person: numbers only. Immutable. */
public final class Erasure {
    private final long tickets;
    private final long otherTickets;
    private final long comments;
    private final long files;
    private final long conversations;

    private Erasure(Builder builder) {
        this.tickets = builder.tickets;
        this.otherTickets = builder.otherTickets;
        this.comments = builder.comments;
        this.files = builder.files;
        this.conversations = builder.conversations;
    }

    /** {@return a builder of all zeros; for storages} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many tickets of which the person was requester were erased: 0 or more} */
    public long tickets() {
        return tickets;
    }

    /** {@return on how many tickets of others the name was replaced or a text emptied: 0 or more} */
    public long otherTickets() {
        return otherTickets;
    }

    /** {@return how many of the person's comments on tickets of others were emptied: 0 or more} */
    public long comments() {
        return comments;
    }

    /** {@return how many files the person attached to tickets of others were removed: 0 or more} */
    public long files() {
        return files;
    }

    /** {@return how many chats the person began, apart from those on erased tickets, were removed: 0 or more} */
    public long conversations() {
        return conversations;
    }

    /**
     * Both together.
     *
     * @param more what was erased besides
     * @return the sums
     */
    public Erasure plus(Erasure more) {
        return builder()
                .tickets(tickets + more.tickets)
                .otherTickets(otherTickets + more.otherTickets)
                .comments(comments + more.comments)
                .files(files + more.files)
                .conversations(conversations + more.conversations)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Erasure that
                && tickets == that.tickets
                && otherTickets == that.otherTickets
                && comments == that.comments
                && files == that.files
                && conversations == that.conversations;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(tickets + 31 * (otherTickets + 31 * (comments + 31 * (files + 31 * conversations))));
    }

    @Override
    public String toString() {
        return "Erasure[tickets=" + tickets + ", otherTickets=" + otherTickets + ", comments=" + comments + ", files="
                + files + ", conversations=" + conversations + "]";
    }

    /** Collects numbers; not thread-safe. */
    public static final class Builder {
        private long tickets;
        private long otherTickets;
        private long comments;
        private long files;
        private long conversations;

        private Builder() {}

        /**
         * Sets how many of the person's tickets were erased.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder tickets(long value) {
            this.tickets = value;
            return this;
        }

        /**
         * Sets on how many tickets of others something was.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder otherTickets(long value) {
            this.otherTickets = value;
            return this;
        }

        /**
         * Sets how many comments on tickets of others were emptied.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder comments(long value) {
            this.comments = value;
            return this;
        }

        /**
         * Sets how many files were removed from tickets of others.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder files(long value) {
            this.files = value;
            return this;
        }

        /**
         * Sets how many chats were removed.
         *
         * @param value 0 or more
         * @return this
         */
        public Builder conversations(long value) {
            this.conversations = value;
            return this;
        }

        /**
         * Makes the numbers.
         *
         * @return the numbers
         */
        public Erasure build() {
            return new Erasure(this);
        }
    }
}
