package io.ticketkit.assist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FirstSentenceTitleTest {
    private final TitleSuggester titles = new FirstSentenceTitle();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The app crashes. It did so twice. | The app crashes",
                "Does it work? I doubt it. | Does it work?",
                "Hi, the app crashes. Please help. | the app crashes",
                "Hello team! Invoice 12 is wrong. | Invoice 12 is wrong",
                "Guten Tag, mein Konto ist gesperrt. Danke | mein Konto ist gesperrt",
                "Sehr geehrte Damen und Herren, die Rechnung fehlt. | die Rechnung fehlt",
                "Bonjour, je ne peux pas payer. | je ne peux pas payer",
                "Hi. Hello, it broke. | it broke",
                "Good idea. I like it | Good idea",
                "Some formats, e.g. PDF, fail. Others work. | Some formats, e.g. PDF, fail",
                "Version 3.5 is slow. Version 3.4 was not. | Version 3.5 is slow",
                "Please ask Dr. Smith about it. Thanks | Please ask Dr. Smith about it",
                "- printer on fire | printer on fire",
                "Hello | Hello",
                "Hi! | Hi!",
                "接続できません。助けて | 接続できません。"
            })
    void takesTheFirstSentence(String text, String title) {
        assertThat(titles.suggest(text)).isEqualTo(title);
    }

    @Test
    void collapsesWhiteSpaceAndReadsWrappedLines() {
        assertThat(titles.suggest("  my \t printer\nis   broken\n\nIt smokes")).isEqualTo("my printer is broken");
        assertThat(titles.suggest("Hi team\nMy printer is broken")).isEqualTo("My printer is broken");
    }

    @Test
    void cutsAtAWordBoundaryWithAnEllipsis() {
        String title = titles.suggest("The quarterly report that we send to all of our customers each spring is wrong");
        assertThat(title).isEqualTo("The quarterly report that we send to all of our customers…");
        assertThat(titles.suggest("x".repeat(61))).isEqualTo("x".repeat(59) + "…");
        assertThat(titles.suggest("x".repeat(60))).isEqualTo("x".repeat(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n\n", "???", "...", "-- \u0000", "\u200B\u200B", "\uD800"})
    void isNeverEmpty(String text) {
        assertThat(titles.suggest(text)).isEqualTo(FirstSentenceTitle.UNTITLED);
    }

    @Test
    void tearsNothingApart() {
        String family = "👩‍👩‍👧‍👦";
        assertThat(titles.suggest(family.repeat(20))).isEqualTo(family.repeat(8) + "…");
        assertThat(titles.suggest("🇩🇪".repeat(40))).isEqualTo("🇩🇪".repeat(29) + "…");
        assertThat(titles.suggest("e\u0301".repeat(40))).isEqualTo("e\u0301".repeat(29) + "…");
        assertThat(titles.suggest("👍🏽".repeat(40))).isEqualTo("👍🏽".repeat(29) + "…");
    }

    @Test
    void keepsItsPromiseForAnyText() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(random.nextInt(400), 0, Character.MAX_CODE_POINT + 1)
                    .map(c -> c % 3 == 0 ? c % 128 : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String title = titles.suggest(text);
            assertThat(title).isNotBlank().doesNotContain("\n");
            assertThat(title.codePointCount(0, title.length())).isLessThanOrEqualTo(60);
            assertThat(title.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        }
    }
}
