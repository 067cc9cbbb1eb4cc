package io.ticketkit.testkit;

import io.ticketkit.Classification;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.TicketDraft;
import java.util.Optional;

/** Things tests need again and again. */
public final class Fixtures {
    private Fixtures() {}

    /**
     * A classifier whose answer is plain from the text: the fallback category, surely; medium; angry when the text
     * contains "angry", otherwise neutral; urgency is the number of characters, up to 100.
     *
     * @return the classifier
     */
    public static Classifier plainClassifier() {
        return request -> Optional.of(Classification.builder(Source.RULE)
                .category(request.taxonomy().fallback(), 0.9)
                .priority(Priority.MEDIUM, 0.9)
                .sentiment(request.text().contains("angry") ? Sentiment.ANGRY : Sentiment.NEUTRAL, 0.9)
                .urgencyScore(Math.min(100, request.text().length()), 0.9)
                .build());
    }

    /**
     * A draft with that title.
     *
     * @param title the title
     * @return a builder with title and a description
     */
    public static TicketDraft.Builder draft(String title) {
        return TicketDraft.builder().title(title).description("Details of it.");
    }
}
