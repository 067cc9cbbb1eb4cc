package io.ticketkit.llm.cost;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the form of LiteLLM's {@code model_prices_and_context_window.json}: an object with one entry per model. Fields
 * not known here are passed over.
 */
final class PriceReader {
    private static final String INPUT = "input_cost_per_token";
    private static final String OUTPUT = "output_cost_per_token";
    private static final String CACHE_READ = "cache_read_input_token_cost";
    private static final String CACHE_WRITE = "cache_creation_input_token_cost";
    private static final String REASONING = "output_cost_per_reasoning_token";
    private static final Set<String> PER_TOKEN = Set.of(INPUT, OUTPUT, CACHE_READ, CACHE_WRITE, REASONING);
    private static final Set<String> OTHERWISE = Set.of(
            "input_cost_per_request", "input_cost_per_query", "input_cost_per_character", "output_cost_per_character");
    private static final Pattern TIER = Pattern.compile("(?:input|output)_cost_per_token_above_(\\d{1,6})k_tokens");
    /** Explains the form in the original file; is no model. */
    private static final String SAMPLE = "sample_spec";
    /** Ten thousand dollars for a million tokens: whoever writes that means another unit. */
    private static final BigDecimal ABSURD = new BigDecimal("0.01");

    /** No price needs as many; with a billion of them (1e-999999999) no memory is large enough to add two prices. */
    private static final int MAX_DECIMALS = 100;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(100_000)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .maxDocumentLength(64L << 20)
                    .build())
            .build();

    private PriceReader() {}

    static Map<String, ModelPrice> read(InputStream file) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), file)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("price book: must be a JSON object with one entry per model");
            }
            Map<String, ModelPrice> prices = new HashMap<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String model = json.currentName();
                JsonToken value = json.nextToken();
                if (model.equals(SAMPLE) || model.startsWith("$")) {
                    json.skipChildren();
                } else if (value == JsonToken.START_OBJECT) {
                    prices.put(model, entry(json, model));
                } else {
                    throw new IllegalArgumentException("price book: model " + model + ": must be an object");
                }
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("price book: must end after its one JSON object");
            }
            return prices;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("price book: not readable as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static ModelPrice entry(JsonParser json, String model) {
        Map<String, BigDecimal> prices = new HashMap<>();
        long tieredAbove = Long.MAX_VALUE;
        boolean otherwiseCharged = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            Matcher tier = TIER.matcher(field);
            if (value == JsonToken.VALUE_NULL) {
                continue;
            } else if (PER_TOKEN.contains(field)) {
                prices.put(field, price(json, model, field));
            } else if (tier.matches()) {
                tieredAbove = Math.min(tieredAbove, Long.parseLong(tier.group(1)) * 1000);
            } else if (OTHERWISE.contains(field)) {
                otherwiseCharged |= !value.isNumeric() || json.getDecimalValue().signum() != 0;
            }
            json.skipChildren();
        }
        return new ModelPrice(
                prices.get(INPUT),
                prices.get(OUTPUT),
                prices.get(CACHE_READ),
                prices.get(CACHE_WRITE),
                prices.get(REASONING),
                tieredAbove,
                otherwiseCharged);
    }

    private static BigDecimal price(JsonParser json, String model, String field) {
        String where = "price book: model " + model + ", " + field + ": ";
        if (!json.currentToken().isNumeric()) {
            throw new IllegalArgumentException(where + "must be a number, US dollars per token");
        }
        BigDecimal price = json.getDecimalValue();
        if (price.signum() < 0) {
            throw new IllegalArgumentException(where + "must not be negative");
        }
        if (price.scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException(where + "must not have more than " + MAX_DECIMALS + " decimals");
        }
        if (price.compareTo(ABSURD) >= 0) {
            throw new IllegalArgumentException(where + "must be US dollars per token, and " + price
                    + " is far too much; a price per million tokens has to be divided by a million");
        }
        return price;
    }
}
