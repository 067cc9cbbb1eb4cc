package io.ticketkit.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Taxonomy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of made-up tickets in four languages is classified right, and that no language misleads in another. */
class LexiconLanguagesTest {
    private static final int FIELDS = 5;

    private final KeywordClassifier classifier = KeywordClassifier.standard();

    @ParameterizedTest
    @CsvSource({
        "de, CATEGORY, 0.88", "de, PRIORITY, 0.85", "de, SENTIMENT, 0.88", "de, PRODUCT, 0.85", "de, EDUCATION, 0.82",
        "es, CATEGORY, 0.88", "es, PRIORITY, 0.85", "es, SENTIMENT, 0.88", "es, PRODUCT, 0.85", "es, EDUCATION, 0.82",
        "fr, CATEGORY, 0.88", "fr, PRIORITY, 0.85", "fr, SENTIMENT, 0.88", "fr, PRODUCT, 0.85", "fr, EDUCATION, 0.82",
        "pt, CATEGORY, 0.88", "pt, PRIORITY, 0.85", "pt, SENTIMENT, 0.88", "pt, PRODUCT, 0.85", "pt, EDUCATION, 0.82",
    })
    void mostIsRight(String language, Field field, double floor) throws IOException {
        List<String[]> rows = rows(language).stream()
                .filter(row -> !wanted(row, field).equals("-"))
                .toList();
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows) {
            String got = field.of(classify(row[FIELDS], field.taxonomy()));
            if (!got.equals(wanted(row, field))) {
                wrong.add(wanted(row, field) + ", not " + got + ": " + row[FIELDS]);
            }
        }
        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(1 - wrong.size() / (double) rows.size())
                .as("share of right answers; wrong are:%n%s", String.join("\n", wrong))
                .isGreaterThanOrEqualTo(floor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CRITICAL | Produktionssystem ausgefallen, alle Benutzer betroffen",
                "CRITICAL | El sistema de producción está caído, nadie puede trabajar",
                "CRITICAL | Le système de production est en panne, tous les utilisateurs sont touchés",
                "CRITICAL | O sistema de produção caiu e ninguém consegue trabalhar",
                "HIGH | Unsere Kunden können nichts bestellen, der Shop zeigt nur Fehler",
                "HIGH | Varios usuarios no pueden entrar, ya no funciona nada",
                "HIGH | Plusieurs collègues ne peuvent plus ouvrir leurs fichiers",
                "HIGH | Vários colegas não conseguem abrir os ficheiros",
                "MEDIUM | Ich kann meine E-Mails nicht öffnen",
                "MEDIUM | No me deja guardar el archivo",
                "MEDIUM | Je n'arrive pas à ouvrir la pièce jointe",
                "MEDIUM | Não consigo abrir o anexo",
                "LOW | Nur ein Tippfehler, hat keine Eile",
                "LOW | Solo una errata en el menú, no corre prisa",
                "LOW | Petite coquille dans le menu, rien d'urgent",
                "LOW | Só um erro de digitação no menu, sem pressa"
            })
    void severityTimesScopeIsThePriority(Priority priority, String text) {
        assertThat(classify(text, Taxonomy.support()).priority().orElseThrow().value())
                .isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Es ist kein Ausfall, und es gibt keine Sicherheitslücke",
                "No es una caída ni hay ninguna brecha de seguridad",
                "Il n'y a aucune fuite de données et pas de panne",
                "Não há vazamento de dados nem queda total",
            })
    void whatIsDeniedDoesNotAlarm(String text) {
        assertThat(classify(text, Taxonomy.support()).priority().orElseThrow().value())
                .isLessThan(Priority.HIGH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | He was not fast at this rate, so the handy gift did not die in the mist",
                "de | Call our toll free number about a ton of bald tires, in brief",
                "es | We come once a mayor has red pies on sale, and the sin of cargo",
                "es | The plates are real, actual and final, hay is local",
                "fr | Pour the coin into the pain, chat on and note the sale of a rare car",
                "fr | He lent four pages of legal pros and cons, plus a commode",
                "pt | The fim data has some more, no nos, for a custom customer",
                "pt | Come as a regal rapper, taxi fare or do no dose"
            })
    void saysNothingInEnglish(String language, String text) {
        Classification answer = KeywordClassifier.of(Lexicon.load(language))
                .classify(ClassificationRequest.builder(text).build())
                .orElseThrow();
        assertThat(answer.rationale()).hasValue("general: no known word");
        assertThat(answer.sentiment().orElseThrow().value()).isEqualTo(Sentiment.NEUTRAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "es | Spanish \"tan\" is no German TAN | La respuesta fue tan amable",
                "es | Spanish \"con\" is no French insult | Vengo con mi hermano",
                "de | German \"mal\" is no Spanish evil | Ich komme noch mal vorbei",
                "pt | Portuguese \"nos\" is no team | Ele nos visita no verão"
            })
    void saysNothingInEachOther(String language, String why, String text) {

        Classification answer = classify(text, Taxonomy.support());
        assertThat(answer.category().orElseThrow().value().code()).as(why).isEqualTo("general");
        assertThat(answer.priority().orElseThrow().value()).as(why).isEqualTo(Priority.MEDIUM);
        assertThat(answer.sentiment().orElseThrow().value()).as(why).isNotEqualTo(Sentiment.ANGRY);
    }

    private enum Field {
        CATEGORY,
        PRIORITY,
        SENTIMENT,
        PRODUCT,
        EDUCATION;

        Taxonomy taxonomy() {
            return switch (this) {
                case PRODUCT -> Taxonomy.product();
                case EDUCATION -> Taxonomy.education();
                case CATEGORY, PRIORITY, SENTIMENT -> Taxonomy.support();
            };
        }

        String of(Classification answer) {
            return switch (this) {
                case PRIORITY -> answer.priority().orElseThrow().value().wireName();
                case SENTIMENT -> answer.sentiment().orElseThrow().value().wireName();
                case CATEGORY, PRODUCT, EDUCATION ->
                    answer.category().orElseThrow().value().code();
            };
        }
    }

    private static String wanted(String[] row, Field field) {
        return row[List.of(Field.values()).indexOf(field)];
    }

    private Classification classify(String text, Taxonomy taxonomy) {
        return classifier
                .classify(ClassificationRequest.builder(text.replace("\\n", "\n"))
                        .taxonomy(taxonomy)
                        .build())
                .orElseThrow();
    }

    /** The rows of a file: the five labels and the text. */
    private static List<String[]> rows(String language) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LexiconLanguagesTest.class.getResourceAsStream("tickets_" + language + ".txt")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", FIELDS + 1))
                    .toList();
        }
    }
}
