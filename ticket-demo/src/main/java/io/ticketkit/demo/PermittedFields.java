package io.ticketkit.demo;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.demo.settings.Settings;
import java.util.Optional;

/** What nobody shall guess is left to people: it gets a value to be reviewed, whatever the classifier says. */
record PermittedFields(Settings settings, Classifier classifier) implements Classifier {
    @Override
    public Optional<Classification> classify(ClassificationRequest request) throws Exception {
        Optional<Classification> answer = classifier.classify(request);
        return settings.categorization() && settings.priorityDetection() ? answer : answer.map(this::permitted);
    }

    private Classification permitted(Classification answer) {
        Classification.Builder fixed =
                Classification.builder(Source.RULE).call(answer.call().orElse(null));
        if (!settings.categorization()) {
            fixed.category(settings.taxonomy().fallback(), 0);
        }
        if (!settings.priorityDetection()) {
            fixed.priority(Priority.MEDIUM, 0);
        }
        return fixed.build().withMissingFrom(answer);
    }

    @Override
    public void forget(String tenant) {
        classifier.forget(tenant);
    }

    @Override
    public Source source() {
        return classifier.source();
    }
}
