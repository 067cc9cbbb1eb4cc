package io.ticketkit.demo.evaluate;

import io.ticketkit.Evaluation;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One size of the learning curve: the mean of its trials.
 *
 * @param size as asked for
 * @param rows how many rows were learned from
 * @param trials one for each seed
 */
record Run(Size size, int rows, List<Trial> trials) {
    double mean(ToDoubleFunction<Evaluation> figure) {
        return meanOf(trial -> figure.applyAsDouble(trial.evaluation()));
    }

    double meanOf(ToDoubleFunction<Trial> figure) {
        return trials.stream().mapToDouble(figure).average().orElse(0);
    }

    double millisPerText() {
        return meanOf(trial -> trial.perText().toNanos() / 1e6);
    }

    double trainingSeconds() {
        return meanOf(trial -> trial.training().toNanos() / 1e9);
    }

    /** Where only one can be shown. */
    Trial first() {
        return trials.get(0);
    }

    long failed() {
        return first().failures().values().stream().mapToLong(Long::longValue).sum();
    }
}
