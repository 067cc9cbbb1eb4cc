package io.ticketkit.assist;

import io.ticketkit.spi.SearchText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a text is about: its words without the common ones, each cut to its beginning so that forms of a word are one. */
final class Terms {
    private static final int STEM = 6;
    private static final int SHORTEST = 3;
    private static final int MOST = 300;
    private static final int READ = 8_000;
    /** One word in common is chance. */
    private static final int LEAST_SHARED = 2;

    private Terms() {}

    static Set<String> of(String text) {
        return words(text).stream().limit(MOST).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The terms in their order, as often as they stand there. */
    static List<String> words(String text) {
        return SearchText.words(text.substring(0, Math.min(READ, text.length()))).stream()
                .filter(word -> word.length() >= SHORTEST
                        && Phrases.all().values().stream()
                                .noneMatch(phrases -> phrases.functionWords().contains(word)))
                .map(word -> word.length() > STEM ? word.substring(0, STEM) : word)
                .toList();
    }

    /**
     * How much a text that has a heading is about what is asked: the mean of the part of the heading's terms that the
     * question has, and of the part of the question's terms that the text has.
     *
     * @return 0 to 1; 0 when they share fewer than two terms
     */
    static double likeness(Set<String> question, String heading, String text) {
        Set<String> headed = of(heading);
        Set<String> all = of(heading + "\n" + text);
        long shared = shared(question, all);
        if (shared < LEAST_SHARED) {
            return 0;
        }
        double covered = (double) shared / question.size();
        return headed.isEmpty() ? covered : (covered + (double) shared(question, headed) / headed.size()) / 2;
    }

    private static long shared(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).count();
    }
}
