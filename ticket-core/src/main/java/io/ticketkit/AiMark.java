package io.ticketkit;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Says of a text that a machine wrote it, and what is known of that. Immutable. */
public final class AiMark {
    private static final AiMark PLAIN = new AiMark(null, null, null);

    private final @Nullable String model;
    private final @Nullable Double confidence;
    private final @Nullable RunId run;

    private AiMark(@Nullable String model, @Nullable Double confidence, @Nullable RunId run) {
        this.model = model;
        this.confidence = confidence;
        this.run = run;
    }

    /** {@return a mark that says nothing more: the mark} */
    public static AiMark generated() {
        return PLAIN;
    }

    /**
     * The same mark with the name of the model.
     *
     * @param name made fit to be stored: on one line, at most 100 characters; when nothing is left of it, or with null, no
     *     model is named
     * @return a new mark
     */
    public AiMark model(@Nullable String name) {
        String line = name == null ? null : Text.line(name, Limits.MODEL).orElse(null);
        return new AiMark(line, confidence, run);
    }

    /**
     * The same mark with how sure the model is.
     *
     * @param value 0 to 1
     * @return a new mark
     * @throws IllegalArgumentException when it is not between 0 and 1
     */
    public AiMark confidence(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("a confidence is between 0 and 1, not " + value);
        }
        return new AiMark(model, value, run);
    }

    /**
     * The same mark with the run that gave the text.
     *
     * @param id the run, or null when none was recorded; one for the ticket that is commented on
     * @return a new mark
     */
    public AiMark run(@Nullable RunId id) {
        return new AiMark(model, confidence, id);
    }

    /** {@return the model's name: 1 to 100 characters, or empty when unknown} */
    public Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** {@return how sure it is: 0 to 1, or empty when it did not say} */
    public OptionalDouble confidence() {
        return confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence);
    }

    /** {@return the recorded run: its id, or empty when there is none} */
    public Optional<RunId> run() {
        return Optional.ofNullable(run);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AiMark that
                && Objects.equals(model, that.model)
                && Objects.equals(confidence, that.confidence)
                && Objects.equals(run, that.run);
    }

    @Override
    public int hashCode() {
        return Objects.hash(model, confidence, run);
    }

    @Override
    public String toString() {
        return "AiMark[" + model + ", " + confidence + ", run " + run + "]";
    }
}
