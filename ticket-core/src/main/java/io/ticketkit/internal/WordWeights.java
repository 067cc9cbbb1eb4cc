package io.ticketkit.internal;

import io.ticketkit.classify.FunctionWords;
import io.ticketkit.spi.SearchText;
import io.ticketkit.spi.WordReader.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How much it says that two texts share a word: the rarer in a sample of tickets, the more. Words with the same first
 * letters count as the same word, because nothing knows the endings of every language. Immutable.
 */
final class WordWeights {
    /** So many letters of a word count. */
    private static final int LETTERS = 6;
    /** A small sample does not tell how common a word is: as if so many more tickets had none of these words. */
    private static final int UNSEEN = 50;
    /** Below, a word stands for nothing alone; above, every character is a word. */
    private static final int FIRST_IDEOGRAPH = 0x2E80;

    private static final double IN_TITLE = 1.5;

    /** So many words in common are hardly chance. */
    private static final int ENOUGH = 3;

    private static final double ONE_IS_CHANCE = 0.6;

    private static final int MOST_WORDS = 12;
    private static final int PAIRED = 6;
    /** The share of all tickets that is looked at for the sake of rare words, and again for pairs of others. */
    private static final double SHARE = 0.02;

    private final Map<String, Integer> tickets = new HashMap<>();
    private final int sample;
    /** By the number of tickets of the sample that have a word. */
    private final double[] weights;

    WordWeights(Collection<Text> sample) {
        this.sample = sample.size();
        for (Text text : sample) {
            text.words.keySet().forEach(key -> tickets.merge(key, 1, Integer::sum));
        }
        this.weights = IntStream.rangeClosed(0, this.sample)
                .mapToDouble(count -> Math.log((double) (this.sample + UNSEEN) / (count + 1)))
                .toArray();
    }

    /** The words of a text that say something. Immutable. */
    static final class Text {
        /** By the letters that count. */
        private final Map<String, String> words = new LinkedHashMap<>();

        /** Takes a {@link SearchText#of search text}. */
        Text(String searchText) {
            int end = searchText.length();
            for (int start = 1; start < end; ) {
                int space = searchText.indexOf(' ', start);
                String word = searchText.substring(start, space < 0 ? end : space);
                if (saysSomething(word)) {
                    words.putIfAbsent(key(word), word);
                }
                start = space < 0 ? end : space + 1;
            }
        }
    }

    private static boolean saysSomething(String word) {
        boolean tooShort = word.length() <= 1 && (word.isEmpty() || word.charAt(0) < FIRST_IDEOGRAPH);
        return !tooShort && !FunctionWords.contains(word);
    }

    private static String key(String word) {
        return isCut(word) ? word.substring(0, word.offsetByCodePoints(0, LETTERS)) : word;
    }

    /** Numbers are different also when they begin alike. */
    private static boolean isCut(String word) {
        return word.codePointCount(0, word.length()) >= LETTERS && word.chars().noneMatch(Character::isDigit);
    }

    private double weight(String key) {
        return weights[tickets.getOrDefault(key, 0)];
    }

    /** What is compared of a text. */
    final class Vector {
        private final Map<String, String> words;
        private final Map<String, Double> weights = new LinkedHashMap<>();
        private final double length;

        private Vector(Set<String> title, Text text) {
            this.words = text.words;
            double squares = 0;
            for (String key : words.keySet()) {
                double weight = weight(key) * (title.contains(key) ? IN_TITLE : 1);
                weights.put(key, weight);
                squares += weight * weight;
            }
            this.length = Math.sqrt(squares);
        }

        /** 0 to 1: the cosine of the angle between both, less where all depends on a word or two. */
        double similarity(Vector other) {
            double product = 0;
            int shared = 0;
            for (Map.Entry<String, Double> weight : weights.entrySet()) {
                Double theirs = other.weights.get(weight.getKey());
                if (theirs != null) {
                    product += weight.getValue() * theirs;
                    shared++;
                }
            }
            if (shared == 0) {
                return 0;
            }
            int enough = Math.min(ENOUGH, Math.max(weights.size(), other.weights.size()));
            double evidence = ONE_IS_CHANCE + (1 - ONE_IS_CHANCE) * Math.min(1, (double) shared / enough);
            // rounded, so that the order of words does not matter
            double score = Math.round(product / (length * other.length) * evidence * 10_000) / 10_000.0;
            return Math.min(1, score);
        }

        /** About the same without looking at the other's title, in a fraction of the time. */
        double roughly(Text other) {
            double product = 0;
            double squares = 0;
            for (String key : other.words.keySet()) {
                double weight = weight(key);
                squares += weight * weight;
                product += weight * weights.getOrDefault(key, 0.0);
            }
            return product == 0 ? 0 : product / Math.sqrt(squares);
        }

        /** The words that the other has too, the rarest first. */
        List<String> shared(Vector other, int limit) {
            return weights.keySet().stream()
                    .filter(other.weights::containsKey)
                    .sorted(Comparator.comparing(WordWeights.this::weight).reversed())
                    .limit(limit)
                    .map(key -> words.getOrDefault(key, key))
                    .toList();
        }

        /**
         * What similar tickets have, and few others: any rare word, or two of the words that are less rare. Empty when there
         * is nothing that only few have.
         */
        List<List<Term>> telling() {
            List<String> rarest = weights.keySet().stream()
                    .sorted(Comparator.comparing(WordWeights.this::share)
                            .thenComparing(Comparator.comparing((String key) -> weights.getOrDefault(key, 0.0))
                                    .reversed())
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(MOST_WORDS)
                    .toList();
            List<List<Term>> anyOf = new ArrayList<>();
            double all = 0;
            int alone = 0;
            while (alone < rarest.size() && all + share(rarest.get(alone)) <= SHARE) {
                all += share(rarest.get(alone));
                anyOf.add(List.of(term(rarest.get(alone))));
                alone++;
            }
            List<String> others = rarest.subList(alone, Math.min(rarest.size(), alone + PAIRED));
            addPairs(others, anyOf);
            return anyOf;
        }
    }

    private void addPairs(List<String> keys, List<List<Term>> anyOf) {
        double all = 0;
        for (int second = 1; second < keys.size(); second++) {
            for (int first = 0; first < second; first++) {
                double both = share(keys.get(first)) * share(keys.get(second));
                if (all + both > SHARE) {
                    return;
                }
                all += both;
                anyOf.add(List.of(term(keys.get(first)), term(keys.get(second))));
            }
        }
    }

    /** About how many of all tickets have it. */
    private double share(String key) {
        return (tickets.getOrDefault(key, 0) + 0.5) / (sample + 1);
    }

    private static Term term(String key) {
        return new Term(key, isCut(key));
    }

    Vector vector(String title, Text text) {
        return new Vector(new Text(' ' + String.join(" ", SearchText.words(title))).words.keySet(), text);
    }
}
