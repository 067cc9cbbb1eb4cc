package io.ticketkit.llm.internal.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text without what a reader does not see or a browser would interpret. */
public final class Plain {
    private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?][^<>]{0,1000}>");
    /** How far the full-width forms of Unicode are from ASCII. */
    private static final int FULL_WIDTH = 0xFEE0;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[A-Z]{1,20}_\\d{1,9}]");
    private static final int LONGEST_PLACEHOLDER = 32;
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Plain() {}

    /**
     * Without zero-width and direction characters, tag characters and other invisible ones; controls but line breaks and
     * tabs are spaces, broken Unicode is marked as such; digits and @ of full width are the usual ones.
     */
    public static String visible(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                plain.append((char) c);
            } else if (c == '\u2028' || c == '\u2029' || c == '\u0085') {
                plain.append('\n');
            } else if (c == '\r') {
                // of a line break, or nothing
            } else if (Character.isISOControl(c)) {
                plain.append(' ');
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                plain.append('\uFFFD');
            } else if ((c >= '\uFF10' && c <= '\uFF19') || c == '\uFF20') {
                plain.append((char) (c - FULL_WIDTH));
            } else if (!isInvisible(c)) {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private static boolean isInvisible(int c) {
        boolean filler = c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
        boolean variation = c >= 0xE0100 && c <= 0xE01EF;
        return Character.getType(c) == Character.FORMAT || filler || variation;
    }

    /**
     * One line without markup: tags are gone, and where an angle bracket is left it is one that no browser interprets.
     *
     * @param longest code points, more than 1
     */
    public static String line(String text, int longest) {
        String visible = SPACE.matcher(visible(text)).replaceAll(" ");
        String line = TAG.matcher(visible)
                .replaceAll("")
                .replace('<', '‹')
                .replace('>', '›')
                .strip();
        if (line.codePointCount(0, line.length()) <= longest) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, longest - 1)).strip() + "…";
    }

    /**
     * The beginning and the end of a long text, with a mark between that says how much is missing. A placeholder of the
     * standard redactor is left out whole.
     */
    public static String headAndTail(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int head = cut(text, longest * 2 / 3, false);
        int tail = cut(text, text.length() - (longest - longest * 2 / 3), true);
        return text.substring(0, head) + "\n[… " + (tail - head) + " characters left out …]\n" + text.substring(tail);
    }

    /** The position, or the edge of the placeholder or of the character that it is inside of. */
    private static int cut(String text, int position, boolean after) {
        Matcher placeholder = PLACEHOLDER.matcher(text);
        placeholder.region(
                Math.max(0, position - LONGEST_PLACEHOLDER), Math.min(text.length(), position + LONGEST_PLACEHOLDER));
        while (placeholder.find() && placeholder.start() < position) {
            if (placeholder.end() > position) {
                return after ? placeholder.end() : placeholder.start();
            }
        }
        boolean inside = position > 0
                && Character.isHighSurrogate(text.charAt(position - 1))
                && Character.isLowSurrogate(text.charAt(position));
        return inside ? position + (after ? 1 : -1) : position;
    }
}
