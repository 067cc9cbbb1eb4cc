package io.ticketkit.llm.chat;

/**
 * What a call used, counted alike for every provider.
 *
 * @param input all tokens that went in, also those read from or written to the provider's cache
 * @param cachedInput those of {@code input} that were read from the provider's cache
 * @param cacheWrite those of {@code input} that were written to the provider's cache at a price of their own
 * @param output all tokens that came out, reasoning too
 * @param reasoning those of {@code output} that were reasoning
 */
public record TokenUsage(long input, long cachedInput, long cacheWrite, long output, long reasoning) {
    /**
     * Checks the numbers.
     *
     * @param input as above
     * @param cachedInput as above
     * @param cacheWrite as above
     * @param output as above
     * @param reasoning as above
     * @throws IllegalArgumentException when one is negative
     */
    public TokenUsage {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("a number of tokens is not negative");
        }
    }

    /**
     * A call without cache and reasoning.
     *
     * @param input all tokens that went in
     * @param output all tokens that came out
     * @return the usage
     */
    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, 0, 0, output, 0);
    }
}
