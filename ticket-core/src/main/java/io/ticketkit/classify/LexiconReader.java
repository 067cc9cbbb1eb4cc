package io.ticketkit.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the file format that {@link Lexicon} describes. */
final class LexiconReader {
    private static final double MAX_WEIGHT = 10;

    private final BufferedReader lines;
    private final List<Phrase> phrases = new ArrayList<>();
    private @Nullable Section section;
    private int number;

    LexiconReader(BufferedReader lines) {
        this.lines = lines;
    }

    List<Phrase> read() throws IOException {
        String line = lines.readLine();
        while (line != null) {
            number++;
            // editors on Windows like to put a byte order mark before the first line
            line(line.replace("\uFEFF", "").strip());
            line = lines.readLine();
        }
        return phrases;
    }

    private void line(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        try {
            if (line.startsWith("[")) {
                section = header(line);
            } else {
                phrases(line);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("lexicon, line " + number + ": " + e.getMessage(), e);
        }
    }

    private static Section header(String line) {
        if (!line.endsWith("]")) {
            throw new IllegalArgumentException("the section \"" + line + "\" does not end; add ]");
        }
        return Section.parse(line.substring(1, line.length() - 1));
    }

    private void phrases(String line) {
        if (section == null) {
            throw new IllegalArgumentException("a phrase before the first section; put a line like [scope all] above");
        }
        String[] parts = line.split("\\s+", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("only one word; write a weight and phrases, like: 2 data loss");
        }
        double weight = weight(parts[0]);
        for (String phrase : parts[1].split(",", -1)) {
            phrases.add(Phrase.parse(section, weight, phrase));
        }
    }

    private static double weight(String text) {
        try {
            double weight = Double.parseDouble(text);
            if (weight >= 0 && weight <= MAX_WEIGHT) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // the message below says it better
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a weight; begin the line with a number from 0 to 10, like: 2 data loss");
    }
}
