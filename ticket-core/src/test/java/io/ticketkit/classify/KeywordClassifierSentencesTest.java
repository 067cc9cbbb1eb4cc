package io.ticketkit.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** A change of the words must not cost what they knew: floors with some room, on sentences of many trades. */
class KeywordClassifierSentencesTest {
    private record Sentence(String category, String priority, String sentiment, Classification answer) {}

    private final List<Sentence> sentences = sentences();

    @Test
    void categories() {
        assertThat(share((sentence, answer) ->
                        answer.category().orElseThrow().value().code().equals(sentence.category())))
                .isGreaterThan(0.9);
    }

    @Test
    void priorities() {
        assertThat(share((sentence, answer) ->
                        answer.priority().orElseThrow().value().wireName().equals(sentence.priority())))
                .isGreaterThan(0.75);
    }

    @Test
    void sentiments() {
        assertThat(share((sentence, answer) ->
                        answer.sentiment().orElseThrow().value().wireName().equals(sentence.sentiment())))
                .isGreaterThan(0.85);
    }

    private double share(BiPredicate<Sentence, Classification> right) {
        return sentences.stream()
                        .filter(sentence -> right.test(sentence, sentence.answer()))
                        .count()
                / (double) sentences.size();
    }

    private static List<Sentence> sentences() {
        InputStream stream =
                Objects.requireNonNull(KeywordClassifierSentencesTest.class.getResourceAsStream("sentences.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", 4))
                    .map(part -> new Sentence(part[0], part[1], part[2], classify(part[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Classification classify(String text) {
        return KeywordClassifier.standard()
                .classify(ClassificationRequest.builder(text).build())
                .orElseThrow();
    }
}
