package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.Source;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replaying many, with trouble. What is compared with what: BacktestContract. */
class BacktestTest {
    private static final int MANY = 450;

    private static final Classifier BILLING = request -> Optional.of(
            Classification.builder(Source.HOST).category("billing", 0.9).build());

    private final TicketKit kit = TicketKit.builder()
            .storage(new InMemoryTicketStorage())
            .classificationTime(Duration.ofMillis(300))
            .build();
    private final TicketService tickets = kit.as(Actor.staff("agent"));

    @AfterEach
    void close() {
        kit.close();
    }

    private void decided(int count) {
        for (int number = 0; number < count; number++) {
            tickets.submit(TicketDraft.builder()
                    .title("Invoice " + number)
                    .description("It is wrong.")
                    .category(number % 3 == 0 ? "account" : "billing")
                    .build());
        }
    }

    private static BacktestOptions.Builder options() {
        return BacktestOptions.builder();
    }

    @Test
    void everyTicketOfManyPagesOnceAndTheProgressIsTold() {
        decided(MANY);
        List<Long> progress = new ArrayList<>();

        BacktestReport report = tickets.backtest(
                BILLING, options().concurrency(3).progress(progress::add).build());

        assertThat(report.read()).isEqualTo(MANY);
        assertThat(report.fields()).hasEntrySatisfying(ClassifiedField.CATEGORY, evaluation -> {
            assertThat(evaluation.count()).isEqualTo(MANY);
            assertThat(evaluation.right()).isEqualTo(MANY / 3 * 2);
            assertThat(evaluation.beatsMajority()).isFalse();
        });
        assertThat(progress)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MANY).boxed().toList());
        assertThat(report.duration()).isPositive();
        assertThat(report.averageLatency()).isPositive();
    }

    @Test
    void asManyAtATimeAsAskedFor() {
        decided(12);
        CyclicBarrier together = new CyclicBarrier(6);
        BacktestReport report = tickets.backtest(
                request -> {
                    together.await();
                    return BILLING.classify(request);
                },
                options().concurrency(6).build());
        assertThat(report.answered()).isEqualTo(12);
    }

    @Test
    void whoDoesNotComeBackFailedAtTheDeadline() {
        decided(2);
        CountDownLatch never = new CountDownLatch(1);
        BacktestReport report = tickets.backtest(
                request -> {
                    never.await();
                    return Optional.empty();
                },
                options().concurrency(2).build());
        assertThat(report.failures()).containsEntry(FailureReason.TIMEOUT, 2L);
        assertThat(report.fields())
                .hasEntrySatisfying(
                        ClassifiedField.CATEGORY,
                        evaluation -> assertThat(evaluation.count()).isZero());
        assertThat(report.duration()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(30));
    }

    @Test
    void theCallerCanEndIt() {
        decided(10);
        assertThatThrownBy(() -> tickets.backtest(
                        BILLING,
                        options()
                                .progress(done -> {
                                    if (done == 4) {
                                        throw new IllegalStateException("enough");
                                    }
                                })
                                .build()))
                .hasMessage("enough");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tickets.backtest(BILLING, options().build()))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whereNobodyDecidedAnythingThereIsNothingToSay() {
        tickets.submit(TicketDraft.of("Printer", "It jams."));
        BacktestReport report = tickets.backtest(BILLING, options().build());
        assertThat(report.read()).isEqualTo(1);
        assertThat(report.asked()).isZero();
        assertThat(report.fields()).isEmpty();
        assertThat(report.averageLatency()).isZero();
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> options().limit(0)).hasMessageContaining("limit");
        assertThatThrownBy(() -> options().readAtMost(0)).hasMessageContaining("readAtMost");
        assertThatThrownBy(() -> options().concurrency(257)).hasMessageContaining("concurrency");
        assertThatThrownBy(() -> options().threshold(1.5)).hasMessageContaining("threshold");
        TicketQuery byPriority =
                TicketQuery.builder().order(TicketOrder.PRIORITY).build();
        assertThatThrownBy(() -> options().query(byPriority)).hasMessageContaining("query");
    }
}
