package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.TokenUsage;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.spi.SpendLedger;
import io.ticketkit.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("the log of io.ticketkit")
class BudgetTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T23:59:59Z"));
    private final Ledger ledger = new Ledger();

    /** In memory, for one thread. */
    private static final class Ledger implements SpendLedger {
        final Map<String, BigDecimal> spent = new HashMap<>();
        boolean down;
        boolean settlesNoMore;
        boolean interrupted;
        BigDecimal lastReserved = BigDecimal.ZERO;

        @Override
        public boolean reserve(String tenant, LocalDate day, BigDecimal amount, BigDecimal cap) {
            if (down) {
                throw new StorageUnavailableException(null);
            }
            lastReserved = amount;
            if (spent(tenant, day).add(amount).compareTo(cap) > 0) {
                return false;
            }
            spent.merge(tenant + day, amount, BigDecimal::add);
            return true;
        }

        @Override
        public void settle(String tenant, LocalDate day, BigDecimal reserved, BigDecimal actual) {
            interrupted = Thread.currentThread().isInterrupted();
            if (settlesNoMore) {
                throw new StorageUnavailableException(null);
            }
            spent.merge(tenant + day, actual.subtract(reserved), BigDecimal::add);
        }

        @Override
        public BigDecimal spent(String tenant, LocalDate day) {
            return spent.getOrDefault(tenant + day, BigDecimal.ZERO);
        }
    }

    @Test
    void anAnsweredCallCostsWhatItCost() throws Exception {
        ModelCall call = classifier(ScriptedModel.saying(ScriptedModel.ANSWER), "1")
                .classify(request("hello"))
                .orElseThrow()
                .call()
                .orElseThrow();

        assertThat(call.cost().orElseThrow()).isEqualByComparingTo("0.0012");
        assertThat(ledger.spent("default", TODAY)).isEqualByComparingTo("0.0012");
        assertThat(ledger.lastReserved)
                .as("a token per byte, and all that may come out")
                .isGreaterThan(new BigDecimal("0.0026"));
    }

    @Test
    void anInterruptedCallIsSettledBeforeTheThreadIsMarkedAgain() {
        ScriptedModel model = new ScriptedModel(request -> {
            throw new InterruptedException();
        });

        ClassificationException failure = catchThrowableOfType(
                ClassificationException.class, () -> classifier(model, "1").classify(request("hello")));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure.reason()).isEqualTo(FailureReason.INTERRUPTED);
        assertThat(ledger.interrupted).as("a pool gives no connection then").isFalse();
    }

    @Test
    void whenItIsSpentNothingIsCalled() throws Exception {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        LlmClassifier classifier = classifier(model, "0.006");

        ClassificationException failure = null;
        int answered = 0;
        while (failure == null) {
            ClassificationRequest request = request("text " + answered++);
            failure = catchThrowableOfType(ClassificationException.class, () -> classifier.classify(request));
        }

        assertThat(failure.reason()).isEqualTo(FailureReason.BUDGET_SPENT);
        assertThat(failure.call().orElseThrow().attempts()).isZero();
        assertThat(failure.call().orElseThrow().cost()).contains(BigDecimal.ZERO);
        assertThat(model.asked()).hasSize(answered - 1).isNotEmpty();
        assertThat(ledger.spent("default", TODAY)).isLessThanOrEqualTo(new BigDecimal("0.006"));

        assertThat(classifier.classify(
                        ClassificationRequest.builder("x").tenant("other").build()))
                .as("another tenant has its own")
                .isPresent();
        clock.set(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(classifier.classify(request("tomorrow"))).as("another day").isPresent();
    }

    @Test
    void whatMayHaveBeenSpentStaysReserved() {
        LlmClassifier classifier = classifier(
                new ScriptedModel(request -> {
                    throw ChatException.builder(FailureReason.TIMEOUT, "no")
                            .attempts(2)
                            .build();
                }),
                "1");

        ClassificationException failure =
                catchThrowableOfType(ClassificationException.class, () -> classifier.classify(request("hello")));

        assertThat(failure.call().orElseThrow().cost()).isEmpty();
        assertThat(ledger.spent("default", TODAY))
                .isEqualByComparingTo(ledger.lastReserved.multiply(BigDecimal.valueOf(2)));
    }

    @Test
    void whereNothingWasSentTheReservationIsGivenBack() {
        LlmClassifier classifier = classifier(
                new ScriptedModel(request -> {
                    throw ChatException.builder(FailureReason.CIRCUIT_OPEN, "no")
                            .attempts(0)
                            .build();
                }),
                "1");

        assertThat(catchThrowableOfType(ClassificationException.class, () -> classifier.classify(request("hello")))
                        .reason())
                .isEqualTo(FailureReason.CIRCUIT_OPEN);

        assertThat(ledger.spent("default", TODAY)).isEqualByComparingTo("0");
    }

    @Test
    void anAnswerAfterFailuresOrWithoutUsageCostsAnUnknownAmount() throws Exception {
        for (ChatAnswer.Builder told : new ChatAnswer.Builder[] {
            ChatAnswer.builder(ScriptedModel.ANSWER),
            ChatAnswer.builder(ScriptedModel.ANSWER)
                    .usage(TokenUsage.of(10, 10))
                    .attempts(2),
            ChatAnswer.builder(ScriptedModel.ANSWER)
                    .usage(TokenUsage.of(10, 10))
                    .model("another-model")
        }) {
            ledger.spent.clear();
            ChatAnswer answer = told.build();
            ModelCall call = classifier(new ScriptedModel(request -> answer), "1")
                    .classify(request("hello"))
                    .orElseThrow()
                    .call()
                    .orElseThrow();

            assertThat(call.cost()).isEmpty();
            assertThat(ledger.spent("default", TODAY))
                    .isEqualByComparingTo(ledger.lastReserved.multiply(BigDecimal.valueOf(answer.attempts())));
        }
    }

    @Test
    void anUnusableAnswerIsPaidFor() {
        LlmClassifier classifier = classifier(ScriptedModel.saying("no"), "1");

        ClassificationException failure =
                catchThrowableOfType(ClassificationException.class, () -> classifier.classify(request("hello")));

        assertThat(failure.call().orElseThrow().cost().orElseThrow()).isEqualByComparingTo("0.0012");
        assertThat(ledger.spent("default", TODAY)).isEqualByComparingTo("0.0012");
    }

    @Test
    void whatCannotBeCountedIsNotSpent() {
        ScriptedModel model = ScriptedModel.saying(ScriptedModel.ANSWER);
        ledger.down = true;

        ClassificationException failure = catchThrowableOfType(
                ClassificationException.class, () -> classifier(model, "1").classify(request("hello")));

        assertThat(failure.reason()).isEqualTo(FailureReason.ERROR);
        assertThat(failure.call().orElseThrow().cost()).contains(BigDecimal.ZERO);
        assertThat(model.asked()).isEmpty();
    }

    @Test
    void anAnswerIsNotLostBecauseItCannotBeSettled() throws Exception {
        ledger.settlesNoMore = true;

        assertThat(classifier(ScriptedModel.saying(ScriptedModel.ANSWER), "1").classify(request("hello")))
                .isPresent();
        assertThat(ledger.spent("default", TODAY)).isEqualByComparingTo(ledger.lastReserved);
    }

    @Test
    void aKeptAnswerCostsNothing() throws Exception {
        LlmClassifier classifier = classifier(ScriptedModel.saying(ScriptedModel.ANSWER), "1");
        classifier.classify(request("hello"));
        BigDecimal spent = ledger.spent("default", TODAY);

        ModelCall call =
                classifier.classify(request("hello")).orElseThrow().call().orElseThrow();

        assertThat(call.cost()).contains(BigDecimal.ZERO);
        assertThat(ledger.spent("default", TODAY)).isEqualByComparingTo(spent);
    }

    @Test
    void anEntryThatIsNamedCountsWhateverTheServiceSays() throws Exception {
        ChatAnswer answer = ChatAnswer.builder(ScriptedModel.ANSWER)
                .usage(TokenUsage.of(1000, 100))
                .model("deployment-7")
                .build();
        LlmClassifier classifier = LlmClassifier.builder(new ScriptedModel(request -> answer))
                .prices(prices(), "test-model")
                .build();

        assertThat(classifier
                        .classify(request("hello"))
                        .orElseThrow()
                        .call()
                        .orElseThrow()
                        .cost()
                        .orElseThrow())
                .isEqualByComparingTo("0.0012");
    }

    @Test
    void aBudgetWithoutPricesIsRefused() throws Exception {
        LlmClassifierBuilder builder =
                LlmClassifier.builder(ScriptedModel.saying("")).budget(DailyBudget.of(BigDecimal.ONE, ledger, clock));

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("prices(PriceBook)");
        assertThatIllegalStateException()
                .isThrownBy(builder.prices(PriceBook.read(new ByteArrayInputStream(new byte[] {'{', '}'})))::build)
                .withMessageContaining("test-model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DailyBudget.of(BigDecimal.ONE.negate(), ledger, clock))
                .withMessageContaining("cap");
    }

    private LlmClassifier classifier(ScriptedModel model, String cap) {
        return LlmClassifier.builder(model)
                .prices(prices())
                .budget(DailyBudget.of(new BigDecimal(cap), ledger, clock))
                .build();
    }

    private static PriceBook prices() {
        try {
            return PriceBook.read(new ByteArrayInputStream(
                    "{\"test-model\": {\"input_cost_per_token\": 1e-6, \"output_cost_per_token\": 2e-6}}"
                            .getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ClassificationRequest request(String text) {
        return ClassificationRequest.builder(text).build();
    }
}
