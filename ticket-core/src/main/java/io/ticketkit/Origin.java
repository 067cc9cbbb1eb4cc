package io.ticketkit;

import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Who or what chose the value of a classified field. Immutable. */
public final class Origin {
    private final Source source;
    private final @Nullable String chosenBy;
    private final @Nullable Double confidence;
    private final boolean needsReview;

    private Origin(Source source, @Nullable String chosenBy, @Nullable Double confidence, boolean needsReview) {
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1");
        }
        this.source = source;
        this.chosenBy = chosenBy;
        this.confidence = confidence;
        this.needsReview = needsReview;
    }

    /**
     * Chosen by an actor: a person, or the host when the actor is a program.
     *
     * @param actor who chose
     * @return the origin, without confidence, needing no review
     */
    public static Origin chosenBy(Actor actor) {
        Source source = actor.role() == Actor.Role.SYSTEM ? Source.HOST : Source.PERSON;
        return new Origin(source, actor.id(), null, false);
    }

    /**
     * Chosen by a classifier.
     *
     * @param suggestion what it suggested
     * @param threshold the confidence, 0 to 1, below which a person should look at it
     * @return the origin
     */
    public static Origin of(Suggestion<?> suggestion, double threshold) {
        return new Origin(suggestion.source(), null, suggestion.confidence(), suggestion.confidence() < threshold);
    }

    /**
     * As a storage read it back.
     *
     * @param source who or what chose
     * @param chosenBy the id of the actor, or null when a classifier chose
     * @param confidence 0 to 1, or null when an actor chose
     * @param needsReview whether a person should look at it
     * @return the origin
     */
    public static Origin stored(
            Source source, @Nullable String chosenBy, @Nullable Double confidence, boolean needsReview) {
        return new Origin(source, chosenBy, confidence, needsReview);
    }

    /** {@return who or what chose: the source} */
    public Source source() {
        return source;
    }

    /** {@return the id of the actor who chose: the id, or empty when a classifier chose} */
    public Optional<String> chosenBy() {
        return Optional.ofNullable(chosenBy);
    }

    /** {@return how sure the classifier was: 0 to 1, or empty when an actor chose} */
    public OptionalDouble confidence() {
        return confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    }

    /**
     * {@return whether a person should look at the value: true when a classifier chose with too little confidence}
     */
    public boolean needsReview() {
        return needsReview;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin that
                && source == that.source
                && needsReview == that.needsReview
                && java.util.Objects.equals(chosenBy, that.chosenBy)
                && java.util.Objects.equals(confidence, that.confidence);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hash(source, chosenBy, confidence, needsReview);
    }

    @Override
    public String toString() {
        return "Origin[" + source.wireName() + (confidence == null ? "" : ", confidence " + confidence)
                + (needsReview ? ", needs review" : "") + "]";
    }
}
