package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WireNamesTest {
    @Test
    void namesAreLowerSnakeCaseAndReadBack() {
        assertThat(Status.IN_PROGRESS.wireName()).isEqualTo("in_progress");
        assertThat(Status.parse(" In_Progress ")).contains(Status.IN_PROGRESS);
        assertThat(Status.parse("bogus")).isEmpty();
        assertThat(Priority.parse("URGENT")).contains(Priority.CRITICAL);
        assertThat(Priority.parse("high")).contains(Priority.HIGH);
        assertThat(Sentiment.parse("angry").map(Sentiment::polarity)).contains(Sentiment.Polarity.NEGATIVE);
        assertThat(Sentiment.CALM.polarity()).isEqualTo(Sentiment.Polarity.POSITIVE);
        assertThat(TicketField.parse("urgency_score")).contains(TicketField.URGENCY_SCORE);
        assertThat(Source.parse("llm")).contains(Source.LLM);
    }

    @Test
    void prioritiesRankFromLeastToMost() {
        assertThat(Priority.values()).extracting(Priority::rank).containsExactly(0, 1, 2, 3);
    }
}
