package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who gave a piece of help, and why nobody better did. Immutable. */
public final class Provenance {
    private final Source source;
    private final @Nullable ModelCall call;
    private final @Nullable RunId run;
    private final @Nullable FailureReason failure;

    private Provenance(Source source, @Nullable ModelCall call, @Nullable RunId run, @Nullable FailureReason failure) {
        this.source = source;
        this.call = call;
        this.run = run;
        this.failure = failure;
    }

    /**
     * From somebody of whom no more is known.
     *
     * @param source what kind of helper
     * @return a provenance without call, run and failure
     */
    public static Provenance of(Source source) {
        return new Provenance(source, null, null, null);
    }

    /**
     * From a language model.
     *
     * @param call what is known of the call
     * @return a provenance without run and failure
     */
    public static Provenance of(ModelCall call) {
        return new Provenance(Source.LLM, call, null, null);
    }

    /** {@return what kind of helper: the source} */
    public Source source() {
        return source;
    }

    /** {@return what is known of the call of a model: the call, or empty when none was called} */
    public Optional<ModelCall> call() {
        return Optional.ofNullable(call);
    }

    /** {@return the recorded run behind it: its number, or empty when none was recorded} */
    public Optional<RunId> run() {
        return Optional.ofNullable(run);
    }

    /**
     * Why the assistant that was asked first gave nothing, so that the offline one had to.
     *
     * @return the reason; empty when nobody failed
     */
    public Optional<FailureReason> failure() {
        return Optional.ofNullable(failure);
    }

    /** {@return whether it was made by words and rules alone: no model and no host had a part in it} */
    public boolean isOffline() {
        return source == Source.RULE || source == Source.KEYWORD || source == Source.LEARNED;
    }

    /**
     * The same with the recorded run.
     *
     * @param value its number, or null for none
     * @return a copy
     */
    public Provenance withRun(@Nullable RunId value) {
        return new Provenance(source, call, value, failure);
    }

    /**
     * The same with the reason why nobody better answered.
     *
     * @param value the reason, or null when nobody failed
     * @return a copy
     */
    public Provenance withFailure(@Nullable FailureReason value) {
        return new Provenance(source, call, run, value);
    }

    @Override
    public String toString() {
        return source.wireName()
                + (run == null ? "" : ", run " + run)
                + (failure == null ? "" : ", after " + failure.wireName());
    }
}
