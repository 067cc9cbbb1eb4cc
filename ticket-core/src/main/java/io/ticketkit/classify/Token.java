package io.ticketkit.classify;

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
        if (!isLongWord()) {
            return false;
        }
        boolean upper = false;
        for (int i = 0; i < surface.length(); i++) {
            char c = surface.charAt(i);
            if (Character.isLowerCase(c)) {
                return false;
            }
            upper |= Character.isUpperCase(c);
        }
        return upper;
    }

    /** Three characters or more: shorter ones tell nothing about shouting. */
    boolean isLongWord() {
        return word.length() >= 3 && Character.isLetter(word.charAt(0));
    }
}
