package io.ticketkit.classify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Phrases by their first word, so that a text is read once whatever the size of the lexicon. Immutable. */
final class PhraseIndex {
    private final Map<String, List<Phrase>> byWord = new HashMap<>();
    private final Map<String, List<Phrase>> byPrefix = new HashMap<>();
    private final Set<Integer> prefixLengths = new TreeSet<>();
    private final Vocabulary vocabulary;

    PhraseIndex(Collection<Phrase> phrases) {
        this.vocabulary = new Vocabulary(phrases);
        for (Phrase phrase : phrases) {
            if (phrase.section().equals(Section.KNOWN) || phrase.section().equals(Section.STOPWORDS)) {
                continue;
            }
            Phrase.Word first = phrase.words().get(0);
            (first.prefix() ? byPrefix : byWord)
                    .computeIfAbsent(first.text(), w -> new ArrayList<>())
                    .add(phrase);
            if (first.prefix()) {
                prefixLengths.add(first.text().length());
            }
        }
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The phrases whose first word this is. */
    List<Phrase> startingWith(String word) {
        List<Phrase> whole = byWord.getOrDefault(word, List.of());
        List<Phrase> found = whole;
        for (int length : prefixLengths) {
            if (length > word.length()) {
                break;
            }
            List<Phrase> begin = byPrefix.getOrDefault(word.substring(0, length), List.of());
            if (!begin.isEmpty()) {
                // most words begin no phrase, or only such of one list: those are not copied
                found = found == whole ? new ArrayList<>(whole) : found;
                found.addAll(begin);
            }
        }
        return found;
    }
}
