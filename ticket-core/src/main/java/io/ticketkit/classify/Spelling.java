package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the misspelled and inflected words of one text as the words of a lexicon they stand for. A word that any phrase
 * knows, or that is listed as known, stays as it is.
 */
final class Spelling {
    /** What a misspelled word counts for. */
    private static final double GUESSED = 0.8;

    private static final double INFLECTED = 0.95;
    /** Different words of one text that are looked for; it bounds the cost of absurd input. */
    private static final int MOST_LOOKUPS = 400;

    private static final int SHORTEST_STEM = 4;
    private static final int SHORT_WORD = 6;
    private static final List<String> ENDINGS =
            List.of("s", "es", "ed", "d", "ing", "n", "en", "e", "er", "ly", "a", "o", "as", "os");

    private final List<Vocabulary> vocabularies;
    private final Map<String, Reading> readings = new HashMap<>();

    Spelling(List<Vocabulary> vocabularies) {
        this.vocabularies = vocabularies;
    }

    private record Reading(String word, double trust) {}

    /** The same words, each read as the lexicon spells it. */
    List<Token> read(List<Token> tokens) {
        List<Token> read = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            read.add(isKnown(token.word()) ? token : read(token));
        }
        return read;
    }

    private Token read(Token token) {
        Reading reading = readings.get(token.word());
        if (reading == null) {
            reading = readings.size() < MOST_LOOKUPS ? reading(token.word()) : new Reading(token.word(), 1);
            readings.put(token.word(), reading);
        }
        return reading.word().equals(token.word()) ? token : token.readAs(reading.word(), reading.trust());
    }

    private boolean isKnown(String word) {
        for (Vocabulary vocabulary : vocabularies) {
            if (vocabulary.knows(word)) {
                return true;
            }
        }
        return false;
    }

    private Reading reading(String word) {
        if (word.length() > Vocabulary.LONGEST_WORD || !isOfLetters(word)) {
            return new Reading(word, 1);
        }
        for (String respelled : respellings(word)) {
            if (isKnown(respelled)) {
                return new Reading(respelled, 1);
            }
        }
        String inflected = inflected(word);
        if (inflected != null) {
            return new Reading(inflected, INFLECTED);
        }
        if (word.length() < Vocabulary.SHORTEST_WORD) {
            return new Reading(word, 1);
        }
        for (Vocabulary vocabulary : vocabularies) {
            Optional<String> near = vocabulary.nearest(word);
            if (near.isPresent()) {
                return new Reading(near.get(), GUESSED);
            }
        }
        return new Reading(word, 1);
    }

    /** "sooo" for "so", "heeelp" for "help", the German "ueber" for "über". */
    private static List<String> respellings(String word) {
        List<String> respellings = new ArrayList<>(4);
        String twice = withoutRuns(word, 2);
        if (!twice.equals(word)) {
            respellings.add(twice);
            respellings.add(withoutRuns(word, 1));
            respellings.add(withoutLongRuns(word));
        }
        String umlauts = word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
        if (umlauts.length() >= 3 && umlauts.length() < word.length()) {
            respellings.add(umlauts);
        }
        return respellings;
    }

    /** With no letter more than so many times in a row. */
    private static String withoutRuns(String word, int most) {
        StringBuilder shorter = new StringBuilder();
        int run = 0;
        for (int i = 0; i < word.length(); i++) {
            run = i > 0 && word.charAt(i) == word.charAt(i - 1) ? run + 1 : 1;
            if (run <= most) {
                shorter.append(word.charAt(i));
            }
        }
        return shorter.toString();
    }

    /** With one letter for three or more in a row, and doubled letters left doubled. */
    private static String withoutLongRuns(String word) {
        StringBuilder shorter = new StringBuilder();
        int end;
        for (int start = 0; start < word.length(); start = end) {
            end = start + 1;
            while (end < word.length() && word.charAt(end) == word.charAt(start)) {
                end++;
            }
            shorter.append(word, start, end - start > 2 ? start + 1 : end);
        }
        return shorter.toString();
    }

    /** The word with another ending, as most European languages form plural, gender and the forms of verbs. */
    private @Nullable String inflected(String word) {
        String found = ended(word, List.of(""));
        return found == null ? ended(word, ENDINGS) : found;
    }

    /** The word, or one of its stems, with one of these endings. */
    private @Nullable String ended(String word, List<String> endings) {
        String found = word.length() < SHORTEST_STEM ? null : known(word, word.length(), endings);
        if (found == null && word.endsWith("ies")) {
            found = known(word, word.length() - 3, List.of("y"));
        }
        for (int i = 0; i < ENDINGS.size() && found == null; i++) {
            int stem = word.length() - ENDINGS.get(i).length();
            found = stem >= SHORTEST_STEM && word.endsWith(ENDINGS.get(i)) ? known(word, stem, endings) : null;
        }
        return found;
    }

    private @Nullable String known(String word, int stem, List<String> endings) {
        long hash = 0;
        for (int i = 0; i < stem; i++) {
            hash = WordMap.next(hash, word.charAt(i));
        }
        for (String ending : endings) {
            for (Vocabulary vocabulary : vocabularies) {
                String found = vocabulary.inflected(word, stem, hash, ending);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    static boolean isOfLetters(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isLetter(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether no more errors lie between two words: letters left out, added, replaced, or two exchanged. The first letter
     * must be right or exchanged with the second: people seldom miss it, and many words differ in it only. Of a word of up
     * to six letters the first three must be right: short words of five languages lie close together.
     */
    static boolean isNear(String word, String known, int errors) {
        boolean sameStart = word.charAt(0) == known.charAt(0)
                || (word.charAt(0) == known.charAt(1) && word.charAt(1) == known.charAt(0));
        sameStart &= word.length() > SHORT_WORD || word.regionMatches(0, known, 0, 3);
        return sameStart && Math.abs(word.length() - known.length()) <= errors && distance(word, known) <= errors;
    }

    /** Edit distance with neighbours exchanged as one step. */
    private static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                boolean exchanged = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (exchanged) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
        }
        return row[other.length()];
    }
}
