package io.ticketkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a classifier suggests for a text; every field may be missing. Immutable. */
public final class Classification {
    private final Source source;
    private final @Nullable Suggestion<Category> category;
    private final @Nullable Suggestion<Priority> priority;
    private final @Nullable Suggestion<Sentiment> sentiment;
    private final @Nullable Suggestion<Integer> urgencyScore;
    private final @Nullable String title;
    private final @Nullable String rationale;
    private final List<WordWeight> explanation;
    private final @Nullable ModelCall call;
    private final List<ClassificationRun> runs;

    private Classification(Builder builder) {
        this.source = builder.source;
        this.category = builder.category;
        this.priority = builder.priority;
        this.sentiment = builder.sentiment;
        this.urgencyScore = builder.urgencyScore;
        this.title = builder.title;
        this.rationale = builder.rationale;
        this.explanation = List.copyOf(builder.explanation);
        this.call = builder.call;
        this.runs = List.copyOf(builder.runs);
    }

    /**
     * Starts an empty classification.
     *
     * @param source what kind of classifier suggests
     * @return a builder
     */
    public static Builder builder(Source source) {
        return new Builder(source);
    }

    /**
     * What kind of classifier gave this answer; a single field filled in by another one tells so itself.
     *
     * @return the source
     */
    public Source source() {
        return source;
    }

    /** {@return the category: the suggestion, or empty} */
    public Optional<Suggestion<Category>> category() {
        return Optional.ofNullable(category);
    }

    /** {@return the priority: the suggestion, or empty} */
    public Optional<Suggestion<Priority>> priority() {
        return Optional.ofNullable(priority);
    }

    /** {@return the sentiment: the suggestion, or empty} */
    public Optional<Suggestion<Sentiment>> sentiment() {
        return Optional.ofNullable(sentiment);
    }

    /** {@return the urgency score: the suggestion, 0 to 100, or empty} */
    public Optional<Suggestion<Integer>> urgencyScore() {
        return Optional.ofNullable(urgencyScore);
    }

    /** {@return a title for the text: the suggestion, or empty} */
    public Optional<String> title() {
        return Optional.ofNullable(title);
    }

    /** {@return why, in one line for people: the reason, or empty} */
    public Optional<String> rationale() {
        return Optional.ofNullable(rationale);
    }

    /**
     * The words that decided, for each field the weightiest first. Offline classifiers tell them; they quote the text.
     *
     * @return unmodifiable, possibly empty
     */
    public List<WordWeight> explanation() {
        return explanation;
    }

    /** {@return what is known of the call of a model: the call, or empty when this source called none} */
    public Optional<ModelCall> call() {
        return Optional.ofNullable(call);
    }

    /**
     * The runs this is the outcome of, in the order they were asked. {@link TicketService#classify} adds them, so that
     * a ticket submitted with this classification is linked to them; a {@link Classifier} need not.
     *
     * @return unmodifiable, possibly empty
     */
    public List<ClassificationRun> runs() {
        return runs;
    }

    /** {@return whether category, priority, sentiment and urgency are all suggested: true when none is missing} */
    public boolean isComplete() {
        return category != null && priority != null && sentiment != null && urgencyScore != null;
    }

    /**
     * Takes over from another answer what this one leaves out.
     *
     * @param other the other answer
     * @return this source and these fields, and the other's where missing
     */
    public Classification withMissingFrom(Classification other) {
        Builder builder = toBuilder();
        builder.category = category == null ? other.category : category;
        builder.priority = priority == null ? other.priority : priority;
        builder.sentiment = sentiment == null ? other.sentiment : sentiment;
        builder.urgencyScore = urgencyScore == null ? other.urgencyScore : urgencyScore;
        builder.title = title == null ? other.title : title;
        builder.rationale = rationale == null ? other.rationale : rationale;
        builder.explanation = explanationWith(other);
        return builder.build();
    }

    /** Each field is explained by who suggested it. */
    private List<WordWeight> explanationWith(Classification other) {
        List<WordWeight> all = new ArrayList<>(explanation);
        other.explanation.stream().filter(word -> !suggests(word.field())).forEach(all::add);
        return all;
    }

    private boolean suggests(ClassifiedField field) {
        return switch (field) {
            case CATEGORY -> category != null;
            case PRIORITY -> priority != null;
            case SENTIMENT -> sentiment != null;
            case URGENCY_SCORE -> urgencyScore != null;
        };
    }

