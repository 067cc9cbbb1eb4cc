package io.ticketkit;

import java.util.List;

/** What a machine answers in a chat. Immutable. */
public final class ChatReply implements Assisted<ChatReply> {
    private final String content;
    private final double confidence;
    private final boolean handsOver;
    private final List<String> knowledge;
    private final Provenance provenance;

    private ChatReply(Builder builder, Provenance provenance) {
        this.content = builder.content;
        this.confidence = builder.confidence;
        this.handsOver = builder.handsOver;
        this.knowledge = List.copyOf(builder.knowledge);
        this.provenance = provenance;
    }

    /**
     * Starts an answer.
     *
     * @param content plain text, never blank, at most {@link Limits#DESCRIPTION} code points
     * @param confidence 0 to 1, how likely it helps
     * @param provenance who answered
     * @return a builder
     * @throws IllegalArgumentException when the content is blank or too long, or the confidence is out of range
     */
    public static Builder builder(String content, double confidence, Provenance provenance) {
        return new Builder(content, confidence, provenance);
    }

    /** {@return the answer: plain text, stripped, never blank} */
    public String content() {
        return content;
    }

    /** {@return how likely it helps: 0 to 1} */
    public double confidence() {
        return confidence;
    }

    /** {@return whether a person should take over: true when the answer says that somebody will look} */
    public boolean handsOver() {
        return handsOver;
    }

    /** {@return what of the host's knowledge it is based on: ids, unmodifiable, possibly empty} */
    public List<String> knowledge() {
        return knowledge;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public ChatReply with(Provenance value) {
        Builder builder = new Builder(content, confidence, value).knowledge(knowledge);
        return (handsOver ? builder.handsOver() : builder).build();
    }

    /** Nothing of the content. */
    @Override
    public String toString() {
        return "ChatReply[" + content.length() + " characters, " + confidence + ", " + provenance + "]";
    }

    /** Collects an answer; not thread-safe. */
    public static final class Builder {
        private final String content;
        private final double confidence;
        private final Provenance provenance;
        private boolean handsOver;
        private List<String> knowledge = List.of();

        private Builder(String content, double confidence, Provenance provenance) {
            this.content = Help.content(content);
            this.confidence = Help.confidence(confidence);
            this.provenance = provenance;
        }

        /** {@return this, which now says that a person should take over} */
        public Builder handsOver() {
            this.handsOver = true;
            return this;
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

        /** {@return the answer} Makes the answer. */
        public ChatReply build() {
            return new ChatReply(this, provenance);
        }
    }
}
