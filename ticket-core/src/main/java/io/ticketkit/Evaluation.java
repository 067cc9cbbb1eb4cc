package io.ticketkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * How good a classifier's answers are, measured against what people decided. Immutable and thread-safe.
 *
 * <p>No figure is ever NaN: a share of nothing is 0. Whoever shows accuracy should show {@link #majorityShare()},
 * {@link #macroF1()} and {@link #kappa()} beside it: where one label has 90% of the tickets, an accuracy of 0.9 says
 * nothing.
 */
public final class Evaluation {
    /** How many bins of equal width the calibration is told in. */
    public static final int BINS = 15;

    private static final double TWO_SIDED_95 = 1.96;
    private static final LabelScore NEVER = new LabelScore(0, 0, 0);

    private final Map<String, Map<String, Long>> confusion;
    private final Map<String, LabelScore> labels;
    private final List<Bin> calibration;
    private final List<String> order;
    private final double threshold;
    private final long count;
    private final long confident;
    private final long confidentRight;

    private Evaluation(Collection<Judged> judged, double threshold, List<String> order) {
        this.order = List.copyOf(order);
        this.threshold = threshold;
        this.count = judged.size();
        this.confusion = confusion(judged, this.order);
        this.labels = scores(confusion);
        this.calibration = calibration(judged);
        this.confident = judged.stream().filter(this::isConfident).count();
        this.confidentRight = judged.stream()
                .filter(this::isConfident)
                .filter(Judged::isRight)
                .count();
    }

    /**
     * One answer and what was right.
     *
     * @param expected the right label, as a person decided
     * @param answered the label the classifier thinks most likely
     * @param confidence how sure it is of that, 0 to 1
     */
    public record Judged(String expected, String answered, double confidence) {
        /**
         * Checks the confidence.
         *
         * @param expected as above
         * @param answered as above
         * @param confidence as above
         * @throws IllegalArgumentException when the confidence is not between 0 and 1
         */
        public Judged {
            if (!(confidence >= 0 && confidence <= 1)) {
                throw new IllegalArgumentException("a confidence is between 0 and 1, not " + confidence);
            }
        }

        /** {@return whether the answer is the right one: true when the labels are the same} */
        public boolean isRight() {
            return expected.equals(answered);
        }
    }

    /**
     * How well one label is told from the others.
     *
     * @param support how often it was right
     * @param answered how often it was answered
     * @param right how often both
     */
    public record LabelScore(long support, long answered, long right) {
        /** {@return the share of right ones among its answers: 0 when it was never answered} */
        public double precision() {
            return share(right, answered);
        }

        /** {@return the share of those that were found, among those it was right for: 0 when there are none} */
        public double recall() {
            return share(right, support);
        }

        /** {@return the harmonic mean of precision and recall: 0 when both are} */
        public double f1() {
            return share(2 * right, support + answered);
        }
    }

    /**
     * Answers of similar confidence.
     *
     * @param from confidences above this (and 0 itself in the first bin)
     * @param to up to this
     * @param count how many answers
     * @param confidence their mean confidence, 0 when there are none
     * @param accuracy the share of right ones among them, 0 when there are none
     */
    public record Bin(double from, double to, long count, double confidence, double accuracy) {}

    /**
     * Measures labels that have no order, such as categories.
     *
     * @param judged the answers, possibly none
     * @param threshold from which confidence on an answer is trusted, 0 to 1
     * @return the figures
     * @throws IllegalArgumentException when the threshold is not between 0 and 1
     */
    public static Evaluation of(Collection<Judged> judged, double threshold) {
        return of(judged, threshold, List.of());
    }

    /**
     * Measures labels that may have an order, such as priorities.
     *
     * @param judged the answers, possibly none
     * @param threshold from which confidence on an answer is trusted, 0 to 1
     * @param order all labels, the lowest first; empty when they have none. Gives {@link #weightedKappa()}
     * @return the figures
     * @throws IllegalArgumentException when the threshold is not between 0 and 1, or a label is missing in the order
     */
    public static Evaluation of(Collection<Judged> judged, double threshold, List<String> order) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold is between 0 and 1, not " + threshold);
        }
        return new Evaluation(List.copyOf(judged), threshold, order);
    }

    private static Map<String, Map<String, Long>> confusion(Collection<Judged> judged, List<String> order) {
        Set<String> all = sorted(judged, order);
        Map<String, Map<String, Long>> table = new LinkedHashMap<>();
        for (String expected : all) {
            Map<String, Long> row = new LinkedHashMap<>();
            all.forEach(answered -> row.put(answered, 0L));
            table.put(expected, row);
        }
        judged.forEach(answer -> table.computeIfPresent(answer.expected(), (expected, row) -> {
            row.merge(answer.answered(), 1L, Long::sum);
            return row;
        }));
        table.replaceAll((expected, row) -> Collections.unmodifiableMap(row));
        return Collections.unmodifiableMap(table);
    }

    private static Set<String> sorted(Collection<Judged> judged, List<String> order) {
        Set<String> seen = new TreeSet<>();
        for (Judged answer : judged) {
            seen.add(answer.expected());
            seen.add(answer.answered());
        }
        if (order.isEmpty()) {
            return seen;
        }
        Set<String> ordered = new LinkedHashSet<>(order);
        if (!ordered.containsAll(seen)) {
            seen.removeAll(ordered);
            throw new IllegalArgumentException("the order of the labels lacks " + seen);
        }
        ordered.retainAll(seen);
        return ordered;
    }

    private static Map<String, LabelScore> scores(Map<String, Map<String, Long>> confusion) {
        Map<String, Long> answered = new HashMap<>();
        confusion.values().forEach(row -> row.forEach((label, times) -> answered.merge(label, times, Long::sum)));
        Map<String, LabelScore> scores = new LinkedHashMap<>();
        confusion.forEach((label, row) -> scores.put(
                label,
                new LabelScore(
                        row.values().stream().mapToLong(Long::longValue).sum(),
                        answered.getOrDefault(label, 0L),
                        row.getOrDefault(label, 0L))));
        return Collections.unmodifiableMap(scores);
    }

    private static List<Bin> calibration(Collection<Judged> judged) {
        long[] counts = new long[BINS];
        long[] right = new long[BINS];
        double[] confidences = new double[BINS];
        for (Judged answer : judged) {
            int bin = Math.max(0, (int) Math.ceil(answer.confidence() * BINS) - 1);
            counts[bin]++;
            right[bin] += answer.isRight() ? 1 : 0;
            confidences[bin] += answer.confidence();
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            double mean = counts[bin] == 0 ? 0 : confidences[bin] / counts[bin];
            double from = (double) bin / BINS;
            bins.add(new Bin(from, (bin + 1.0) / BINS, counts[bin], mean, share(right[bin], counts[bin])));
        }
        return List.copyOf(bins);
    }

    private boolean isConfident(Judged answer) {
        return answer.confidence() >= threshold;
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }

    /** {@return how many answers were judged: 0 or more} */
    public long count() {
        return count;
    }

    /** {@return how many answers were right: 0 or more} */
    public long right() {
        return labels.values().stream().mapToLong(LabelScore::right).sum();
    }

    /** {@return the share of right answers: 0 to 1} */
    public double accuracy() {
        return share(right(), count);
    }

    /** {@return the unweighted mean of {@link LabelScore#f1()} over all labels that were right or answered: 0 to 1} */
    public double macroF1() {
        return labels.values().stream().mapToDouble(LabelScore::f1).average().orElse(0);
    }

    /** {@return the figures of each label that was right or answered: in the order given, else by name; unmodifiable} */
    public Map<String, LabelScore> labels() {
        return labels;
    }

    /**
     * The figures of one label.
     *
     * @param label any
     * @return its figures, all 0 when it was neither right nor answered
     */
    public LabelScore label(String label) {
        return labels.getOrDefault(label, NEVER);
    }

    /**
     * The confusion matrix: right label, answered label, how often.
     *
     * @return every label that was right or answered against each of them, zeros included, in the order of
     *     {@link #labels()}; unmodifiable
     */
    public Map<String, Map<String, Long>> confusion() {
        return confusion;
    }

    /**
     * How far confidence and truth are apart: the mean distance of confidence and accuracy in {@value #BINS} bins of
     * equal width, weighted by the answers in each (Naeini, Cooper, Hauskrecht: Obtaining Well Calibrated Probabilities
     * Using Bayesian Binning, AAAI 2015; with the confidence of the answer alone as in Guo et al.: On Calibration of
     * Modern Neural Networks, ICML 2017).
     *
     * @return 0 (of those with a confidence of 0.8, 80% are right) to 1
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (Bin bin : calibration) {
            sum += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
        }
        return count == 0 ? 0 : sum / count;
    }

    /** {@return the {@value #BINS} bins of confidence, empty ones included: the lowest first, unmodifiable} */
    public List<Bin> calibration() {
        return calibration;
    }

    /** {@return from which confidence on an answer counts as trusted: 0 to 1} */
    public double threshold() {
        return threshold;
    }

    /** {@return the share of answers that reach the threshold: 0 to 1} */
    public double coverage() {
        return share(confident, count);
    }

    /** {@return the share of right ones among the answers that reach the threshold: 0 when none does} */
    public double accuracyAtThreshold() {
        return share(confidentRight, confident);
    }

    /**
     * How far the answers agree with people beyond chance (Cohen: A Coefficient of Agreement for Nominal Scales, 1960).
     *
     * @return at most 1; 0 is what guessing with the same frequencies gives, and what is said of nothing and of a single
     *     label, where chance agrees as well
     */
    public double kappa() {
        double chance = 0;
        for (LabelScore label : labels.values()) {
            chance += share(label.support(), count) * share(label.answered(), count);
        }
        return count == 0 || chance == 1 ? 0 : (accuracy() - chance) / (1 - chance);
    }

    /**
     * The same for labels with an order: an answer that is two steps off counts twice as wrong as one that is one step
     * off (linear weights, Cohen: Weighted Kappa, 1968).
     *
     * @return at most 1, 0 in the cases of {@link #kappa()}; empty when the labels have no order
     */
    public OptionalDouble weightedKappa() {
        if (order.isEmpty()) {
            return OptionalDouble.empty();
        }
        double observed = 0;
        double chance = 0;
        for (Map.Entry<String, Map<String, Long>> row : confusion.entrySet()) {
            int rank = order.indexOf(row.getKey());
            for (Map.Entry<String, Long> cell : row.getValue().entrySet()) {
                int steps = Math.abs(rank - order.indexOf(cell.getKey()));
                observed += steps * share(cell.getValue(), count);
                chance += steps
                        * share(label(row.getKey()).support(), count)
                        * share(label(cell.getKey()).answered(), count);
            }
        }
        return OptionalDouble.of(chance == 0 ? 0 : 1 - observed / chance);
    }

    /** {@return the label that is right most often, of several the first: empty when nothing was judged} */
    public Optional<String> majorityLabel() {
        // max would keep the last of equals
        return labels.keySet().stream()
                .reduce((most, next) -> label(next).support() > label(most).support() ? next : most);
    }

    /** {@return the accuracy of always answering {@link #majorityLabel()}: 0 to 1} */
    public double majorityShare() {
        return majorityLabel()
                .map(label -> share(label(label).support(), count))
                .orElse(0.0);
    }

    /** {@return the macro-F1 of always answering {@link #majorityLabel()}: 0 to 1} */
    public double majorityMacroF1() {
        long expected =
                labels.values().stream().filter(label -> label.support() > 0).count();
        double share = majorityShare();
        return expected == 0 ? 0 : 2 * share / (1 + share) / expected;
    }

    /**
     * Tells whether the classifier is of more use than always answering {@link #majorityLabel()}: whether its accuracy is
     * above {@link #majorityShare()} by more than chance explains (95%, normal approximation).
     *
     * @return false also where nothing was judged, or too few to tell
     */
    public boolean beatsMajority() {
        double spread = count == 0 ? 0 : Math.sqrt(accuracy() * (1 - accuracy()) / count);
        return accuracy() - TWO_SIDED_95 * spread > majorityShare();
    }

    @Override
    public String toString() {
        return "Evaluation[" + count + " judged, accuracy " + accuracy() + ", macro-F1 " + macroF1() + "]";
    }
}
