package io.ticketkit.assist;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** What the offline assistant says in one language, and by which words it knows the language. Immutable. */
final class Phrases {
    private static final Map<String, Phrases> ALL = readAll("en", "de", "fr", "es", "pt");
    private static final int HOURS_A_DAY = 24;

    private final Properties texts;
    private final Set<String> functionWords;

    private Phrases(Properties texts) {
        this.texts = texts;
        this.functionWords = Set.of(text(texts, "function").split(" ", -1));
    }

    static Map<String, Phrases> all() {
        return ALL;
    }

    /** In a language; in English where it is not known. */
    static Phrases in(Optional<String> language) {
        Phrases english = Objects.requireNonNull(ALL.get("en"));
        return language.map(ALL::get).orElse(english);
    }

    Set<String> functionWords() {
        return functionWords;
    }

    boolean has(String key) {
        return texts.getProperty(key) != null;
    }

    String get(String key) {
        return text(texts, key);
    }

    /** With the values where the text has their number in braces. */
    String get(String key, String... values) {
        String text = get(key);
        for (int i = 0; i < values.length; i++) {
            // a value that itself holds a number in braces stays as it is: each number stands once, rising
            int at = text.lastIndexOf("{" + i + "}");
            if (at >= 0) {
                text = text.substring(0, at) + values[i] + text.substring(at + 3);
            }
        }
        return text;
    }

    List<String> list(String key) {
        return Arrays.asList(get(key).split(",", -1));
    }

    /** How long, roughly. */
    String time(Duration time) {
        if (time.toHours() < 1) {
            return get("minutes", String.valueOf(Math.max(1, time.toMinutes())));
        }
        boolean days = time.toHours() >= 2 * HOURS_A_DAY;
        return days ? get("days", String.valueOf(time.toDays())) : get("hours", String.valueOf(time.toHours()));
    }

    private static String text(Properties texts, String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("there is no phrase " + key);
        }
        return text;
    }

    private static Map<String, Phrases> readAll(String... languages) {
        Map<String, Phrases> all = new LinkedHashMap<>();
        for (String language : languages) {
            all.put(language, new Phrases(read("phrases_" + language + ".properties")));
        }
        return Collections.unmodifiableMap(all);
    }

    private static Properties read(String resource) {
        Properties texts = new Properties();
        try (InputStream stream = Phrases.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(
                        resource + " is not on the class path beside this class; was the jar repackaged without it?");
            }
            texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
