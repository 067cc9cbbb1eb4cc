package io.ticketkit.testkit.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people of one language write, from {@code phrases_<language>.txt} and {@code phrases_common.txt}.
 *
 * <p>A file has sections: {@code [name]}, or {@code [name.scope]} which goes before it where that scope (a topic, a kind
 * of topic, a tone) holds. Each further line is one text; {@code 3| text} is taken three times as often, {@code \n}
 * begins a new line, {@code #} a comment. In a text {@code {name}} is filled from that section and stays the same to the
 * end of the letter, {@code {name2}} is filled on its own, {@code {1..9}} is a number, {@code {hex}} and {@code {date}} are
 * made up.
 */
final class Phrasebook {
    private static final Pattern WEIGHTED = Pattern.compile("(\\d+)\\| (.*)", Pattern.DOTALL);

    private final Locale language;
    private final Map<String, List<String>> sections = new HashMap<>();
    private final List<DateTimeFormatter> dates;

    /** Of one language; {@code subjects} is what a host's own categories are about, possibly nothing. */
    Phrasebook(String language, List<String> subjects) {
        this.language = Locale.forLanguageTag(language);
        read("common");
        read(language);
        this.dates = texts("datepattern").stream()
                .map(pattern -> DateTimeFormatter.ofPattern(pattern, this.language))
                .toList();
        if (!subjects.isEmpty()) {
            sections.put("subject", subjects);
            // a third of all letters
            List<String> topics = texts("topic");
            int times = Math.max(1, topics.size() / 2);
            for (int i = 0; i < times; i++) {
                topics.add("subject");
            }
        }
    }

    private void read(String name) {
        InputStream file =
                Objects.requireNonNull(Phrasebook.class.getResourceAsStream("phrases_" + name + ".txt"), name);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            List<String> section = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(1, line.indexOf(']')), section);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    add(section, line.replace("\\n", "\n"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(List<String> section, String line) {
        Matcher weighted = WEIGHTED.matcher(line);
        int times = weighted.matches() ? Integer.parseInt(weighted.group(1)) : 1;
        for (int i = 0; i < times; i++) {
            section.add(weighted.matches() ? weighted.group(2) : line);
        }
    }

    Locale language() {
        return language;
    }

    List<DateTimeFormatter> dates() {
        return dates;
    }

    boolean has(String section) {
        return sections.containsKey(section);
    }

    List<String> texts(String section) {
        return Objects.requireNonNull(sections.get(section), section);
    }
}
