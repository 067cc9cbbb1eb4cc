package io.ticketkit.demo.evaluate;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's text and what a person decided.
 *
 * @param title null when there is none
 * @param label as the file has it, without space around it
 */
record Sample(@Nullable String title, String description, String label) {
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Composed (NFC), with single spaces. */
    static String clean(String text) {
        return SPACE.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .strip();
    }

    String text() {
        return title == null ? description : title + " " + description;
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "Sample[" + label + "]";
    }
}
