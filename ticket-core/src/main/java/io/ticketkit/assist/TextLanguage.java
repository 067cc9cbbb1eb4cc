package io.ticketkit.assist;

import io.ticketkit.spi.SearchText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells in which language a text is, by its commonest words. */
public final class TextLanguage {
    private static final int WORDS = 400;
    private static final int READ = 6_000;
    /** A word that only one language has counts 1, so that two such words, or some shared ones, are enough. */
    private static final double ENOUGH = 1.5;

    private static final double AHEAD = 1.25;

    private TextLanguage() {}

    /**
     * Guesses the language.
     *
     * @param text any text; of a long one the beginning counts
     * @return {@code en}, {@code de}, {@code fr}, {@code es} or {@code pt}; empty when the text is too short to tell, or
     *     in another language
     */
    public static Optional<String> guess(String text) {
        List<String> words = SearchText.words(text.substring(0, Math.min(READ, text.length())));
        Map<String, Double> scores = new HashMap<>();
        words.stream().limit(WORDS).forEach(word -> count(word, scores));
        String best = null;
        double most = 0;
        double second = 0;
        for (Map.Entry<String, Double> score : scores.entrySet()) {
            if (score.getValue() > most) {
                second = most;
                most = score.getValue();
                best = score.getKey();
            } else {
                second = Math.max(second, score.getValue());
            }
        }
        return best != null && most >= ENOUGH && most >= AHEAD * second ? Optional.of(best) : Optional.empty();
    }

    private static void count(String word, Map<String, Double> scores) {
        List<String> languages = Phrases.all().entrySet().stream()
                .filter(language -> language.getValue().functionWords().contains(word))
                .map(Map.Entry::getKey)
                .toList();
        languages.forEach(language -> scores.merge(language, 1.0 / languages.size(), Double::sum));
    }
}
