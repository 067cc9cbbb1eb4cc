package io.ticketkit.llm.cost;

import io.ticketkit.llm.chat.TokenUsage;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs, in US dollars per token; null where the file does not say.
 *
 * @param tieredAbove from more input tokens than this on the file has other prices
 * @param otherwiseCharged whether there is a charge that is not by the token
 */
record ModelPrice(
        @Nullable BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal reasoning,
        long tieredAbove,
        boolean otherwiseCharged) {

    Optional<BigDecimal> cost(TokenUsage usage) {
        long plainInput = usage.input() - usage.cachedInput() - usage.cacheWrite();
        long plainOutput = usage.output() - usage.reasoning();
        if (input == null || output == null || otherwiseCharged || usage.input() > tieredAbove) {
            return Optional.empty();
        }
        if (plainInput < 0 || plainOutput < 0) {
            return Optional.empty();
        }
        return Optional.of(times(input, plainInput)
                .add(times(cacheRead == null ? input : cacheRead, usage.cachedInput()))
                .add(times(cacheWrite == null ? input : cacheWrite, usage.cacheWrite()))
                .add(times(output, plainOutput))
                .add(times(reasoning == null ? output : reasoning, usage.reasoning())));
    }

    /** The most that so many tokens can cost, whatever of them is cached, written to a cache, or reasoning. */
    Optional<BigDecimal> atMost(long inputTokens, long outputTokens) {
        if (input == null || output == null || otherwiseCharged || inputTokens > tieredAbove) {
            return Optional.empty();
        }
        return Optional.of(times(max(max(input, cacheWrite), cacheRead), inputTokens)
                .add(times(max(output, reasoning), outputTokens)));
    }

    private static BigDecimal times(BigDecimal price, long tokens) {
        return price.multiply(BigDecimal.valueOf(tokens));
    }

    private static BigDecimal max(BigDecimal one, @Nullable BigDecimal other) {
        return other == null ? one : one.max(other);
    }
}
