package io.ticketkit.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Taxonomy;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text: a complete, valid answer, soon. */
class KeywordClassifierFuzzTest {
    private static final int LONGEST = 20_000;

    private final KeywordClassifier classifier = KeywordClassifier.standard();

    @Test
    void answersAnyUnicode() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int range = round % 3 == 0 ? 0x80 : round % 3 == 1 ? 0x3000 : 0x110000;
            int length = random.nextInt(400);
            while (text.length() < length) {
                text.appendCodePoint(random.nextInt(range));
            }
            isValid(text.toString());
        }
    }

    @Test
    void answersMutilatedText() {
        Random random = new Random(6);
        String[] words = ("I was charged twice and cannot log in, the app crashes: ÄRGER mit der Rückerstattung! "
                        + "l'accès 😡👍🏽 please, not urgent ... production is down?! configuration authentication")
                .split(" ", -1);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                StringBuilder word = new StringBuilder(words[random.nextInt(words.length)]);
                word.setCharAt(random.nextInt(word.length()), (char) random.nextInt(0x10000));
                text.append(word).append(random.nextInt(5) == 0 ? "\n" : " ");
            }
            isValid(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refund ",
                "autenthication ",
                "not ",
                "(",
                "!?",
                "e\u0301\u0302",
                "👩🏽‍💻",
                "a",
                "\uD800",
                "www.",
                "'",
                "\u0000",
                "包",
                "i cant use my card "
            })
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void oneThingRepeatedCostsNoMore(String part) {
        String text = part.repeat(LONGEST / part.length());
        for (int i = 0; i < 10; i++) {
            isValid(text);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void manyDifferentMisspelledWordsCostNoMore() {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST) {
            StringBuilder word = new StringBuilder("authentication");
            word.setCharAt(1 + random.nextInt(12), (char) ('a' + random.nextInt(26)));
            word.setCharAt(1 + random.nextInt(12), (char) ('a' + random.nextInt(26)));
            text.append(word).append(' ');
        }
        for (int i = 0; i < 10; i++) {
            isValid(text.toString());
        }
    }

    private void isValid(String text) {
        for (Taxonomy taxonomy : new Taxonomy[] {Taxonomy.support(), Taxonomy.product()}) {
            ClassificationRequest request =
                    ClassificationRequest.builder(text).taxonomy(taxonomy).build();
            KeywordClassifier.Judgement judgement = classifier.judge(request);
            Classification answer = judgement.answer();
            assertThat(answer.isComplete()).isTrue();
            assertThat(taxonomy.active())
                    .contains(answer.category().orElseThrow().value())
                    .hasSize(judgement.categories().length);
            assertThat(answer.rationale().orElseThrow().length()).isBetween(1, 300);
            assertThat(answer.explanation())
                    .hasSizeLessThanOrEqualTo(24)
                    .allSatisfy(word -> assertThat(text).contains(word.words().split(" ", -1)[0]));
            assertThat(Arrays.stream(judgement.categories()).sum()).isCloseTo(1, within(1e-9));
            assertThat(Arrays.stream(judgement.priorities()).sum()).isCloseTo(1, within(1e-9));
        }
    }
}
