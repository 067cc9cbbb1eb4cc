package io.ticketkit;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes names and types of files safe that somebody sent. */
final class FileNames {
    private static final String NAMELESS = "file";
    /** An extension that is longer is a part of the name. */
    private static final int LONGEST_EXTENSION = 20;

    private static final Pattern RESERVED = Pattern.compile(
            "(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³]|CONIN\\$|CONOUT\\$)\\s*(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPE =
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");

    private FileNames() {}

    /** A safe name, whatever was sent. */
    static String safe(@Nullable String sent) {
        if (sent == null) {
            return NAMELESS;
        }
        String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        // before composing, which takes long for what is absurdly long
        String name = trimmed(Normalizer.normalize(visible(cut(last, 4 * Limits.FILE_NAME)), Normalizer.Form.NFC));
        if (RESERVED.matcher(name).matches()) {
            name = "_" + name;
        }
        name = cut(name, Limits.FILE_NAME);
        return name.isEmpty() ? NAMELESS : name;
    }

    /** Without what nobody sees or no system lets stand in a name. */
    private static String visible(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> {}
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    clean.append(' ');
                default -> clean.appendCodePoint("<>:\"|?*/\\".indexOf(c) >= 0 ? '_' : c);
            }
        });
        return clean.toString();
    }

    /** Dots hide a name at its start and are dropped by Windows at its end. */
    private static String trimmed(String name) {
        int start = 0;
        int end = name.length();
        while (start < end && ". ".indexOf(name.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && ". ".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(start, end);
    }

    /** At most so many characters, of which the extension stays. */
    private static String cut(String name, int max) {
        if (name.codePointCount(0, name.length()) <= max) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 || name.length() - dot > LONGEST_EXTENSION ? "" : name.substring(dot);
        int room = max - extension.codePointCount(0, extension.length());
        return trimmed(name.substring(0, name.offsetByCodePoints(0, room))) + extension;
    }

    /** What follows the last dot, in lower case; empty when there is none. */
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The type without parameters, or what stands for an unknown one. */
    static String mediaType(@Nullable String sent) {
        if (sent == null) {
            return AttachmentDraft.UNKNOWN_TYPE;
        }
        int parameters = sent.indexOf(';');
        String type =
                (parameters < 0 ? sent : sent.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
        return TYPE.matcher(type).matches() ? type : AttachmentDraft.UNKNOWN_TYPE;
    }
}
