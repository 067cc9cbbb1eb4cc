package io.ticketkit.llm;

import io.ticketkit.ClassificationException;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What calls cost, and whether they may be made. Thread-safe. */
final class Spending {
    private static final Logger LOG = LoggerFactory.getLogger(Spending.class);
    /** What a message and a property cost besides their text, in tokens, generously. */
    private static final int FRAME = 40;

    private final @Nullable PriceBook prices;
    private final @Nullable DailyBudget budget;
    private final String asked;
    private final boolean asAnswered;

    /**
     * @param asked the name under which the model stands in the price book
     * @param asAnswered whether the name that the service tells counts, when it tells one
     */
    Spending(@Nullable PriceBook prices, @Nullable DailyBudget budget, String asked, boolean asAnswered) {
        if (budget != null && prices == null) {
            throw new IllegalStateException("budget: it needs prices, call prices(PriceBook)");
        }
        if (budget != null && prices != null && !prices.knows(asked)) {
            throw new IllegalStateException("budget: the price book has no input and output price for the model "
                    + asked + "; add it, or name the entry to use with prices(PriceBook, String)");
        }
        this.prices = prices;
        this.budget = budget;
        this.asked = asked;
        this.asAnswered = asAnswered;
    }

    /** What an answer cost: unknown when requests before it failed, because those may have been charged, too. */
    Optional<BigDecimal> cost(ChatAnswer answer) {
        if (answer.attempts() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        if (prices == null || answer.attempts() > 1) {
            return Optional.empty();
        }
        String answered = asAnswered ? answer.model().orElse(asked) : asked;
        return answer.usage().flatMap(usage -> prices.cost(asked, answered, usage));
    }

    /**
     * Takes the most that a call can cost from the budget.
     *
     * @param notSent what is told when nothing is called
     */
    Reservation reserve(
            String tenant, List<ChatMessage> messages, OutputSchema schema, int maxOutputTokens, ModelCall notSent)
            throws ClassificationException {
        if (budget == null || prices == null) {
            return new Reservation(null, tenant, LocalDate.EPOCH, BigDecimal.ZERO);
        }
        LocalDate day = budget.today();
        BigDecimal most = prices.atMost(asked, mostTokens(messages, schema), maxOutputTokens)
                .orElseThrow(() -> new ClassificationException(
                        FailureReason.ERROR, "the text is longer than the price book's prices go", notSent, null));
        boolean reserved;
        try {
            reserved = budget.ledger().reserve(tenant, day, most, budget.cap());
        } catch (RuntimeException e) {
            // what cannot be counted is not spent; only the type, a host's message may say anything
            throw new ClassificationException(
                    FailureReason.ERROR,
                    "nothing was called, the budget could not be read: "
                            + e.getClass().getName(),
                    notSent,
                    null);
        }
        if (!reserved) {
            throw new ClassificationException(
                    FailureReason.BUDGET_SPENT,
                    "nothing was called, the budget of " + day + " is spent",
                    notSent,
                    null);
        }
        return new Reservation(budget, tenant, day, most);
    }

    /** No tokenizer makes more tokens than there are bytes. */
    private static long mostTokens(List<ChatMessage> messages, OutputSchema schema) {
        long bytes = messages.stream().mapToLong(m -> FRAME + bytes(m.text())).sum()
                + FRAME
                + bytes(schema.name())
                + bytes(schema.description());
        for (OutputSchema.Property property : schema.properties()) {
            bytes += FRAME + bytes(property.name()) + bytes(property.description());
            bytes += property.values().stream()
                    .mapToLong(value -> 4 + bytes(value))
                    .sum();
        }
        return bytes;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A part of the budget. */
    record Reservation(@Nullable DailyBudget budget, String tenant, LocalDate day, BigDecimal amount) {

        /** Puts what was really spent in its place; where that is not known, the most that so many requests can cost. */
        void settle(Optional<BigDecimal> cost, int attempts) {
            if (budget == null) {
                return;
            }
            BigDecimal spent = cost.orElseGet(() -> amount.multiply(BigDecimal.valueOf(Math.max(1, attempts))));
            try {
                budget.ledger().settle(tenant, day, amount, spent);
            } catch (RuntimeException e) {
                // the reservation stays, so that too much is counted rather than too little
                LOG.warn(
                        "A reservation of the budget was not settled: {}",
                        e.getClass().getName());
            }
        }
    }
}
