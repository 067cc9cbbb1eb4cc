package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import io.ticketkit.WordWeight;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.Example;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.classify.LearnedModel;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.classify.Lexicon;
import io.ticketkit.classify.ModelTrainer;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Learning;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The offline classifiers, with words of one's own, in chains, and without a kit. */
class OfflineTest {
    @Test
    void wordsOfOnesOwn() throws IOException {
        Lexicon house = Lexicon.read(new StringReader("""
                [category technical]
                3 turnstile*, badge reader
                [severity critical]
                2 fire door .. locked
                """));
        KeywordClassifier words = KeywordClassifier.of(Lexicon.load("common"), Lexicon.load("en"), house);

        Classification answer = words.classify(ClassificationRequest.builder("Turnstile 4: the fire door stays locked!")
                        .build())
                .orElseThrow();

        assertThat(answer.category().orElseThrow().value().code()).isEqualTo("technical");
        assertThat(answer.explanation()).extracting(WordWeight::words).contains("Turnstile");
    }

    @Test
    void whatIsKnownWellIsNotAskedFor() {
        Classifier model = request -> Optional.of(
                Classification.builder(Source.LLM).category("general", 0.9).build());

        LearningClassifier learned = LearningClassifier.create();
        TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .classifier(Classifiers.firstOf(learned.sureFrom(0.9), model))
                .offlineClassifier(Classifiers.firstOf(learned, KeywordClassifier.standard()))
                .learning(Learning.of(learned))
                .build();

        try (kit) {
            assertThat(kit.as(Actor.staff("agent-7"))
                            .classify(null, "Nobody has decided anything yet")
                            .source())
                    .isEqualTo(Source.LLM);
        }
    }

    @Test
    void withoutAKit() {
        List<Example> examples = List.of(
                new Example(1, null, "The badge reader at the gate beeps", "technical"),
                new Example(2, null, "New badge for a colleague", "account"));

        LearnedModel decided = ModelTrainer.standard().train(ClassifiedField.CATEGORY, Taxonomy.support(), examples);
        LearningClassifier classifier = LearningClassifier.create();
        classifier.use("default", 1, decided);

        assertThat(classifier.classify(
                        ClassificationRequest.builder("The reader at the gate").build()))
                .isPresent();
    }
}
