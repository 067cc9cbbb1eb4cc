package io.ticketkit.demo.settings;

import io.ticketkit.llm.ApiKey;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which language model.
 *
 * @param provider who is asked
 * @param key empty when none was given: a server of one's own may need none
 * @param baseUrl empty for the provider's own
 * @param model which model, as the provider spells it
 * @param maxRetries how often a failed call is repeated within the time for classifying
 * @param prices a price file
 * @param dailyBudget US dollars a UTC day
 * @param temperature empty to send none
 * @param maxTokens how long an answer may be
 * @param redaction whether what is personal or secret is replaced before it leaves
 */
public record LlmSettings(
        Provider provider,
        Optional<ApiKey> key,
        Optional<String> baseUrl,
        String model,
        int maxRetries,
        Optional<Path> prices,
        Optional<BigDecimal> dailyBudget,
        Optional<Double> temperature,
        int maxTokens,
        boolean redaction) {

    /** Who is asked. */
    public enum Provider {
        /** Any server that speaks OpenAI's protocol. */
        OPENAI("gpt-5.4-nano", "OPENAI_API_KEY"),
        /** Google. */
        GEMINI("gemini-3.5-flash-lite", "GEMINI_API_KEY", "GOOGLE_AI_API_KEY"),
        /** Anthropic. */
        ANTHROPIC("claude-haiku-4-5", "ANTHROPIC_API_KEY"),
        /** Nobody. */
        OFFLINE("offline");

        /** Small, quick, and in November 2026 current; does not reason unless asked to. */
        private final String model;

        /** Where its users keep their key. */
        private final List<String> variables;

        Provider(String model, String... variables) {
            this.model = model;
            this.variables = List.of(variables);
        }

        /** {@return as it is written in settings} */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static LlmSettings of(Environment environment) {
        Provider provider = provider(environment);
        Optional<String> key = Optional.empty();
        if (provider != Provider.OFFLINE) {
            key = environment
                    .text("TICKET_LLM_API_KEY")
                    .or(() -> first(environment, provider.variables))
                    .or(() -> environment.text("LLM_API_KEY"));
        }
        Optional<Path> prices = environment.text("TICKET_LLM_PRICES").map(LlmSettings::readable);
        Optional<BigDecimal> budget = environment
                .text("TICKET_LLM_DAILY_BUDGET_USD")
                .map(text ->
                        BigDecimal.valueOf(environment.number("TICKET_LLM_DAILY_BUDGET_USD", 0.000001, 1_000_000, 1)));
        if (budget.isPresent() && prices.isEmpty()) {
            throw Environment.wrong("TICKET_LLM_DAILY_BUDGET_USD", "a budget needs TICKET_LLM_PRICES, a price file");
        }
        return new LlmSettings(
                provider,
                key.map(LlmSettings::key),
                environment.text("TICKET_LLM_BASE_URL"),
                environment.text("TICKET_LLM_MODEL", provider.model),
                environment.whole("TICKET_LLM_MAX_RETRIES", 0, 5, 0),
                prices,
                budget,
                environment
                        .text("TICKET_LLM_TEMPERATURE")
                        .map(text -> environment.number("TICKET_LLM_TEMPERATURE", 0, 2, 0)),
                environment.whole("TICKET_LLM_MAX_TOKENS", 1, 100_000, 300),
                environment.isOn("TICKET_LLM_REDACTION"));
    }

    private static Optional<String> first(Environment environment, List<String> variables) {
        return variables.stream()
                .flatMap(name -> environment.text(name).stream())
                .findFirst();
    }

    private static Provider provider(Environment environment) {
        Optional<String> name = environment.text("TICKET_LLM_PROVIDER");
        if (name.isEmpty()) {
            return fromKey(environment);
        }
        for (Provider provider : Provider.values()) {
            if (provider.wireName().equalsIgnoreCase(name.get())) {
                return provider;
            }
        }
        throw Environment.wrong("TICKET_LLM_PROVIDER", "give openai, gemini, anthropic or offline");
    }

    private static Provider fromKey(Environment environment) {
        Optional<String> key = environment.text("TICKET_LLM_API_KEY");
        if (key.isEmpty()) {
            for (Provider provider : Provider.values()) {
                if (first(environment, provider.variables).isPresent()) {
                    return provider;
                }
            }
            key = environment.text("LLM_API_KEY");
        }
        return key.map(LlmSettings::issuer).orElse(Provider.OFFLINE);
    }

    /** By the beginning that providers give their keys; who has none of these speaks OpenAI's protocol. */
    private static Provider issuer(String key) {
        if (key.startsWith("sk-ant-")) {
            return Provider.ANTHROPIC;
        }
        return key.startsWith("AIza") ? Provider.GEMINI : Provider.OPENAI;
    }

    private static ApiKey key(String text) {
        try {
            return ApiKey.of(text);
        } catch (IllegalArgumentException e) {
            throw Environment.wrong("TICKET_LLM_API_KEY", "a key has no spaces and only visible ASCII characters");
        }
    }

    private static Path readable(String name) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw Environment.wrong("TICKET_LLM_PRICES", "give a readable file");
        }
        return file;
    }
}
