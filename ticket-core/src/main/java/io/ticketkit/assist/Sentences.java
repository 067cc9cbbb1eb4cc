package io.ticketkit.assist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds sentences and places where a text can be cut. */
final class Sentences {
    /** How much of a sentence is quoted, in code points. */
    static final int LINE = 240;

    private static final Set<String> ABBREVIATIONS = Set.of(
            "e.g", "i.e", "etc", "mr", "mrs", "ms", "dr", "prof", "vs", "no", "nr", "approx", "incl", "z.b", "d.h",
            "u.a", "bzw", "ca", "evtl", "ggf", "inkl", "usw", "hr", "fr", "sr", "sra", "p.ej", "p.ex", "st", "inc");
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Sentences() {}

    /** White space collapsed; a line break stays only where the next line does not go on in lower case. */
    static String normalised(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean space = false;
        boolean line = false;
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (isBlank(c)) {
                space = true;
                line |= c == '\n' || c == '\r' || c == '\u2029';
            } else if (Character.getType(c) != Character.SURROGATE) {
                if (space && out.length() > 0) {
                    out.append(line && !Character.isLowerCase(c) ? '\n' : ' ');
                }
                out.appendCodePoint(c);
                space = false;
                line = false;
            }
        }
        return out.toString();
    }

    /** The first sentence that says something, without marks before it and a full stop behind it. */
    static String first(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start);
            String sentence = trimmed(text.substring(start, end));
            if (saysSomething(sentence)) {
                return sentence;
            }
            start = end;
        }
        return "";
    }

    /** Every sentence that says something, with the mark at its end. */
    static List<String> all(String text) {
        List<String> sentences = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            String sentence = text.substring(start, end).strip();
            if (saysSomething(sentence)) {
                sentences.add(sentence);
            }
            start = end;
        }
        return sentences;
    }

    /** On one line, cut at a word. */
    static String line(String text, int longest) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.codePointCount(0, line.length()) <= longest) {
            return line;
        }
        int cut = line.offsetByCodePoints(0, longest - 1);
        int space = line.lastIndexOf(' ', cut);
        return withoutTrailingPunctuation(line.substring(0, space > cut / 2 ? space : boundaryAtOrBefore(line, cut)))
                + "…";
    }

    /** Whether there is a letter, a digit or a symbol such as an emoji. */
    static boolean saysSomething(String text) {
        return text.codePoints()
                .anyMatch(c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL);
    }

    /** The last place not after {@code cut} where no accent, flag or joined emoji is torn; {@code cut} if all would be. */
    static int boundaryAtOrBefore(String text, int cut) {
        int at = cut;
        while (at > 0 && at < text.length() && belongsToBefore(text, at)) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        return at == 0 ? cut : at;
    }

    static String withoutTrailingPunctuation(String text) {
        int end = text.length();
        while (end > 0 && " ,;:.-–—(".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    private static int end(String text, int start) {
        for (int at = start; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean last = at + 1 == text.length();
            if (c == '\n' || "。！？".indexOf(c) >= 0) {
                return at + 1;
            }
            if (".!?…".indexOf(c) >= 0 && (last || isBlank(text.charAt(at + 1))) && !(c == '.' && goesOn(text, at))) {
                return at + 1;
            }
        }
        return text.length();
    }

    /** Whether the sentence goes on after this full stop: behind an abbreviation or an initial, or in lower case. */
    private static boolean goesOn(String text, int stop) {
        int start = stop;
        while (start > 0 && !isBlank(text.charAt(start - 1)) && "(\"'".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        String word = text.substring(start, stop).toLowerCase(Locale.ROOT);
        boolean lowerCaseFollows = stop + 2 < text.length()
                && Character.isLowerCase(text.codePointAt(stop + 2))
                && text.charAt(stop + 1) == ' ';
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0)) && !word.equals("i");
        return lowerCaseFollows || initial || ABBREVIATIONS.contains(word);
    }

    private static String trimmed(String sentence) {
        String text = sentence.strip();
        int start = 0;
        while (start < text.length() && "-*>#•·.,:;!? \t".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return withoutTrailingPunctuation(text.substring(start));
    }

    private static boolean belongsToBefore(String text, int at) {
        int c = text.codePointAt(at);
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
        boolean skinTone = c >= 0x1F3FB && c <= 0x1F3FF;
        boolean joined = c == ZERO_WIDTH_JOINER || text.codePointBefore(at) == ZERO_WIDTH_JOINER;
        return mark || skinTone || joined || splitsFlag(text, at);
    }

    /** A flag is two regional indicators; in a row of them every second place is inside a flag. */
    private static boolean splitsFlag(String text, int at) {
        int before = 0;
        int start = at;
        while (start > 0 && isRegional(text.codePointBefore(start))) {
            start -= 2;
            before++;
        }
        return isRegional(text.codePointAt(at)) && before % 2 == 1;
    }

    private static boolean isRegional(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    /** White space, and controls that nobody sees; the joiner of emoji is part of them. */
    private static boolean isBlank(int c) {
        int type = Character.getType(c);
        boolean invisible =
                type == Character.CONTROL || (type == Character.FORMAT && c != ZERO_WIDTH_JOINER && c < 0xE0000);
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || (invisible && !isDirection(c));
    }

    /** Marks of writing direction and the non-joiner belong to words in right-to-left and Indic scripts. */
    private static boolean isDirection(int c) {
        return c == 0x200C || (c >= 0x200E && c <= 0x200F);
    }
}
