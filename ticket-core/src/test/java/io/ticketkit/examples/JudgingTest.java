package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Evaluation;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Before a classifier is trusted: what it would have said of tickets that people decided about. */
class JudgingTest {
    @Test
    void aClassifierIsJudgedByPastTickets() {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            TicketService tickets = kit.as(Actor.staff("agent-7"));
            tickets.submit(TicketDraft.builder()
                    .title("Refund")
                    .description("I was charged twice on my invoice, please refund one payment.")
                    .category("billing")
                    .build());
            Classifier classifier = KeywordClassifier.standard();
            Instant since = Instant.EPOCH;

            BacktestReport report = tickets.backtest(
                    classifier,
                    BacktestOptions.builder()
                            .query(TicketQuery.builder().createdAfter(since).build())
                            .limit(500)
                            .concurrency(4)
                            .build());
            Evaluation category = report.fields().get(ClassifiedField.CATEGORY);
            String verdict = category == null
                    ? "nobody has decided about a category yet"
                    : "right in %.2f, always %s in %.2f, kappa %.2f"
                            .formatted(
                                    category.accuracy(),
                                    category.majorityLabel().orElse("-"),
                                    category.majorityShare(),
                                    category.kappa());

            assertThat(report.asked()).isEqualTo(1);
            assertThat(verdict).startsWith("right in ");
        }
    }
}
