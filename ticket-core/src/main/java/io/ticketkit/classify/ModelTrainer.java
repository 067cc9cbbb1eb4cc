package io.ticketkit.classify;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Taxonomy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Learns models from examples. The same examples and seed give the same model, byte for byte. Thread-safe. */
public final class ModelTrainer {
    /** It learns from no more; of more the first are taken: give the newest first. */
    public static final int MAX_EXAMPLES = 20_000;

    private ModelTrainer() {}

    /** {@return the trainer with seed 0} */
    public static ModelTrainer standard() {
        return new ModelTrainer();
    }

    /** What came of learning again. */
    public enum Verdict {
        /** The examples are those the model before was learned from. */
        UNCHANGED,
        /** There is nothing to learn from: a model before must go. */
        NOTHING,
        /** The new model is to take the place of the one before. */
        BETTER,
        /** The new model is worse than the one before on the examples that were held back: that one stays. */
        WORSE
    }

    /**
     * What came of learning again.
     *
     * @param verdict what is to happen
     * @param model the new model when it is to take the place of the one before, else null
     */
    public record Result(Verdict verdict, @Nullable LearnedModel model) {}

    /**
     * Learns again, and judges whether that was of use: on a fifth of the examples that neither model was learned from.
     * A model that was learned from an example that is gone (its ticket was erased) is replaced in any case.
     *
     * @param field category or priority
     * @param taxonomy the categories of today; examples with others are passed over
     * @param examples the newest first
     * @param before the model in use, or null when there is none
     * @return what came of it
     */
    public Result retrain(
            ClassifiedField field, Taxonomy taxonomy, List<Example> examples, @Nullable LearnedModel before) {
        return new Result(Verdict.NOTHING, null);
    }
}
