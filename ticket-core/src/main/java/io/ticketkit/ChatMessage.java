package io.ticketkit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Something that was said in a {@link Conversation}. Immutable. */
public final class ChatMessage {
    /** Whose part in the conversation. */
    public enum Sender {
        /** Somebody who talks with the machine: as a rule the one who began. */
        PERSON,
        /** The machine. */
        ASSISTANT,
        /** Somebody who gives help, in a conversation that somebody else began. */
        STAFF,
        /** A program of the host, in a conversation that somebody else began. */
        SYSTEM;

        /** {@return the name used in JSON and in the database: lower snake case} */
        public String wireName() {
            return WireNames.of(this);
        }

        /**
         * Reads a wire name, in any letter case.
         *
         * @param text what somebody wrote
         * @return the sender, or empty when there is none of that name
         */
        public static Optional<Sender> parse(String text) {
            return WireNames.parse(values(), text);
        }
    }

    private final long number;
    private final Sender sender;
    private final @Nullable Actor author;
    private final String text;
    private final Instant at;
    private final long answers;
    private final @Nullable Source source;
    private final @Nullable Double confidence;
    private final @Nullable FailureReason failure;
    private final @Nullable RunId run;
    private final boolean handsOver;

    private ChatMessage(Builder builder) {
        this.number = builder.number;
        this.sender = builder.sender;
        this.author = builder.author;
        this.text = builder.text;
        this.at = builder.at;
        this.answers = builder.answers;
        this.source = builder.source;
        this.confidence = builder.confidence;
        this.failure = builder.failure;
        this.run = builder.run;
        this.handsOver = builder.handsOver;
        if ((sender == Sender.ASSISTANT) != (source != null) || (sender == Sender.ASSISTANT) == (author != null)) {
            throw new IllegalArgumentException("a message has an author, or it is the assistant's and has a source");
        }
    }

    /**
     * Starts a message. For storages and tests.
     *
     * @param number from 1, without gaps
     * @param sender whose part
     * @param text what was said
     * @param at when, in microseconds
     * @return a builder
     */
    public static Builder builder(long number, Sender sender, String text, Instant at) {
        return new Builder(number, sender, text, at);
    }

    /**
     * What somebody wants to say, as it is stored.
     *
     * @param text 1 to {@link Limits#MESSAGE} characters once stripped
     * @return the stripped text
     * @throws ValidationException when it is blank, too long or no valid text; the field is {@code message}
     */
    public static String checked(String text) {
        String stripped = text.strip();
        Text.problem(stripped, Limits.MESSAGE).ifPresent(problem -> {
            throw new ValidationException(List.of(new Violation("message", problem)));
        });
        return stripped;
    }

    /** {@return its place in the conversation: from 1, without gaps} */
    public long number() {
        return number;
    }

    /** {@return whose part in the conversation: the sender} */
    public Sender sender() {
        return sender;
    }

    /** {@return who said it: role and id, without teams; empty for the machine} */
    public Optional<Actor> author() {
        return Optional.ofNullable(author);
    }

    /** {@return what was said: 1 to {@link Limits#MESSAGE} characters} */
    public String text() {
        return text;
    }

    /** {@return when it was said: the time} */
    public Instant at() {
        return at;
    }

    /** {@return up to which message the machine had read everything when it said this: its number; 0 for people} */
    public long answers() {
        return answers;
    }

    /** {@return what kind of machine said it: the source; empty for people} */
    public Optional<Source> source() {
        return Optional.ofNullable(source);
    }

    /** {@return how sure the machine was: 0 to 1, empty for people} */
    public OptionalDouble confidence() {
        return confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    }

    /**
     * Why this is only what can be said offline.
     *
     * @return why the model that was asked gave no answer of use; empty when this is its answer, when there is none to ask,
     *     and for people
     */
    public Optional<FailureReason> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return the recorded run that made this: its number, or empty when there is none} */
    public Optional<RunId> run() {
        return Optional.ofNullable(run);
    }

    /** {@return whether a person should take over: true when the machine says that somebody will look} */
    public boolean handsOver() {
        return handsOver;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChatMessage that
                && number == that.number
                && sender == that.sender
                && Objects.equals(author, that.author)
                && text.equals(that.text)
                && at.equals(that.at)
                && answers == that.answers
                && source == that.source
                && Objects.equals(confidence, that.confidence)
                && failure == that.failure
                && Objects.equals(run, that.run)
                && handsOver == that.handsOver;
    }

    @Override
    public int hashCode() {
        return Objects.hash(number, text);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "ChatMessage[" + number + ", " + sender.wireName() + "]";
    }

    /** Collects what is known of a message; not thread-safe. */
    public static final class Builder {
        private final long number;
        private final Sender sender;
        private final String text;
        private final Instant at;
        private @Nullable Actor author;
        private long answers;
        private @Nullable Source source;
        private @Nullable Double confidence;
        private @Nullable FailureReason failure;
        private @Nullable RunId run;
        private boolean handsOver;

        private Builder(long number, Sender sender, String text, Instant at) {
            this.number = number;
            this.sender = sender;
            this.text = text;
            this.at = at;
        }

        /**
         * Sets who said it.
         * @param value the author, or null for the machine
         * @return this
         */
        public Builder author(@Nullable Actor value) {
            this.author = value;
            return this;
        }

        /**
         * Sets up to which message the machine had read everything.
         * @param value its number; 0 for people
         * @return this
         */
        public Builder answers(long value) {
            this.answers = value;
            return this;
        }

        /**
         * Sets what kind of machine said it.
         * @param value the source, or null for people
         * @return this
         */
        public Builder source(@Nullable Source value) {
            this.source = value;
            return this;
        }

        /**
         * Sets how sure the machine was.
         * @param value 0 to 1, or null for people
         * @return this
         */
        public Builder confidence(@Nullable Double value) {
            this.confidence = value;
            return this;
        }

        /**
         * Sets why the model gave no answer of use.
         * @param value why, or null
         * @return this
         */
        public Builder failure(@Nullable FailureReason value) {
            this.failure = value;
            return this;
        }

        /**
         * Sets the run that made it.
         * @param value the run, or null
         * @return this
         */
        public Builder run(@Nullable RunId value) {
            this.run = value;
            return this;
        }

        /**
         * Says whether a person should take over.
         * @param value whether; false for people
         * @return this
         */
        public Builder handsOver(boolean value) {
            this.handsOver = value;
            return this;
        }

        /**
         * Makes the message.
         * @return the message
         * @throws IllegalArgumentException when a message of a person has no author, or one of the machine no source
         */
        public ChatMessage build() {
            return new ChatMessage(this);
        }
    }
}
