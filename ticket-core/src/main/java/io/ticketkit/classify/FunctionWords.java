package io.ticketkit.classify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Words such as "the" and "habe": two texts that share them need not be about the same matter. */
public final class FunctionWords {
    private static final String RESOURCE = "function_words.txt";
    private static final Set<String> WORDS = read();

    private FunctionWords() {}

    /**
     * Whether a word says nothing about what a text is about, in any of the languages that are known.
     *
     * @param word in lower case, without accents and apostrophes
     * @return true for a function word
     */
    public static boolean contains(String word) {
        return WORDS.contains(word);
    }

    private static Set<String> read() {
        try (InputStream stream = FunctionWords.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(
                        RESOURCE + " is not on the class path beside this class; was the jar repackaged without it?");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
