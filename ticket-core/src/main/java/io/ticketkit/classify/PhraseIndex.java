package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Phrases by their first word, so that a text is read once whatever the size of the lexicon. Immutable. */
final class PhraseIndex {
    private final WordMap<List<Phrase>> byWord = new WordMap<>();
    private final WordMap<List<Phrase>> byBeginning = new WordMap<>();
    /** The endings written backwards. */
    private final WordMap<List<Phrase>> byEnding = new WordMap<>();
    /** A bit for each length that a beginning or ending has; words have at most 64 letters. */
    private long beginnings;

    private long endings;
    /** A bit for each last letter that an ending has, of 64 kinds. */
    private long lastLetters;

    private final Vocabulary vocabulary;

    PhraseIndex(Collection<Phrase> phrases) {
        this.vocabulary = new Vocabulary(phrases);
        for (Phrase phrase : phrases) {
            if (!phrase.section().equals(Section.KNOWN) && !phrase.section().equals(Section.STOPWORDS)) {
                add(phrase, phrase.words().get(0));
            }
        }
    }

    private void add(Phrase phrase, Phrase.Word first) {
        String text = first.text();
        switch (first.match()) {
            case WHOLE -> add(byWord, text, phrase);
            case BEGINNING -> {
                beginnings |= 1L << text.length();
                add(byBeginning, text, phrase);
            }
            case ENDING -> {
                endings |= 1L << text.length();
                lastLetters |= 1L << text.charAt(text.length() - 1);
                add(byEnding, backwards(text), phrase);
            }
        }
    }

    private static void add(WordMap<List<Phrase>> map, String word, Phrase phrase) {
        map.get(word)
                .orElseGet(() -> {
                    List<Phrase> list = new ArrayList<>();
                    map.add(word, list);
                    return list;
                })
                .add(phrase);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Names the phrases whose first word this is. */
    void startingWith(String word, Consumer<Phrase> action) {
        long hash = partsOf(word, beginnings, byBeginning, action);
        each(byWord.get(hash, word, word.length(), ""), action);
        if (((lastLetters >>> word.charAt(word.length() - 1)) & 1) != 0) {
            endingsOf(word, action);
        }
    }

    /** The hash of the whole word. */
    private static long partsOf(String word, long lengths, WordMap<List<Phrase>> map, Consumer<Phrase> action) {
        long hash = 0;
        for (int length = 1; length <= word.length(); length++) {
            hash = WordMap.next(hash, word.charAt(length - 1));
            if (((lengths >>> length) & 1) != 0) {
                each(map.get(hash, word, length, ""), action);
            }
        }
        return hash;
    }

    private void endingsOf(String word, Consumer<Phrase> action) {
        long hash = 0;
        for (int length = 1; length <= word.length(); length++) {
            hash = WordMap.next(hash, word.charAt(word.length() - length));
            if (((endings >>> length) & 1) != 0) {
                each(byEnding.getBackwards(hash, word, length), action);
            }
        }
    }

    private static void each(@Nullable List<Phrase> phrases, Consumer<Phrase> action) {
        if (phrases != null) {
            for (int i = 0; i < phrases.size(); i++) {
                action.accept(phrases.get(i));
            }
        }
    }

    private static String backwards(String word) {
        return new StringBuilder(word).reverse().toString();
    }
}
