package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Origin;
import io.ticketkit.Sentiment;
import io.ticketkit.Suggestion;
import io.ticketkit.TicketBuilder;

/** Sentiment and urgency, which nobody chooses: they are scored from the text. */
final class Scores {
    private Scores() {}

    static void apply(TicketBuilder builder, Classification complete, double reviewThreshold) {
        Suggestion<Sentiment> sentiment = complete.sentiment().orElseThrow();
        Suggestion<Integer> urgency = complete.urgencyScore().orElseThrow();
        builder.sentiment(sentiment.value())
                .origin(ClassifiedField.SENTIMENT, Origin.of(sentiment, reviewThreshold))
                .urgencyScore(urgency.value())
                .origin(ClassifiedField.URGENCY_SCORE, Origin.of(urgency, reviewThreshold));
    }
}
