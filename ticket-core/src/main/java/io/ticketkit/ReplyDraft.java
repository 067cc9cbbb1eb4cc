package io.ticketkit;

import java.util.List;

/** A reply that a machine proposes and nobody has sent. Immutable. */
public final class ReplyDraft implements Assisted<ReplyDraft> {
    private final String content;
    private final double confidence;
    private final double ceiling;
    private final List<String> knowledge;
    private final List<TicketId> similar;
    private final Provenance provenance;

    private ReplyDraft(Builder builder, Provenance provenance) {
        this.content = builder.content;
        this.confidence = builder.confidence;
        this.ceiling = builder.ceiling;
        this.knowledge = List.copyOf(builder.knowledge);
        this.similar = List.copyOf(builder.similar);
        this.provenance = provenance;
    }

    /**
     * Starts a draft.
     *
     * @param content what to say to the requester: plain text, never blank, at most {@link Limits#DESCRIPTION} code points
     * @param confidence 0 to 1, how likely it can be sent as it is
     * @param provenance who wrote it
     * @return a builder
     * @throws IllegalArgumentException when the content is blank or too long, or the confidence is out of range
     */
    public static Builder builder(String content, double confidence, Provenance provenance) {
        return new Builder(content, confidence, provenance);
    }

    /** {@return what to say to the requester: plain text, stripped, never blank} */
    public String content() {
        return content;
    }

    /**
     * How likely it can be sent as it is. As {@link TicketAssistant#draftReply} gives it, it has learned from what people
     * said of earlier drafts; what the assistant itself said stands in {@link ClassificationRun#confidence()}.
     *
     * @return 0 to 1
     */
    public double confidence() {
        return confidence;
    }

    /** {@return how sure one may be of it at most, whatever people say of others: from its confidence to 1} */
    public double ceiling() {
        return ceiling;
    }

    /**
     * The same with another confidence.
     *
     * @param value how likely it can be sent as it is, 0 to 1; what is above the {@linkplain #ceiling() ceiling} is cut to it
     * @return a copy
     * @throws IllegalArgumentException when it is out of range
     */
    public ReplyDraft withConfidence(double value) {
        return new Builder(content, Math.min(Help.confidence(value), ceiling), provenance)
                .knowledge(knowledge)
                .similar(similar)
                .atMost(ceiling)
                .build();
    }

    /** {@return what of the host's knowledge it is based on: ids, unmodifiable, possibly empty} */
    public List<String> knowledge() {
        return knowledge;
    }

    /** {@return which other tickets it is based on: unmodifiable, possibly empty} */
    public List<TicketId> similar() {
        return similar;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public ReplyDraft with(Provenance value) {
        return new ReplyDraft(toBuilder(), value);
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        return new Builder(content, confidence, provenance)
                .knowledge(knowledge)
                .similar(similar)
                .atMost(ceiling);
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "ReplyDraft[" + content.length() + " characters, " + confidence + ", " + provenance + "]";
    }

    /** Collects a draft; not thread-safe. */
    public static final class Builder {
        private final String content;
        private final double confidence;
        private final Provenance provenance;
        private double ceiling;
        private List<String> knowledge = List.of();
        private List<TicketId> similar = List.of();

        private Builder(String content, double confidence, Provenance provenance) {
            this.content = Help.content(content);
            this.confidence = Help.confidence(confidence);
            this.ceiling = confidence;
            this.provenance = provenance;
        }

        /**
         * Says what of the host's knowledge it is based on.
         * @param value ids; replaces what was there
         * @return this
         */
        public Builder knowledge(List<String> value) {
            this.knowledge = value;
            return this;
        }

        /**
         * Says which other tickets it is based on.
         * @param value ids; replaces what was there
         * @return this
         */
        public Builder similar(List<TicketId> value) {
            this.similar = value;
            return this;
        }

        /**
         * Says how sure one may be of it at most, so that what people said of similar drafts can raise its confidence.
         * @param value from its confidence, where it stays unless set, to 1
         * @return this
         * @throws IllegalArgumentException when it is out of range or below the confidence
         */
        public Builder atMost(double value) {
            if (Help.confidence(value) < confidence) {
                throw new IllegalArgumentException("the most is not less than the confidence, but " + value);
            }
            this.ceiling = value;
            return this;
        }

        /** {@return the draft} Makes the draft. */
        public ReplyDraft build() {
            return new ReplyDraft(this, provenance);
        }
    }
}
