package io.ticketkit.classify;

import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.WordWeight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a learned model thinks of one text. */
final class Opinion {
    private static final int WORDS_NAMED = 6;
    /** What counts less decides nothing. */
    private static final double LEAST_WEIGHT = 0.05;

    private final LearnedModel model;
    private final KeywordClassifier.Judgement known;
    private final Grams text;
    private final List<String> values;
    private final double[] lexicon;
    private final String value;
    private final double confidence;

    Opinion(LearnedModel model, ClassificationRequest request, KeywordClassifier lexicon) {
        this(model, request, Grams.of(request.title().orElse(null), request.description()), lexicon.judge(request));
    }

    /**
     * Thinks.
     *
     * @param text the grams of the request
     * @param known what the lexicon thinks of it
     */
    Opinion(LearnedModel model, ClassificationRequest request, Grams text, KeywordClassifier.Judgement known) {
        this.model = model;
        this.known = known;
        this.text = text;
        this.values = ModelTrainer.values(model.field(), request.taxonomy());
        this.lexicon = ModelTrainer.probabilities(model.field(), values, known);
        double[] probabilities = model.probabilities(text, values, lexicon);
        int best = ModelTrainer.best(probabilities);
        this.value = values.get(best);
        this.confidence = Math.min(1, probabilities[best]);
    }

    String value() {
        return value;
    }

    boolean isOwn() {
        return model.decides(text, value);
    }

    double confidence() {
        return confidence;
    }

    /** The words that count most, whether they were learned or the lexicon knows them. */
    List<WordWeight> explanation() {
        // a word is the same in title and text, at the beginning of a sentence and within
        Map<String, Double> weights = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        model.wordWeights(text, value).forEach((word, weight) -> weights.merge(word, weight, Double::sum));
        ClassifiedField field = model.field();
        List<WordWeight> phrases = known.answer().explanation().stream()
                .filter(word -> word.field() == field && word.value().equals(value) && word.weight() > 0)
                .toList();
        double all = phrases.stream().mapToDouble(WordWeight::weight).sum();
        double share = model.lexiconWeight(value, values, lexicon);
        phrases.forEach(phrase -> weights.merge(phrase.words(), share * phrase.weight() / all, Double::sum));
        List<WordWeight> words = new ArrayList<>();
        weights.forEach((word, weight) -> words.add(new WordWeight(field, value, word, weight)));
        return words.stream()
                .filter(word -> Math.abs(word.weight()) >= LEAST_WEIGHT)
                .sorted(Comparator.comparingDouble((WordWeight word) -> -Math.abs(word.weight())))
                .limit(WORDS_NAMED)
                .toList();
    }
}
