package io.ticketkit.classify;

import java.util.ArrayList;
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
        Map<Phrase, Found> ofTarget = found.computeIfAbsent(target, t -> new LinkedHashMap<>());
        Found one = ofTarget.get(phrase);
        if (one == null) {
            one = new Found(phrase.weight(), words);
            ofTarget.put(phrase, one);
        }
        one.seen(words);
    }

    /** The sum of the weights; a repeated phrase counts a little more, one in the title half as much again. */
    double total(Section target) {
        Map<Phrase, Found> ofTarget = found.get(target);
        double total = 0;
        if (ofTarget != null) {
            for (Found one : ofTarget.values()) {
                total += one.weight();
            }
        }
        return total;
    }

    /**
     * What one phrase counted for.
     *
     * @param text as it stands in the text
     * @param weight with repetition, title and spelling
     */
    record Word(String text, double weight) {}

    /** What counted for a target, as it was written; the same words once. */
    List<Word> words(Section target) {
        Map<Phrase, Found> ofTarget = found.get(target);
        if (ofTarget == null) {
            return List.of();
        }
        Map<String, Word> words = new LinkedHashMap<>();
        for (Found one : ofTarget.values()) {
            words.merge(one.text(), new Word(one.text(), one.weight()), Evidence::heavier);
        }
        return List.copyOf(words.values());
    }

    private static Word heavier(Word one, Word other) {
        return other.weight() > one.weight() ? other : one;
    }

    private static final class Found {
        private final double weight;
        private final List<String> words = new ArrayList<>();
        private boolean inTitle;
        private double trust;
        private int times;

        Found(double weight, List<Token> tokens) {
            this.weight = weight;
            tokens.forEach(token -> words.add(token.surface()));
        }

        void seen(List<Token> tokens) {
            times++;
            inTitle |= tokens.get(0).title();
            double least = 1;
            for (int i = 0; i < tokens.size(); i++) {
                least = Math.min(least, tokens.get(i).trust());
            }
            trust = Math.max(trust, least);
        }

        double weight() {
            double repeated = 1 + REPETITION_COUNTS * Math.min(times - 1, REPETITIONS);
            return weight * trust * repeated * (inTitle ? TITLE_COUNTS : 1);
        }

        String text() {
            return String.join(" ", words);
        }
    }
}
