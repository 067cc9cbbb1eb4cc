package io.ticketkit.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import io.ticketkit.WordWeight;
import io.ticketkit.testkit.ClassifierContract;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordClassifierTest extends ClassifierContract {
    private final KeywordClassifier classifier = KeywordClassifier.standard();

    @Override
    protected Classifier classifier() {
        return classifier;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "billing | I was charged twice",
                "billing | Please send me the invoice for March",
                "billing | Ich wurde doppelt belastet, bitte um Erstattung",
                "billing | Me cobraron dos veces, quiero un reembolso",
                "billing | J'ai été débité deux fois, je veux un remboursement",
                "billing | Fui cobrado duas vezes, quero o reembolso",
                "account | I forgot my password and can't log in",
                "account | Ich habe mein Passwort vergessen",
                "account | Olvidé mi contraseña",
                "account | J'ai oublié mon mot de passe",
                "account | Esqueci minha senha",
                "technical | The page does not load and the server times out",
                "technical | Die Anwendung stürzt ständig ab",
                "technical | La aplicación no funciona",
                "technical | L'application ne fonctionne plus",
                "technical | O aplicativo não funciona, está fora do ar",
                "general | What are your opening hours?",
                "general | Wann sind die Öffnungszeiten?",
                "general | hello"
            })
    void findsTheCategory(String category, String text) {
        assertThat(category(text)).isEqualTo(category);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CRITICAL | Production is down, data loss for all customers",
                "CRITICAL | We had a security breach last night",
                "CRITICAL | Produktionssystem ausgefallen, alle Benutzer betroffen",
                "CRITICAL | Hay pérdida de datos en producción",
                "CRITICAL | Perte de données pour tous les clients",
                "CRITICAL | Perda de dados para todos os clientes",
                "HIGH | The password reset locks our whole team out",
                "HIGH | A password reset that locks a whole team out",
                "HIGH | Login does not work for all customers",
                "HIGH | Our whole office has no internet since this morning",
                "CRITICAL | Nobody in our company can sign in",
                "HIGH | It is not only me, the whole team cannot print",
                "HIGH | Das Drucken geht nicht, die ganze Abteilung ist betroffen",
                "MEDIUM | The export shows an error",
                "MEDIUM | hello",
                "LOW | minor typo on the settings page",
                "LOW | How do I change my avatar?",
                "LOW | Nur ein Tippfehler, nicht dringend"
            })
    void findsThePriority(Priority priority, String text) {
        assertThat(priority(text)).isEqualTo(priority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOT an outage, no data loss",
                "This isn't a security breach",
                "There was never any data loss here",
                "Es ist kein Ausfall und kein Datenverlust",
                "No hay pérdida de datos",
                "Ce n'est pas une panne, aucune perte de données",
                "Não há perda de dados",
                "The download of my file is below the others",
                "I made the down payment",
                "Please change my emergency contact",
                "We go to production next month"
            })
    void isNotAlarmed(String text) {
        assertThat(priority(text)).isLessThan(Priority.HIGH);
    }

    @Test
    void aNegationEndsWithItsClause() {
        assertThat(priority("No typo this time, production is down")).isEqualTo(Priority.CRITICAL);
        assertThat(priority("It is not my browser but a total outage")).isEqualTo(Priority.CRITICAL);
        assertThat(priority("Not only slow: data loss")).isEqualTo(Priority.CRITICAL);
    }

    @Test
    void aNegatedTopicIsNone() {
        assertThat(category("This is not a billing question. The server is slow"))
                .isEqualTo("technical");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANGRY | THIS IS UNACCEPTABLE!!! fix it NOW",
                "ANGRY | You are thieves, I will call my lawyer",
                "ANGRY | Das ist eine Frechheit, ich gehe zum Anwalt",
                "ANGRY | 😡😡 again",
                "FRUSTRATED | I am still waiting, this is annoying and nobody answers",
                "FRUSTRATED | Ich bin enttäuscht, es geht immer noch nicht",
                "CALM | thanks so much, great support",
                "CALM | THANK YOU SO MUCH!!! GREAT WORK",
                "CALM | Muchas gracias, excelente servicio",
                "NEUTRAL | The invoice number is 17",
                "NEUTRAL | ERROR 500 ON LOGIN PAGE"
            })
    void findsTheTone(Sentiment sentiment, String text) {
        assertThat(classify(text).sentiment().orElseThrow().value()).isEqualTo(sentiment);
    }

    @Test
    void greetingsAndSignaturesSpeakForNoCategory() {
        assertThat(category("Dear technical support team, please send me the invoice"))
                .isEqualTo("billing");
        assertThat(category(
                        "I forgot my password. Kind regards, Tom, Billing Department, Server and Network Systems Ltd"))
                .isEqualTo("account");
        assertThat(category("Hello customer support")).isEqualTo("general");
    }

    @Test
    void whoOnlyAsksCanWait() {
        assertThat(priority("The red or the blue one?")).isEqualTo(Priority.LOW);
        assertThat(priority("The export fails?")).isEqualTo(Priority.MEDIUM);
        assertThat(priority("Production is down?")).isGreaterThan(Priority.MEDIUM);
    }

    @ParameterizedTest
    @CsvSource({
        "That was quick :), CALM",
        "Waiting since Monday :-(, FRUSTRATED",
        "the options (see list:) a, NEUTRAL",
        ": (, NEUTRAL"
    })
    void readsEmoticons(String text, Sentiment sentiment) {
        assertThat(classify(text).sentiment().orElseThrow().value()).isEqualTo(sentiment);
    }

    @Test
    void anExceptionLeavesTheNegationItCovers() throws IOException {
        KeywordClassifier own = KeywordClassifier.of(
                Lexicon.read(new StringReader("[severity high]\n2 outage\n0 no real\n[negation]\n1 no")));
        assertThat(priority(own, "no real outage")).isEqualTo(Priority.MEDIUM);
        assertThat(priority(own, "real outage")).isEqualTo(Priority.HIGH);
    }

    @Test
    void wordsMayBeGivenByTheirEndOrWithAWideGap() throws IOException {
        KeywordClassifier own = KeywordClassifier.of(
                Lexicon.read(new StringReader("[severity high]\n1 *ausfall, schaltet ... ab, sehr *problem")));
        assertThat(priority(own, "Stromausfall")).isEqualTo(Priority.HIGH);
        assertThat(priority(own, "Ausfall")).isEqualTo(Priority.HIGH);
        assertThat(priority(own, "ausfallsicherung")).isEqualTo(Priority.MEDIUM);
        assertThat(priority(own, "ein sehr Grundproblem")).isEqualTo(Priority.HIGH);
        assertThat(priority(own, "es schaltet sich nach einer halben Stunde ganz von ab"))
                .isEqualTo(Priority.MEDIUM);
        assertThat(priority(own, "es schaltet sich nach einer halben Stunde ab"))
                .isEqualTo(Priority.HIGH);
    }

    @Test
    void aShortWordIsOnlyCorrectedWhenItBeginsRight() throws IOException {
        KeywordClassifier own =
                KeywordClassifier.of(Lexicon.read(new StringReader("[severity high]\n2 voleur, panneau")));
        assertThat(priority(own, "valeur")).isEqualTo(Priority.MEDIUM);
        assertThat(priority(own, "voleir")).isEqualTo(Priority.HIGH);
        assertThat(priority(own, "pamneau")).isEqualTo(Priority.HIGH);
    }

    @Test
    void matchesWholeWordsOnly() {
        assertThat(priority("Where is the download?")).isLessThan(Priority.HIGH);
        assertThat(classify("The footprint of an author").rationale()).hasValue("general: no known word");
    }

    @Test
    void isHonestWhereNothingTells() {
        Classification nothing = classify("lorem ipsum dolor");
        assertThat(nothing.category().orElseThrow().value().code()).isEqualTo("general");
        assertThat(nothing.category().orElseThrow().confidence()).isLessThan(0.5);
        assertThat(nothing.priority().orElseThrow().value()).isEqualTo(Priority.MEDIUM);
        assertThat(nothing.priority().orElseThrow().confidence()).isLessThan(0.5);
        assertThat(nothing.sentiment().orElseThrow().confidence()).isEqualTo(0.88);
        assertThat(classify("hello").category().orElseThrow().confidence()).isLessThan(0.5);
    }

    @Test
    void isSureOfWhatIsPlain() {
        assertThat(classify("Refund please, I was charged twice on my invoice")
                        .category()
                        .orElseThrow()
                        .confidence())
                .isGreaterThan(0.9);
    }

    @Test
    void theTitleCountsMore() {
        Classification titled =
                classifier.classify(request("refund").title("password").build()).orElseThrow();
        assertThat(titled.category().orElseThrow().value().code()).isEqualTo("account");
    }

    @Test
    void namesTheWordsThatDecided() {
        assertThat(classify("I was charged twice").rationale())
                .hasValueSatisfying(line -> assertThat(line).startsWith("billing: charged twice"));
        assertThat(classify("Ärger mit der RÜCKERSTATTUNG").rationale())
                .hasValueSatisfying(line -> assertThat(line).contains("billing: RÜCKERSTATTUNG"));
    }

    @Test
    void explainsEachFieldWithTheWordsAsWritten() {
        Classification answer = classify("All our users get an ERROR at login, URGENT!!! This is unacceptable");
        assertThat(answer.explanation())
                .contains(new WordWeight(ClassifiedField.PRIORITY, "critical", "URGENT", 1))
                .anySatisfy(word -> assertThat(word.words()).isEqualTo("All our users"))
                .anySatisfy(word -> {
                    assertThat(word.field()).isEqualTo(ClassifiedField.SENTIMENT);
                    assertThat(word.words()).isEqualTo("unacceptable");
                });
        assertThat(classify("lorem ipsum").explanation()).isEmpty();
    }

    @Test
    void saysWhatSpeaksAgainst() {
        assertThat(classify("Great app, but this is unacceptable").explanation())
                .anySatisfy(word -> {
                    assertThat(word.words()).isEqualTo("Great app");
                    assertThat(word.weight()).isNegative();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "billing | please reffund my money",
                "billing | my paymnet is gone",
                "billing | I need an invioce",
                "billing | bitte um Rueckerstattung",
                "account | I forgot my pasword",
                "account | delete my acount",
                "technical | the aplication is slooow",
                "technical | it dosent work, the sytem freezzes",
                "billing | Gebuehren wurden abgebucht"
            })
    void readsWhatIsMisspelled(String category, String text) {
        assertThat(category(text)).isEqualTo(category);
    }

    @Test
    void aMisspelledWordCountsALittleLess() {
        double right = weight("refund");
        assertThat(weight("reffund")).isPositive().isLessThan(right);
        assertThat(weight("refunds")).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The footprint of an author",
                "I am ill",
                "a question of honey and leather",
                "Hello Miller, it was a calm night",
                "the count of the county"
            })
    void seesNoMisspellingInOtherWords(String text) {
        assertThat(classify(text).explanation())
                .noneSatisfy(word ->
                        assertThat(word.words()).matches("author|ill|honey|leather|Hello|Miller|night|count|county"));
    }

    private double weight(String text) {
        return classify(text).explanation().stream()
                .filter(word -> word.field() == ClassifiedField.CATEGORY)
                .mapToDouble(WordWeight::weight)
                .sum();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CRITICAL | All our data was deleted",
                "LOW | It is not urgent but the report has wrong totals",
                "MEDIUM | The sync no longer works",
                "HIGH | Urgent: cannot send e-mails",
                "HIGH | Half of our agents cannot take calls",
                "LOW | Thank you so much, you made my day",
                "LOW | Do you ship to Norway?"
            })
    void weighsSeverityScopeAndPraise(Priority priority, String text) {
        assertThat(priority(text)).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANGRY | This is outrageous. Please fix it, thank you, kind regards",
                "ANGRY | what the hell is wrong with you?!?!",
                "FRUSTRATED | Thanks for nothing, it is still broken",
                "CALM | solved it 👍🏽",
                "NEUTRAL | Could you please send the invoice? Thanks in advance, kind regards"
            })
    void isNotMisledByManners(Sentiment sentiment, String text) {
        assertThat(classify(text).sentiment().orElseThrow().value()).isEqualTo(sentiment);
    }

    @Test
    void anOwnTaxonomyWorksFromItsNamesAndDescriptions() {
        Taxonomy own = Taxonomy.builder()
                .add(CategoryDefinition.builder("card_arrival").build())
                .add(CategoryDefinition.builder("card_limits").build())
                .add(CategoryDefinition.builder("premises")
                        .description("Heating, cleaning and keys of the building")
                        .build())
                .add("rest")
                .fallback("rest")
                .build();
        assertThat(category("What is the arrival date?", own)).isEqualTo("card_arrival");
        assertThat(category("Is there any limit?", own)).isEqualTo("card_limits");
        assertThat(category("Nobody cleaned the stairs", own)).isEqualTo("premises");
        assertThat(category("lorem ipsum", own)).isEqualTo("rest");
    }

    @Test
    void answersCompletelyAndAsItself() {
        Classification answer = classify("");
        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.source()).isEqualTo(Source.KEYWORD);
    }

    @Test
    void urgencyFollowsPriorityToneAndHaste() {
        int calm = urgency("minor typo on the settings page");
        int plain = urgency("The export shows an error");
        int hasty = urgency("The export shows an error and I need it today, as soon as possible");
        int down = urgency("Production is down, data loss for all customers");
        assertThat(calm).isLessThan(plain);
        assertThat(plain).isLessThan(hasty);
        assertThat(hasty).isLessThan(down);
        assertThat(down).isGreaterThanOrEqualTo(85);
        assertThat(plain).isBetween(35, 60);
        assertThat(urgency("Please add a dark mode")).isLessThanOrEqualTo(25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "product | bug | The app crashes with an error message",
                "product | feature | Please add a dark mode",
                "product | billing | I was charged twice",
                "product | support | I forgot my password",
                "education | technical | I cannot log in to the learning platform",
                "education | bug_report | The quiz crashes with an error message",
                "education | feature_request | It would be nice to have a dark mode",
                "education | billing | I paid the tuition fee twice and want a refund"
            })
    void knowsTheOtherPresets(String preset, String category, String text) {
        Taxonomy taxonomy = preset.equals("product") ? Taxonomy.product() : Taxonomy.education();
        assertThat(category(text, taxonomy)).isEqualTo(category);
    }

    @Test
    void readsTheKeywordsOfAnOwnTaxonomy() {
        Taxonomy own = Taxonomy.builder()
                .add(CategoryDefinition.builder("delivery")
                        .keywords("parcel", "left at the door", "包裹")
                        .build())
                .add(CategoryDefinition.builder("billing")
                        .keywords("refund")
                        .retired()
                        .build())
                .add(CategoryDefinition.builder("returns")
                        .label("Returns")
                        .aliases("send back")
                        .build())
                .add("rest")
                .fallback("rest")
                .build();
        assertThat(category("Where are my PARCELS?", own)).isEqualTo("delivery");
        assertThat(category("It was left at the door", own)).isEqualTo("delivery");
        assertThat(category("我的包裹在哪里", own)).isEqualTo("delivery");
        assertThat(category("I must send back these shoes", own)).isEqualTo("returns");
        assertThat(category("I want a refund for my invoice", own)).isEqualTo("rest");
    }

    @Test
    void anAliasLeadsASectionToAnOwnCategory() {
        Taxonomy own = Taxonomy.builder()
                .add(CategoryDefinition.builder("money").aliases("billing").build())
                .add("rest")
                .build();
        assertThat(category("I was charged twice", own)).isEqualTo("money");
    }

    @Test
    void aHostExtendsAndSilences() throws IOException {
        Lexicon words = Lexicon.read(new StringReader("""
                [category technical]
                5 flux capacitor
                [severity high]
                2 time line
                [category billing]
                0 refund policy of physics
                """));
        KeywordClassifier own = KeywordClassifier.of(Lexicon.load("en"), words);
        Classification answer = own.classify(
                        request("The flux capacitor bends the time line").build())
                .orElseThrow();
        assertThat(answer.category().orElseThrow().value().code()).isEqualTo("technical");
        assertThat(answer.priority().orElseThrow().value()).isEqualTo(Priority.HIGH);
        assertThat(own.classify(request("refund policy of physics").build())
                        .orElseThrow()
                        .category()
                        .orElseThrow()
                        .value()
                        .code())
                .isEqualTo("general");
    }

    @Test
    void withoutAnyLexiconItStillAnswers() {
        assertThat(KeywordClassifier.of()
                        .classify(request("I was charged twice").build())
                        .orElseThrow()
                        .isComplete())
                .isTrue();
    }

    @Test
    void linksAndAddressesSayNothing() {
        assertThat(classify("https://example.org/billing/refund me@invoice.example")
                        .rationale())
                .hasValue("general: no known word");
    }

    private Classification classify(String text) {
        return classifier.classify(request(text).build()).orElseThrow();
    }

    private static ClassificationRequest.Builder request(String text) {
        return ClassificationRequest.builder(text);
    }

    private String category(String text) {
        return category(text, Taxonomy.support());
    }

    private String category(String text, Taxonomy taxonomy) {
        return classifier
                .classify(request(text).taxonomy(taxonomy).build())
                .orElseThrow()
                .category()
                .orElseThrow()
                .value()
                .code();
    }

    private Priority priority(String text) {
        return classify(text).priority().orElseThrow().value();
    }

    private int urgency(String text) {
        return classify(text).urgencyScore().orElseThrow().value();
    }

    private static Priority priority(KeywordClassifier own, String text) {
        return own.classify(ClassificationRequest.builder(text).build())
                .orElseThrow()
                .priority()
                .orElseThrow()
                .value();
    }
}