    /** {@return a new builder that holds all this} */
    public Builder toBuilder() {
        Builder builder = new Builder(source);
        builder.category = category;
        builder.priority = priority;
        builder.sentiment = sentiment;
        builder.urgencyScore = urgencyScore;
        builder.title = title;
        builder.rationale = rationale;
        builder.explanation = explanation;
        builder.call = call;
        builder.runs = runs;
        return builder;
    }

    /** Without title, rationale and explanation, which may quote the ticket. */
    @Override
    public String toString() {
        return "Classification[" + source.wireName() + ", " + category + ", " + priority + ", " + sentiment + ", "
                + urgencyScore + "]";
    }

    /** Collects suggestions; not thread-safe. Confidences are 0 to 1. */
    public static final class Builder {
        private final Source source;
        private @Nullable Suggestion<Category> category;
        private @Nullable Suggestion<Priority> priority;
        private @Nullable Suggestion<Sentiment> sentiment;
        private @Nullable Suggestion<Integer> urgencyScore;
        private @Nullable String title;
        private @Nullable String rationale;
        private List<WordWeight> explanation = List.of();
        private @Nullable ModelCall call;
        private List<ClassificationRun> runs = List.of();

        private Builder(Source source) {
            this.source = source;
        }

        /**
         * Suggests a category.
         * @param value the category; ignored by TicketKit when the taxonomy does not have it
         * @param confidence 0 to 1
         * @return this
         * @throws IllegalArgumentException when the confidence is out of range
         */
        public Builder category(Category value, double confidence) {
            this.category = new Suggestion<>(value, confidence, source);
            return this;
        }

        /**
         * Suggests a category by its code.
         * @param code see {@link Category}
         * @param confidence 0 to 1
         * @return this
         * @throws IllegalArgumentException when the code is not well-formed or the confidence is out of range
         */
        public Builder category(String code, double confidence) {
            return category(new Category(code), confidence);
        }

        /** {@return this} Takes the category back. */
        public Builder withoutCategory() {
            this.category = null;
            return this;
        }

        /**
         * Suggests a priority.
         * @param value the priority
         * @param confidence 0 to 1
         * @return this
         * @throws IllegalArgumentException when the confidence is out of range
         */
        public Builder priority(Priority value, double confidence) {
            this.priority = new Suggestion<>(value, confidence, source);
            return this;
        }

        /**
         * Suggests a sentiment.
         * @param value the sentiment
         * @param confidence 0 to 1
         * @return this
         * @throws IllegalArgumentException when the confidence is out of range
         */
        public Builder sentiment(Sentiment value, double confidence) {
            this.sentiment = new Suggestion<>(value, confidence, source);
            return this;
        }

        /**
         * Suggests an urgency score.
         * @param value 0 to 100
         * @param confidence 0 to 1
         * @return this
         * @throws IllegalArgumentException when the score or the confidence is out of range
         */
        public Builder urgencyScore(int value, double confidence) {
            if (value < 0 || value > Limits.URGENCY) {
                throw new IllegalArgumentException("an urgency score is between 0 and 100, not " + value);
            }
            this.urgencyScore = new Suggestion<>(value, confidence, source);
            return this;
        }

        /**
         * Suggests a title.
         * @param value the title, or null for none
         * @return this
         */
        public Builder title(@Nullable String value) {
            this.title = value;
            return this;
        }

        /**
         * Says why.
         * @param value one line for people, or null for none
         * @return this
         */
        public Builder rationale(@Nullable String value) {
            this.rationale = value;
            return this;
        }

        /**
         * Says which words decided.
         * @param value for each field the weightiest first; replaces what was there
         * @return this
         */
        public Builder explanation(List<WordWeight> value) {
            this.explanation = value;
            return this;
        }

        /**
         * Tells of the call of a model.
         * @param value the call, or null for none
         * @return this
         */
        public Builder call(@Nullable ModelCall value) {
            this.call = value;
            return this;
        }

        /**
         * Sets the runs this is the outcome of; TicketKit does.
         * @param value replaces what was there
         * @return this
         */
        public Builder runs(List<ClassificationRun> value) {
            this.runs = value;
            return this;
        }

        /** {@return the classification} Makes the classification. */
        public Classification build() {
            return new Classification(this);
        }
    }
}
