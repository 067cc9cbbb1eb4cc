package io.ticketkit;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an answer that a machine wrote. Holds anything, valid or not; {@link TicketFeedback#judge}
 * refuses with every {@link #violations() violation} at once. Immutable.
 */
public final class AnswerFeedbackDraft {
    private final boolean helpful;
    private final @Nullable RunId run;
    private final @Nullable CommentId comment;
    private final @Nullable String text;

    private AnswerFeedbackDraft(Builder builder) {
        this.helpful = builder.helpful;
        this.run = builder.run;
        this.comment = builder.comment;
        this.text = builder.text;
    }

    /**
     * Starts a draft.
     *
     * @param helpful whether the answer helped
     * @return a builder; nothing more must be set
     */
    public static Builder builder(boolean helpful) {
        return new Builder(helpful);
    }

    /** {@return whether the answer helped: true or false} */
    public boolean isHelpful() {
        return helpful;
    }

    /** {@return the run that made the answer: its number, or empty} */
    public Optional<RunId> run() {
        return Optional.ofNullable(run);
    }

    /** {@return the comment that is the answer: its number, or empty} */
    public Optional<CommentId> comment() {
        return Optional.ofNullable(comment);
    }

    /** {@return what is said: stripped, possibly not valid, or empty} */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /**
     * What is wrong with this draft, whatever the actor.
     *
     * @return unmodifiable; empty when nothing is
     */
    public List<Violation> violations() {
        return text().flatMap(said -> Text.problemIfPresent(said, Limits.FEEDBACK))
                .map(message -> List.of(new Violation("text", message)))
                .orElse(List.of());
    }

    /** Without the text: it is personal. */
    @Override
    public String toString() {
        return "AnswerFeedbackDraft[" + (helpful ? "helpful]" : "not helpful]");
    }

    /** Collects what is said; not thread-safe. */
    public static final class Builder {
        private final boolean helpful;
        private @Nullable RunId run;
        private @Nullable CommentId comment;
        private @Nullable String text;

        private Builder(boolean helpful) {
            this.helpful = helpful;
        }

        /**
         * Sets the run that made the answer. Default: none.
         *
         * @param value its number, or null
         * @return this
         */
        public Builder run(@Nullable RunId value) {
            this.run = value;
            return this;
        }

        /**
         * Sets the comment that is the answer. Default: none.
         *
         * @param value its number, or null
         * @return this
         */
        public Builder comment(@Nullable CommentId value) {
            this.comment = value;
            return this;
        }

        /**
         * Sets what is said. Default: nothing.
         *
         * @param value at most {@link Limits#FEEDBACK} characters; null or blank for nothing
         * @return this
         */
        public Builder text(@Nullable String value) {
            this.text = value == null || value.isBlank() ? null : value.strip();
            return this;
        }

        /**
         * Makes the draft.
         *
         * @return the draft
         */
        public AnswerFeedbackDraft build() {
            return new AnswerFeedbackDraft(this);
        }
    }
}
