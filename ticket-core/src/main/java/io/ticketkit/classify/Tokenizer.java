package io.ticketkit.classify;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts text into folded words in one pass. Links and e-mail addresses are left out: their words say nothing about the
 * matter. Scripts that put no space between words are cut into characters.
 */
final class Tokenizer {
    /** More than any ticket may hold; the rest of a longer text is not read. */
    private static final int MAX_TEXT = 50_000;
    /** No lexicon word is longer; it also bounds the cost of absurd input. */
    private static final int MAX_WORD = 64;

    private static final String NOSES = "-'o";
    private static final String SAD = "([/|";
    private static final String HAPPY = ")]DP";

    private static final Set<String> ELISIONS =
            Set.of("l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu");

    private final List<Token> tokens = new ArrayList<>();
    private int clause;
    private int exclamations;
    private int questions;

    /** The words of a short text, such as a phrase of a lexicon. */
    static List<String> words(String text) {
        Tokenizer tokenizer = new Tokenizer();
        tokenizer.read(text, false);
        return tokenizer.tokens.stream().map(Token::word).toList();
    }

    List<Token> tokens() {
        return tokens;
    }

    /** How many exclamation marks stand beside another one or a question mark. */
    int exclamations() {
        return exclamations;
    }

    /** How many questions are asked. */
    int questions() {
        return questions;
    }

    void read(String text, boolean title) {
        clause++;
        int end = Math.min(text.length(), MAX_TEXT);
        boolean chunkStarts = true;
        int at = 0;
        while (at < end) {
            if (chunkStarts && isAddress(text, at, end)) {
                at = chunkEnd(text, at, end);
            }
            int c = at < end ? text.codePointAt(at) : ' ';
            chunkStarts = Character.isWhitespace(c);
            at = Character.isLetterOrDigit(c) && !standsAlone(c)
                    ? word(text, at, end, title)
                    : other(text, at, end, c, title);
        }
    }

    private int word(String text, int start, int end, boolean title) {
        int at = start;
        while (at < end) {
            int c = text.codePointAt(at);
            boolean goesOn = isApostrophe(c)
                    ? joins(text, start, at, end)
                    : (Character.isLetterOrDigit(c) && !standsAlone(c)) || isMark(c);
            if (!goesOn) {
                break;
            }
            at += Character.charCount(c);
        }
        int cut = Math.min(at, start + MAX_WORD);
        boolean insidePair = cut < at && Character.isHighSurrogate(text.charAt(cut - 1));
        add(text.substring(start, insidePair ? cut - 1 : cut), title);
        return at;
    }

    private int other(String text, int at, int end, int c, boolean title) {
        int next = Math.min(end, at) + Character.charCount(c);
        int mouth = mouth(text, at, end);
        if (mouth >= 0) {
            String face = SAD.indexOf(text.charAt(mouth)) >= 0 ? "☹" : "🙂";
            tokens.add(new Token(face, text.substring(at, mouth + 1), clause, title));
            return mouth + 1;
        }
        if (standsAlone(c)) {
            tokens.add(new Token(Character.toString(c), Character.toString(c), clause, title));
        } else if (endsClause(text, next, end, c)) {
            clause++;
            questions += isQuestionMark(c) ? 1 : 0;
        }
        if (c == '!' && ((next < end && isLoud(text.charAt(next))) || (at > 0 && isLoud(text.charAt(at - 1))))) {
            exclamations++;
        }
        return next;
    }

    private void add(String surface, boolean title) {
        String word = fold(surface);
        if (!word.isEmpty()) {
            tokens.add(new Token(word, surface, clause, title));
        }
    }

    private static String fold(String surface) {
        String decomposed = isAscii(surface) ? surface : Normalizer.normalize(surface, Normalizer.Form.NFKD);
        String lower = decomposed.toLowerCase(Locale.ROOT);
        if (isPlain(lower)) {
            return lower;
        }
        StringBuilder folded = new StringBuilder(lower.length());
        int c;
        for (int at = 0; at < lower.length(); at += Character.charCount(c)) {
            c = lower.codePointAt(at);
            if (c == 'ß') {
                folded.append("ss");
            } else if (Character.isLetterOrDigit(c)) {
                folded.appendCodePoint(c);
            }
        }
        return folded.toString();
    }

    /** Letters from a to z and digits only. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoud(char c) {
        return c == '!' || c == '?';
    }

    private static boolean isQuestionMark(int c) {
        return c == '?' || c == '？' || c == '؟';
    }

    /** Where the mouth of an emoticon such as ":-(" is that begins here; -1 when none does. */
    private static int mouth(String text, int at, int end) {
        boolean eyes = at < end
                && (text.charAt(at) == ':' || text.charAt(at) == ';' || text.charAt(at) == '=')
                && (at == 0 || Character.isWhitespace(text.charAt(at - 1)));
        int mouth = eyes && at + 1 < end && NOSES.indexOf(text.charAt(at + 1)) >= 0 ? at + 2 : at + 1;
        boolean face = eyes && mouth < end && (SAD + HAPPY).indexOf(text.charAt(mouth)) >= 0;
        return face && (mouth + 1 == end || !Character.isLetterOrDigit(text.charAt(mouth + 1))) ? mouth : -1;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** "can't" is one word, the French "l'accès" two. */
    private static boolean joins(String text, int start, int at, int end) {
        return at + 1 < end
                && Character.isLetter(text.codePointAt(at + 1))
                && !ELISIONS.contains(
                        text.substring(start, Math.min(at, start + MAX_WORD)).toLowerCase(Locale.ROOT));
    }

    /** Emoji, currency signs, and letters of scripts without spaces. */
    private static boolean standsAlone(int c) {
        int type = Character.getType(c);
        if (type == Character.OTHER_SYMBOL || type == Character.CURRENCY_SYMBOL) {
            return true;
        }
        if (c < 0x0E00 || !Character.isLetter(c)) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private static boolean endsClause(String text, int next, int end, int c) {
        boolean spaceFollows = next >= end || Character.isWhitespace(text.codePointAt(next));
        return switch (c) {
            case '!', '?', ';', '(', ')', '。', '，', '、', '！', '？', '；', '…', '—', '–', '¿', '¡' -> true;
            case '.', ',', ':', '-' -> spaceFollows;
            // a line that goes on in lower case was only wrapped
            case '\n' -> next >= end || !Character.isLowerCase(text.codePointAt(next));
            default -> false;
        };
    }

    private static boolean isAddress(String text, int at, int end) {
        int chunkEnd = chunkEnd(text, at, end);
        boolean dotAfterSign = false;
        int sign = -1;
        for (int i = at; i < chunkEnd; i++) {
            char c = text.charAt(i);
            if (c == ':' && text.startsWith("://", i)) {
                return true;
            }
            sign = sign < 0 && c == '@' ? i : sign;
            dotAfterSign |= sign > at && c == '.';
        }
        return dotAfterSign || text.startsWith("www.", at);
    }

    private static int chunkEnd(String text, int start, int end) {
        int at = start;
        while (at < end && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '\u2019' || c == '\u02BC';
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
