package io.ticketkit.demo.evaluate;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.Example;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.classify.ModelTrainer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A classifier that is judged. As safe for threads as the classifier. */
final class Contestant {
    private static final String TENANT = "default";

    private final Classifier classifier;
    private final Labels labels;
    private final Duration limit;

    private Contestant(Classifier classifier, Labels labels, Duration limit) {
        this.classifier = classifier;
        this.labels = labels;
        this.limit = limit;
    }

    /** What it said of one text, or why it said nothing. */
    record Reply(
            Optional<Labels.Answer> answer, Optional<FailureReason> failure, Optional<ModelCall> call, Duration took) {}

    static Contestant of(Classifier classifier, Labels labels, Duration limit) {
        return new Contestant(classifier, labels, limit);
    }

    static Contestant keyword(Labels labels, Duration limit) {
        return of(KeywordClassifier.standard(), labels, limit);
    }

    /** Learns from the samples. It says what is most likely, however unlikely that is. */
    static Contestant learned(Labels labels, List<Sample> samples, Duration limit) {
        List<Example> examples = new ArrayList<>();
        for (Sample sample : samples) {
            examples.add(new Example(examples.size() + 1L, sample.title(), sample.description(), labels.value(sample)));
        }
        LearningClassifier learning = LearningClassifier.create().sureFrom(0);
        learning.use(TENANT, 1, ModelTrainer.standard().train(labels.field(), labels.taxonomy(), examples));
        return of(Classifiers.firstOf(learning, KeywordClassifier.standard()), labels, limit);
    }

    Reply ask(Sample sample) {
        Deadline deadline = Deadline.after(limit);
        try {
            Optional<Classification> answer = classifier.classify(ClassificationRequest.builder(sample.description())
                    .tenant(TENANT)
                    .title(sample.title())
                    .taxonomy(labels.taxonomy())
                    .deadline(deadline)
                    .build());
            return new Reply(
                    answer.flatMap(labels::read),
                    Optional.empty(),
                    answer.flatMap(Classification::call),
                    deadline.elapsed());
        } catch (ClassificationException e) {
            return new Reply(Optional.empty(), Optional.of(e.reason()), e.call(), deadline.elapsed());
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Reply(Optional.empty(), Optional.of(FailureReason.ERROR), Optional.empty(), deadline.elapsed());
        }
    }
}
