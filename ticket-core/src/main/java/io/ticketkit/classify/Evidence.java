package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found in a text, by what it speaks for. */
final class Evidence {
    private static final double TITLE_COUNTS = 1.5;
    private static final double REPETITION_COUNTS = 0.25;
    private static final int REPETITIONS = 2;

    private final Map<Section, Map<Phrase, Found>> found = new LinkedHashMap<>();

    /**
     * Adds a place where a phrase stands.
     *
     * @param target what it speaks for
     * @param words the tokens it matched
     */
    void add(Section target, Phrase phrase, List<Token> words) {
        found.computeIfAbsent(target, t -> new LinkedHashMap<>())
                .computeIfAbsent(phrase, p -> new Found(p.weight(), words))
                .seen(words);
    }

    /** The sum of the weights; a repeated phrase counts a little more, one in the title half as much again. */
    double total(Section target) {
        return found.getOrDefault(target, Map.of()).values().stream()
                .mapToDouble(Found::weight)
                .sum();
    }

    /** The words that count most, as they were written. */
    List<String> words(Section target, int limit) {
        return found.getOrDefault(target, Map.of()).values().stream()
                .sorted(Comparator.comparingDouble(Found::weight).reversed())
                .map(Found::text)
                .distinct()
                .limit(limit)
                .toList();
    }

    private static final class Found {
        private final double weight;
        private final List<String> words = new ArrayList<>();
        private boolean inTitle;
        private int times;

        Found(double weight, List<Token> tokens) {
            this.weight = weight;
            tokens.forEach(token -> words.add(token.surface()));
        }

        void seen(List<Token> tokens) {
            times++;
            inTitle |= tokens.get(0).title();
        }

        double weight() {
            double repeated = 1 + REPETITION_COUNTS * Math.min(times - 1, REPETITIONS);
            return weight * repeated * (inTitle ? TITLE_COUNTS : 1);
        }

        String text() {
            return String.join(" ", words);
        }
    }
}
