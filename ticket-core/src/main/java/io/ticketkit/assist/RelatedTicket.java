package io.ticketkit.assist;

import io.ticketkit.Status;
import io.ticketkit.TicketId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another ticket that may help: an earlier one of the same requester, or one about a similar matter. Immutable. */
public final class RelatedTicket {
    private final TicketId id;
    private final String title;
    private final Status status;
    private final @Nullable String answer;
    private final double score;
    private final boolean duplicate;

    private RelatedTicket(Builder builder) {
        this.id = builder.id;
        this.title = builder.title;
        this.status = builder.status;
        this.answer = builder.answer;
        this.score = builder.score;
        this.duplicate = builder.duplicate;
    }

    /**
     * Starts one of which no answer is known.
     *
     * @param id its id
     * @param title its title
     * @param status its status
     * @return a builder with score 0
     */
    public static Builder builder(TicketId id, String title, Status status) {
        return new Builder(id, title, status);
    }

    /** {@return its id} */
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

    /** {@return what staff last said on it in public: the text, or empty when nobody did} */
    public Optional<String> answer() {
        return Optional.ofNullable(answer);
    }

    /** {@return how similar it is: 0 to 1; 0 when nobody looked} */
    public double score() {
        return score;
    }

    /** {@return whether it seems to be about the very same thing} */
    public boolean duplicate() {
        return duplicate;
    }

    /** Nothing of its texts. */
    @Override
    public String toString() {
        return "RelatedTicket[" + id + ", " + status.wireName() + ", " + score + "]";
    }

    /** Collects a related ticket; not thread-safe. */
    public static final class Builder {
        private final TicketId id;
        private final String title;
        private final Status status;
        private @Nullable String answer;
        private double score;
        private boolean duplicate;

        private Builder(TicketId id, String title, Status status) {
            this.id = id;
            this.title = title;
            this.status = status;
        }

        /**
         * Sets what staff last said on it.
         * @param value a public reply, or null for none
         * @return this
         */
        public Builder answer(@Nullable String value) {
            this.answer = value;
            return this;
        }

        /**
         * Sets how similar it is.
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
         * Says whether it seems to be about the very same thing.
         * @param value whether
         * @return this
         */
        public Builder duplicate(boolean value) {
            this.duplicate = value;
            return this;
        }

        /** {@return the related ticket} Makes it. */
        public RelatedTicket build() {
            return new RelatedTicket(this);
        }
    }
}
