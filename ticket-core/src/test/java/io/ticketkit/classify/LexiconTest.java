package io.ticketkit.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexiconTest {
    @Test
    void loadsEveryShippedLanguage() {
        assertThat(Lexicon.shipped())
                .contains("en", "de", "es", "fr", "pt")
                .allSatisfy(
                        language -> assertThat(Lexicon.load(language).size()).isGreaterThan(20));
        assertThat(Lexicon.load(" EN ").size()).isEqualTo(Lexicon.load("en").size());
    }

    @Test
    void namesTheShippedLanguagesWhenThereIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lexicon.load("../en"))
                .withMessageContaining("fr")
                .withMessageContaining("Lexicon.read");
    }

    @Test
    void readsCommentsSectionsAndSeveralPhrasesALine() throws IOException {
        Lexicon lexicon =
                read("\uFEFF# words\r\n\r\n[Category billing bug]\r\n2.5 Rück*, charg* .. twice\n[scope all]\n1 us");
        assertThat(lexicon.size()).isEqualTo(3);
        assertThat(lexicon).hasToString("Lexicon[3 phrases]");
        Phrase first = lexicon.phrases().iterator().next();
        assertThat(first.weight()).isEqualTo(2.5);
        assertThat(first.words()).containsExactly(new Phrase.Word("ruck", Phrase.Match.BEGINNING, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 refund | line 1 | section",
                "[category] | line 1 | [category <code> ...]",
                "[severity mild] | line 1 | severity critical",
                "[scope all | line 1 | add ]",
                "# a~[scope all]~refund | line 3 | 2 data loss",
                "[scope all]~x refund | line 2 | from 0 to 10",
                "[scope all]~-1 refund | line 2 | from 0 to 10",
                "[scope all]~NaN refund | line 2 | from 0 to 10",
                "[scope all]~1 refund, | line 2 | no word",
                "[scope all]~1 .. | line 2 | no word"
            })
    void namesLineAndRemedy(String text, String line, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text.replace('~', '\n')))
                .withMessageContaining(line)
                .withMessageContaining(remedy);
    }

    @Test
    void theLaterLexiconReplacesTheSamePhraseOfTheSameSection() throws IOException {
        Lexicon both = read("[scope all]\n1 us, them").extendedBy(read("[scope all]\n2 US\n[scope many]\n3 us"));
        assertThat(both.phrases()).extracting(Phrase::weight).containsExactly(2.0, 1.0, 3.0);
    }

    @Test
    void extendingChangesNeither() throws IOException {
        Lexicon one = read("[scope all]\n1 us");
        assertThat(one.extendedBy(read("[scope all]\n1 them")).size()).isEqualTo(2);
        assertThat(one.size()).isEqualTo(1);
    }

    private static Lexicon read(String text) throws IOException {
        return Lexicon.read(new StringReader(text));
    }
}
