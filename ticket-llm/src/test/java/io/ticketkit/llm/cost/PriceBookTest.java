package io.ticketkit.llm.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ticketkit.llm.chat.TokenUsage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {
    /** In the form of the original file. */
    private static final String FILE = """
            {
              "sample_spec": {"input_cost_per_token": 0.0, "max_tokens": "LEGACY parameter", "mode": "one of: chat"},
              "gpt-4o-mini": {"input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
                "cache_read_input_token_cost": 7.5e-08, "litellm_provider": "openai", "max_tokens": 16384,
                "supported_endpoints": ["/v1/chat/completions"], "search_context_cost_per_query": {"low": 0.03}},
              "claude-x": {"input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                "cache_read_input_token_cost": 3e-07, "cache_creation_input_token_cost": 3.75e-06},
              "gemini/gemini-x": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-05,
                "input_cost_per_token_above_200k_tokens": 2e-06, "output_cost_per_reasoning_token": 3.5e-05},
              "local": {"input_cost_per_token": 0, "output_cost_per_token": 0.0},
              "half": {"input_cost_per_token": 1e-06, "output_cost_per_token": null},
              "searcher": {"input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06, "input_cost_per_request": 0.005},
              "picture": {"output_cost_per_image": 0.04, "mode": "image_generation"}
            }""";

    @Test
    void countsExactly() throws Exception {
        assertThat(read(FILE).cost("gpt-4o-mini", TokenUsage.of(1_234, 567)).orElseThrow())
                .isEqualByComparingTo("0.0005253");
    }

    @Test
    void countsCachedWrittenAndReasoningTokensAtTheirPrices() throws Exception {
        PriceBook prices = read(FILE);

        assertThat(prices.cost("gpt-4o-mini", new TokenUsage(1_000, 400, 0, 0, 0))
                        .orElseThrow())
                .isEqualByComparingTo("0.00012");
        assertThat(prices.cost("claude-x", new TokenUsage(1_000, 500, 300, 0, 0))
                        .orElseThrow())
                .isEqualByComparingTo("0.001875");
        assertThat(prices.cost("gemini/gemini-x", new TokenUsage(0, 0, 0, 100, 60))
                        .orElseThrow())
                .isEqualByComparingTo("0.0025");
        assertThat(prices.cost("claude-x", new TokenUsage(0, 0, 0, 100, 60)).orElseThrow())
                .as("without a price of its own reasoning is output")
                .isEqualByComparingTo("0.0015");
        assertThat(prices.cost("gpt-4o-mini", new TokenUsage(100, 0, 100, 0, 0)).orElseThrow())
                .as("without a price of its own writing is input")
                .isEqualByComparingTo("0.000015");
    }

    @Test
    void whatIsNotKnownIsNeverNothing() throws Exception {
        PriceBook prices = read(FILE);
        TokenUsage usage = TokenUsage.of(10, 10);

        assertThat(prices.cost("unknown", usage)).isEmpty();
        assertThat(prices.cost("half", usage)).isEmpty();
        assertThat(prices.cost("picture", usage)).isEmpty();
        assertThat(prices.cost("searcher", usage)).as("charged by request").isEmpty();
        assertThat(prices.cost("sample_spec", usage)).isEmpty();
        assertThat(prices.cost("gemini/gemini-x", TokenUsage.of(200_001, 1)))
                .as("another tier")
                .isEmpty();
        assertThat(prices.cost("claude-x", new TokenUsage(10, 8, 8, 0, 0)))
                .as("contradicts itself")
                .isEmpty();
        assertThat(prices.cost("claude-x", new TokenUsage(10, 0, 0, 5, 6)))
                .as("contradicts itself")
                .isEmpty();
        assertThat(prices.cost("local", usage))
                .as("free is known")
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("0"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini, true", "openai/gpt-4o-mini, true", "gemini-x, true", "models/gemini-x, true",
                "GPT-4o-mini, false",
        "groq/gpt-4o-mini, false", "gpt-4o, false", "gpt-4o-mini-2024-07-18, false", "mini, false", "'', false"
    })
    void findsModelsByTheirNamesOnly(String name, boolean known) throws Exception {
        assertThat(read(FILE).knows(name)).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini-2024-07-18, true", "gpt-4o-mini, true", "gpt-4o-mini-0125, true", "gpt-4o-mini-latest, true",
        "gpt-4o-mini-turbo, false", "gpt-4o-minimal, false", "other, false", "claude-x, true"
    })
    void aDatedNameHasThePriceOfTheNameAskedFor(String answered, boolean known) throws Exception {
        assertThat(read(FILE).cost("gpt-4o-mini", answered, TokenUsage.of(1, 1)).isPresent())
                .isEqualTo(known);
    }

    @Test
    void theMostACallCanCostCoversEveryKindOfToken() throws Exception {
        PriceBook prices = read(FILE);

        assertThat(prices.atMost("claude-x", 100, 10).orElseThrow()).isEqualByComparingTo("0.000525");
        assertThat(prices.atMost("gemini-x", 0, 10).orElseThrow()).isEqualByComparingTo("0.00035");
        assertThat(prices.atMost("gemini-x", 200_001, 10)).isEmpty();
        assertThat(prices.atMost("half", 1, 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|must be a JSON object",
                "{|not readable",
                "{} {}|must end",
                "nonsense|not readable",
                "{\"m\": 1}|model m: must be an object",
                "{\"m\": {\"input_cost_per_token\": \"1e-6\"}}|model m, input_cost_per_token: must be a number",
                "{\"m\": {\"output_cost_per_token\": -1e-6}}|model m, output_cost_per_token: must not be negative",
                "{\"m\": {\"cache_read_input_token_cost\": []}}|model m, cache_read_input_token_cost: must be a number",
                "{\"m\": {\"input_cost_per_token\": 0.15}}|model m, input_cost_per_token: must be US dollars per token",
                "{\"m\": {\"output_cost_per_token\": 1e-9999}}|model m, output_cost_per_token: must not have more than 100",
                "{\"m\": {\"output_cost_per_token\": 0e-9999}}|model m, output_cost_per_token: must not have more than 100",
                "{\"m\": {}, \"m\": {}}|not readable as JSON: Duplicate"
            })
    void namesModelAndFieldOfWhatIsWrong(String file, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(file)).withMessageContaining(message);
    }

    @Test
    void readsAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("prices.json"), FILE);

        assertThat(PriceBook.read(file)).hasToString("PriceBook[7 models]");
    }

    @Test
    void keepsAllDigits() throws Exception {
        assertThat(read("{\"m\": {\"input_cost_per_token\": 0.000000123456789012345, \"output_cost_per_token\": 0}}")
                        .cost("m", TokenUsage.of(3, 0))
                        .orElseThrow())
                .isEqualByComparingTo(new BigDecimal("0.000000370370367037035"));
    }

    private static PriceBook read(String file) throws IOException {
        return PriceBook.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    }
}
