package io.ticketkit.llm.internal.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ticketkit.Category;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Taxonomy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String GOOD = """
            {"rationale": "Says {so}.", "category": "billing", "category_confidence": 0.9, "priority": "high", \
            "priority_confidence": 0.8, "sentiment": "angry", "urgency": 70, "title": "A \\"title\\""}""";
    private static final String OTHER = GOOD.replace("billing", "technical");

    @Test
    void readsAnAnswer() {
        Reading reading = read(GOOD);

        assertGood(reading);
        assertThat(reading.categoryConfidence()).contains(0.9);
        assertThat(reading.priorityConfidence()).contains(0.8);
        assertThat(reading.sentiment()).contains(Sentiment.ANGRY);
        assertThat(reading.urgency()).contains(70);
        assertThat(reading.title()).contains("A \"title\"");
        assertThat(reading.rationale()).contains("Says {so}.");
        assertThat(reading.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\uFEFF%s",
                "```json\n%s\n```",
                "```JSON %s```",
                "```\n%s",
                "~~~\n%s\n~~~",
                "````json\n%s\n````",
                "Sure! Here is the JSON you asked for:\n\n%s\n\nLet me know if you need more {details}.",
                "The form {category} is: %s",
                "[%s]",
                "<answer>%s</answer>",
                "<think>Maybe {\"category\": \"general\"}?</think>%s",
                "<think>\nlong\n</think>\n```json\n%s\n```",
                "<THINK>x</THINK> %s",
                "Maybe {\"category\": \"general\"}.</think>\n%s",
                "<reasoning effort=\"low\">{\"priority\": \"low\"}</reasoning>%s",
                "<think>a<think>b</think>{\"priority\": \"low\"}</think>%s",
                "[THINK]{\"priority\": \"low\"}[/THINK]%s",
                "◁think▷{\"priority\": \"low\"}◁/think▷%s",
                "<|channel|>analysis<|message|>{\"category\": \"general\"}<|end|><|start|>assistant<|channel|>final<|message|>%s<|return|>",
                "<|channel|>final <|constrain|>json<|message|>%s",
                "analysis<|message|>Hm {\"category\": \"general\"}<|end|><|start|>assistant<|message|>%s<|end|>",
                "analysisThe user... {\"category\": \"general\"} assistantfinal%s",
                "%s<|return|>"
            })
    void readsItWhateverStandsAround(String around) {
        assertGood(read(around.formatted(GOOD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>%s",
                "<think>I think %s so",
                "<|channel|>analysis<|message|>%s",
                "<|channel|>commentary to=functions.x<|message|>%s",
                "%s</think>",
                "%s {\"category\": \"bil",
                "{\"answer\": %s}"
            })
    void aThoughtOrACutTextIsNoAnswer(String around) {
        assertThat(read(around.formatted(GOOD)).isUsable()).isFalse();
    }

    @Test
    void nothingCutIsEverAnAnswer() {
        String answer = "```json\n" + GOOD.substring(0, GOOD.length() - 1) + ", \"more\": {\"priority\": \"low\"}}";
        for (int length = 0; length < answer.length(); length++) {
            assertThat(read(answer.substring(0, length)).isUsable())
                    .as("the first %d characters", length)
                    .isFalse();
        }
        assertThat(read(answer).isUsable()).isTrue();
    }

    @Test
    void ofTwoAnswersOnlyWhatTheyAgreeInCounts() {
        Reading reading = read(GOOD + "\nor rather\n" + OTHER);

        assertThat(reading.category()).isEmpty();
        assertThat(reading.priority()).contains(Priority.HIGH);
        assertThat(reading.flags()).containsExactly("conflicting_answer");
        assertThat(read(GOOD + "\n" + GOOD).flags()).isEmpty();
        assertThat(read("{\"category\": \"billing\"} {\"category\": \"general\"}")
                        .isUsable())
                .isFalse();
    }

    @Test
    void ofAKeyThatIsThereTwiceOnlyWhatIsSaidTwiceCounts() {
        Reading reading = read(
                "{\"category\": \"billing\", \"category\": \"general\", \"priority\": \"low\", \"priority\": \"LOW\"}");

        assertThat(reading.category()).isEmpty();
        assertThat(reading.priority()).contains(Priority.LOW);
        assertThat(reading.flags()).containsExactly("duplicate_key");
    }

    @ParameterizedTest
    @CsvSource({"Billing", "' BILLING '", "invoice", "payments", "billing"})
    void takesANameOfACategoryForIt(String name) {
        assertThat(read("{\"category\": \"" + name + "\"}").category()).contains(new Category("billing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"category\": \"weather\"}",
                "{\"category\": 7}",
                "{\"category\": [\"billing\"]}",
                "{\"category\": {\"code\": \"billing\"}}",
                "{\"category\": null}",
                "{\"category\": true}"
            })
    void leavesAnUnknownCategoryOut(String answer) {
        assertThat(read(answer).category()).isEmpty();
    }

    @Test
    void flagsWhatItDoesNotKnow() {
        assertThat(
                        read("{\"category\": \"x\", \"priority\": \"x\", \"sentiment\": \"x\", \"urgency\": \"x\", \"category_confidence\": \"x\"}")
                                .flags())
                .containsExactlyInAnyOrder(
                        "unknown_category",
                        "unknown_priority",
                        "unknown_sentiment",
                        "unknown_urgency",
                        "unknown_confidence");
    }

    @Test
    void readsUrgentAsCritical() {
        assertThat(read("{\"priority\": \" Urgent \"}").priority()).contains(Priority.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, 0.9",
        "'\"0.9\"', 0.9",
        "'\"0,9\"', 0.9",
        "90, 0.9",
        "'\"90%\"', 0.9",
        "'\"1 %\"', 0.01",
        "1, 1.0",
        "0, 0.0",
        "100, 1.0",
        "1e-1, 0.1",
        "95.5, 0.955"
    })
    void readsConfidences(String written, double confidence) {
        assertThat(read("{\"category\": \"billing\", \"category_confidence\": " + written + "}")
                        .categoryConfidence())
                .contains(confidence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.5", "101", "\"high\"", "\"\"", "1e9", "true", "\"NaN\""})
    void knowsNoConfidenceOutOfRange(String written) {
        Reading reading = read("{\"category\": \"billing\", \"category_confidence\": " + written + "}");

        assertThat(reading.category()).isPresent();
        assertThat(reading.categoryConfidence()).isEmpty();
        assertThat(reading.flags()).containsExactly("unknown_confidence");
    }

    @ParameterizedTest
    @CsvSource({"70, 70", "'\"70\"', 70", "70.4, 70", "0.7, 70", "'\"70%\"', 70", "0, 0", "100, 100", "1, 1", "1.0, 100"
    })
    void readsUrgency(String written, int urgency) {
        assertThat(read("{\"urgency\": " + written + "}").urgency()).contains(urgency);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "\"soon\"", "1e5"})
    void knowsNoUrgencyOutOfRange(String written) {
        assertThat(read("{\"urgency\": " + written + "}").urgency()).isEmpty();
    }

    @Test
    void toleratesALineBreakInAText() {
        assertThat(read("{\"title\": \"two\nlines\"}").title()).contains("two\nlines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'category': 'billing'}",
                "{category: billing}",
                "{\"category\": \"billing\",}",
                "{\"category\" \"billing\"}"
            })
    void repairsNothing(String answer) {
        assertThat(read(answer).isUsable()).isFalse();
    }

    @Test
    void whatIsTooDeepOrTooLongIsNoAnswer() {
        assertThat(read("{\"category\": \"billing\", \"x\": " + "[".repeat(50) + "]".repeat(50) + "}")
                        .isUsable())
                .isFalse();
        assertThat(read("{\"category\": \"billing\", \"title\": \"" + "x".repeat(20_000) + "\"}")
                        .isUsable())
                .isFalse();
        assertThat(read(GOOD + " ".repeat(70_000)).isUsable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"",
                "<think>",
                "</think>",
                "<|channel|>",
                "<|message|>",
                "{}",
                "{\"a\":",
                "[",
                "\"",
                "<",
                "{\"a\":{}}"
            })
    void takesLittleTimeForAnyText(String part) {
        String text = part.repeat(60_000 / part.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> assertThat(read(text).isUsable()).isFalse());
    }

    /** Whatever is put together of what answers are made of: no exception, and no category that was not said. */
    @Test
    void survivesGeneratedAnswers() {
        List<String> parts = List.of(
                "{",
                "}",
                "\"",
                ":",
                ",",
                "\"category\"",
                "\"billing\"",
                "\"priority\"",
                "\"low\"",
                "0.5",
                "\"urgency\"",
                "1e999999",
                "<think>",
                "</think>",
                "```",
                "\\",
                "\n",
                "null",
                "[",
                "]",
                "\uD83D",
                "\u0000",
                "<|channel|>",
                "final",
                "<|message|>",
                "-",
                "title");
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder answer = new StringBuilder("{\"category\":");
            random.ints(random.nextInt(30), 0, parts.size()).forEach(i -> answer.append(parts.get(i)));
            Reading reading = read(answer.toString());

            reading.category().ifPresent(category -> assertThat(category.code()).isEqualTo("billing"));
            reading.priority().ifPresent(priority -> assertThat(priority).isEqualTo(Priority.LOW));
        }
    }

    /** A good answer in generated clothes is read as it is. */
    @Test
    void readsAGoodAnswerInGeneratedClothes() {
        List<String> before = List.of(
                "", "Sure.\n", "<think>{\"category\": \"general\"}</think>", "```json\n", "~~~", "{x} ", "[", "\n\n");
        List<String> after = List.of("", "\n```", "]", " Done.", "<|return|>", "\n\n");
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            String answer = before.get(random.nextInt(before.size()))
                    + before.get(random.nextInt(before.size()))
                    + GOOD
                    + after.get(random.nextInt(after.size()))
                    + after.get(random.nextInt(after.size()));

            assertGood(read(answer));
        }
    }

    private static void assertGood(Reading reading) {
        assertThat(reading.category()).contains(new Category("billing"));
        assertThat(reading.priority()).contains(Priority.HIGH);
        assertThat(reading.flags()).isEmpty();
    }

    private static Reading read(String answer) {
        return AnswerReader.read(answer, Taxonomy.support());
    }

    @Test
    void anObjectOrArrayIsAValueOfNoUse() {
        Reading twice = read("{\"category\": [\"billing\"], \"category\": \"billing\", \"priority\": \"high\"}");
        Reading once = read("{\"category\": {\"code\": \"billing\"}, \"priority\": \"high\"}");

        assertThat(twice.category()).isEmpty();
        assertThat(twice.flags()).containsExactly("duplicate_key");
        assertThat(once.category()).isEmpty();
        assertThat(once.flags()).containsExactly("unknown_category");
    }
}
