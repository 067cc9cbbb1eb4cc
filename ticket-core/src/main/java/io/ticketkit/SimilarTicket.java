package io.ticketkit;

import java.util.List;

/** A ticket that resembles another text. Immutable. */
public final class SimilarTicket {
    private final TicketId id;
    private final String title;
    private final Status status;
    private final Category category;
    private final double score;
    private final List<String> sharedWords;

    private SimilarTicket(Builder builder) {
        this.id = builder.id;
        this.title = builder.title;
        this.status = builder.status;
        this.category = builder.category;
        this.score = builder.score;
        this.sharedWords = builder.sharedWords;
    }

    /**
     * Starts one that shares nothing. For TicketKit and tests.
     *
     * @param id its id
     * @param title its title
     * @param status its status
     * @param category its category
     * @return a builder
     */
    public static Builder builder(TicketId id, String title, Status status, Category category) {
        return new Builder(id, title, status, category);
    }

    /** {@return which ticket: its id} */
    public TicketId id() {
        return id;
    }

    /** {@return its title} */
    public String title() {
        return title;
    }

    /** {@return its status} */
    public Status status() {
        return status;
    }

    /** {@return its category} */
    public Category category() {
        return category;
    }

    /** {@return how much it resembles the text: 0 to 1; 1 for the same words} */
    public double score() {
        return score;
    }

    /**
     * Why it resembles the text: the rarest words of the text that it has too, perhaps with another ending.
     *
     * @return in lower case and without accents, the rarest first; at most 8
     */
    public List<String> sharedWords() {
        return sharedWords;
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "SimilarTicket[" + id + ", " + score + "]";
    }

    /** Collects what is known of a similar ticket; not thread-safe. */
    public static final class Builder {
        private final TicketId id;
        private final String title;
        private final Status status;
        private final Category category;
        private double score;
        private List<String> sharedWords = List.of();

        private Builder(TicketId id, String title, Status status, Category category) {
            this.id = id;
            this.title = title;
            this.status = status;
            this.category = category;
        }

        /**
         * Sets how much it resembles the text.
         * @param value 0 to 1
         * @return this
         * @throws IllegalArgumentException when it is out of range
         */
        public Builder score(double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a score is between 0 and 1, not " + value);
            }
            this.score = value;
            return this;
        }

        /**
         * Sets which words it shares with the text.
         * @param words the rarest first
         * @return this
         */
        public Builder sharedWords(List<String> words) {
            this.sharedWords = List.copyOf(words);
            return this;
        }

        /** {@return the similar ticket} */
        public SimilarTicket build() {
            return new SimilarTicket(this);
        }
    }
}
