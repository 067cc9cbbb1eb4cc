package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up tickets of a library: three matters in words of their own, so that there is something to learn. */
final class LearnedTexts {
    static final String[] LABELS = {"billing", "technical", "account"};

    private static final String[][] MATTERS = {
        {"shelf mark", "barcode", "book spine", "catalogue card", "reading room"},
        {"microfilm", "lamp", "scanner glass", "archive lift", "dehumidifier"},
        {"borrower", "locker token", "guest pass", "membership leaflet", "cloakroom"}
    };
    private static final String[] FRAMES = {
        "Something about the %s on floor %d",
        "Please look at the %s, row %d",
        "The %s again, second time, case %d",
        "Who takes care of the %s in hall %d?",
        "A visitor told us about the %s, note %d"
    };

    private LearnedTexts() {}

    /** Examples with ids from 1, of the three labels in turn. */
    static List<Example> examples(int count) {
        Random random = new Random(7);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(i + 1, null, text(i % 3, random), LABELS[i % 3]));
        }
        return examples;
    }

    /** The same texts with labels by chance. */
    static List<Example> mislabelled(int count, long seed) {
        Random random = new Random(seed);
        return examples(count).stream()
                .map(e -> new Example(e.id(), e.title(), e.description(), LABELS[random.nextInt(3)]))
                .toList();
    }

    static String text(int matter, Random random) {
        String[] words = MATTERS[matter];
        return String.format(
                FRAMES[random.nextInt(FRAMES.length)], words[random.nextInt(words.length)], random.nextInt(90));
    }
}
