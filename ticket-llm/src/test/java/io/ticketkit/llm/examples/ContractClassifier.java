package io.ticketkit.llm.examples;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whoever names a maintenance contract comes first; what the ticket is about others may say. */
final class ContractClassifier implements Classifier {
    private static final Pattern CONTRACT = Pattern.compile("\\bM-\\d{4,8}\\b");

    @Override
    public Optional<Classification> classify(ClassificationRequest request) {
        if (!CONTRACT.matcher(request.text()).find()) {
            return Optional.empty();
        }
        return Optional.of(Classification.builder(Source.RULE)
                .priority(Priority.HIGH, 0.95)
                .rationale("names a maintenance contract")
                .build());
    }
}
