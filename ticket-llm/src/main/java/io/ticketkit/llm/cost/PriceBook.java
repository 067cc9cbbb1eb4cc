package io.ticketkit.llm.cost;

import io.ticketkit.llm.chat.TokenUsage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What models cost, read from a file that the host keeps: nothing is compiled in, because prices change. Immutable.
 *
 * <p>The file has the form of LiteLLM's {@code model_prices_and_context_window.json}: an object with an entry per model,
 * in it {@code input_cost_per_token} and {@code output_cost_per_token}, and where they differ from these
 * {@code cache_read_input_token_cost}, {@code cache_creation_input_token_cost} and
 * {@code output_cost_per_reasoning_token}; numbers, in US dollars.
 *
 * <p>What is not known costs an unknown amount, never nothing: a model without an entry, an entry without input or output
 * price, one with charges by the request, and more input than the file's first tier of prices covers.
 *
 * <p>A model is found by its exact name; else without or with the prefix of its maker ({@code openai/},
 * {@code anthropic/}, {@code gemini/}, {@code models/}).
 */
public final class PriceBook {
    private static final Pattern DATED =
            Pattern.compile("[-@](?:\\d{8}|\\d{4}-\\d{2}-\\d{2}|\\d{3,4}|\\d{2}-\\d{4}|latest)");
    private static final String[] MAKERS = {"openai/", "anthropic/", "gemini/", "models/"};

    private final Map<String, ModelPrice> prices;

    private PriceBook(Map<String, ModelPrice> prices) {
        this.prices = Map.copyOf(prices);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return the prices
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it has not the form; the message names model and field
     */
    public static PriceBook read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Reads a file.
     *
     * @param file its content; not closed
     * @return the prices
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it has not the form; the message names model and field
     */
    public static PriceBook read(InputStream file) throws IOException {
        return new PriceBook(PriceReader.read(new ByteArrayInputStream(file.readAllBytes())));
    }

    /**
     * Whether a call of the model has a price.
     *
     * @param model its name
     * @return true when {@link #cost} and {@link #atMost} know it, for ordinary amounts of tokens
     */
    public boolean knows(String model) {
        return atMost(model, 1, 1).isPresent();
    }

    /**
     * What a call cost.
     *
     * @param model the model's name
     * @param usage what it used
     * @return US dollars, exactly; empty when that is not known, or when the numbers of the usage contradict each other
     */
    public Optional<BigDecimal> cost(String model, TokenUsage usage) {
        return Optional.ofNullable(find(model)).flatMap(price -> price.cost(usage));
    }

    /**
     * What a call cost, by the name the service told. Where that has no entry and is the asked name with a date or number behind it
     * ({@code gpt-4o-2024-08-06} for {@code gpt-4o}), the asked name's price counts; any other name is another model.
     *
     * @param asked the name asked for
     * @param answered the name the service told
     * @param usage what the call used
     * @return US dollars, exactly; empty when that is not known
     */
    public Optional<BigDecimal> cost(String asked, String answered, TokenUsage usage) {
        if (find(answered) == null && isVersionOf(plain(answered), plain(asked))) {
            return cost(asked, usage);
        }
        return cost(answered, usage);
    }

    /**
     * The most a call can cost.
     *
     * @param model the model's name
     * @param inputTokens the most that goes in
     * @param outputTokens the most that comes out
     * @return US dollars; empty when that is not known
     */
    public Optional<BigDecimal> atMost(String model, long inputTokens, long outputTokens) {
        return Optional.ofNullable(find(model)).flatMap(price -> price.atMost(inputTokens, outputTokens));
    }

    private @Nullable ModelPrice find(String model) {
        String plain = plain(model);
        return Stream.concat(Stream.of(model, plain), Stream.of(MAKERS).map(maker -> maker + plain))
                .map(prices::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String plain(String model) {
        return Stream.of(MAKERS)
                .filter(model::startsWith)
                .findFirst()
                .map(maker -> model.substring(maker.length()))
                .orElse(model);
    }

    private static boolean isVersionOf(String answered, String asked) {
        return answered.startsWith(asked)
                && (answered.equals(asked)
                        || DATED.matcher(answered.substring(asked.length())).matches());
    }

    /** How many models. */
    @Override
    public String toString() {
        return "PriceBook[" + prices.size() + " models]";
    }
}
