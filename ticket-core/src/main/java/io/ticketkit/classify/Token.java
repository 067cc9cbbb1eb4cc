package io.ticketkit.classify;

import java.util.Locale;

/**
 * One word, number or symbol of a text.
 *
 * @param word folded: lower case, without accents and apostrophes
 * @param surface as it was written
 * @param clause words with the same number stand in one clause
 * @param title whether it stands in the title
 * @param trust 1, or less when the word was misspelled and is only a guess
 */
record Token(String word, String surface, int clause, boolean title, double trust) {
    Token(String word, String surface, int clause, boolean title) {
        this(word, surface, clause, title, 1);
    }

    Token readAs(String other, double otherTrust) {
        return new Token(other, surface, clause, title, otherTrust);
    }

    /** Written in capitals, and long enough not to be an accident. */
    boolean shouted() {
        return isLongWord()
                && surface.equals(surface.toUpperCase(Locale.ROOT))
                && !surface.equals(surface.toLowerCase(Locale.ROOT));
    }

    /** Three characters or more: shorter ones tell nothing about shouting. */
    boolean isLongWord() {
        return word.length() >= 3 && Character.isLetter(word.charAt(0));
    }
}
