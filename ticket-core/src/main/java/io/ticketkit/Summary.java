package io.ticketkit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said on a ticket, in short. Immutable. */
public final class Summary implements Assisted<Summary> {
    private final String text;
    private final int comments;
    private final @Nullable Instant upTo;
    private final Provenance provenance;

    private Summary(Builder builder, Provenance provenance) {
        this.text = builder.text;
        this.comments = builder.comments;
        this.upTo = builder.upTo;
        this.provenance = provenance;
    }

    /**
     * Starts a summary of a ticket without comments.
     *
     * @param text plain text, never blank, at most {@link Limits#DESCRIPTION} code points
     * @param provenance who wrote it
     * @return a builder
     * @throws IllegalArgumentException when the text is blank or too long
     */
    public static Builder builder(String text, Provenance provenance) {
        return new Builder(text, provenance);
    }

    /** {@return the summary: plain text, in lines, never blank} */
    public String text() {
        return text;
    }

    /** {@return how many comments it sums up: 0 when it is of the ticket's text alone} */
    public int comments() {
        return comments;
    }

    /** {@return when the latest comment was written that it sums up: empty when it sums up none} */
    public Optional<Instant> upTo() {
        return Optional.ofNullable(upTo);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public Summary with(Provenance value) {
        return new Summary(toBuilder(), value);
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        return new Builder(text, provenance).covers(comments, upTo);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "Summary[" + text.length() + " characters of " + comments + " comments, " + provenance + "]";
    }

    /** Collects a summary; not thread-safe. */
    public static final class Builder {
        private final String text;
        private final Provenance provenance;
        private int comments;
        private @Nullable Instant upTo;

        private Builder(String text, Provenance provenance) {
            this.text = Help.content(text);
            this.provenance = provenance;
        }

        /**
         * Says what it sums up; TicketKit does.
         * @param count how many comments
         * @param latest when the latest of them was written, or null for none
         * @return this
         */
        public Builder covers(int count, @Nullable Instant latest) {
            this.comments = count;
            this.upTo = latest;
            return this;
        }

        /** {@return the summary} Makes the summary. */
        public Summary build() {
            return new Summary(this, provenance);
        }
    }
}
