package io.ticketkit.demo.settings;

import io.ticketkit.llm.ApiKey;
import io.ticketkit.llm.cost.PriceBook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which language model.
 *
 * @param provider who is asked
 * @param key empty when none was given: a server of one's own may need none
 * @param baseUrl empty for the provider's own
 * @param model which model, as the provider spells it
 * @param maxRetries how often a failed call is repeated within the time for classifying
 * @param prices what models cost; empty when that is not known
 * @param dailyBudget US dollars a UTC day
 * @param temperature empty to send none
 * @param maxTokens how long an answer may be
 * @param redaction whether what is personal or secret is replaced before it leaves
 * @param reach where the base URL may lead
 */
public record LlmSettings(
        Provider provider,
        Optional<ApiKey> key,
        Optional<String> baseUrl,
        String model,
        int maxRetries,
        Optional<PriceBook> prices,
        Optional<BigDecimal> dailyBudget,
        Optional<Double> temperature,
        int maxTokens,
        boolean redaction,
        Reach reach) {

    private static final String KEY = "TICKET_LLM_API_KEY";
    private static final String ANY_KEY = "LLM_API_KEY";
    private static final String BASE_URL = "TICKET_LLM_BASE_URL";
    private static final String PRICES = "TICKET_LLM_PRICES";
    /** Of Groq, xAI and OpenRouter, who speak OpenAI's protocol elsewhere. */
    private static final List<String> ELSEWHERE = List.of("gsk_", "xai-", "sk-or-");

    private static final String BUDGET = "TICKET_LLM_DAILY_BUDGET_USD";

    /** Who is asked. */
    public enum Provider {
        /** Any server that speaks OpenAI's protocol. */
        OPENAI("gpt-5.4-nano"),
        /** Google. */
        GEMINI("gemini-3.5-flash-lite"),
        /** Anthropic. */
        ANTHROPIC("claude-haiku-4-5"),
        /** Nobody. */
        OFFLINE("offline");

        /** Small, quick, and in November 2026 current; does not reason unless asked to. */
        private final String model;

        Provider(String model) {
            this.model = model;
        }

        /** Where its users keep their key. */
        private List<String> variables() {
            return switch (this) {
                case OPENAI -> List.of("OPENAI_API_KEY");
                case GEMINI -> List.of("GEMINI_API_KEY", "GOOGLE_AI_API_KEY");
                case ANTHROPIC -> List.of("ANTHROPIC_API_KEY");
                case OFFLINE -> List.of();
            };
        }

        /** {@return as it is written in settings} */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static LlmSettings of(Environment environment) {
        Provider provider = provider(environment);
        LlmSettings settings = new LlmSettings(
                provider,
                provider == Provider.OFFLINE ? Optional.empty() : key(environment, provider),
                environment.text(BASE_URL),
                model(environment, provider),
                environment.whole("TICKET_LLM_MAX_RETRIES", 0, 5, 0),
                environment.text(PRICES).map(LlmSettings::prices),
                environment.text(BUDGET).map(text -> BigDecimal.valueOf(environment.number(BUDGET, 0, 1_000_000, 0))),
                environment
                        .text("TICKET_LLM_TEMPERATURE")
                        .map(text -> environment.number("TICKET_LLM_TEMPERATURE", 0, 2, 0)),
                environment.whole("TICKET_LLM_MAX_TOKENS", 1, 100_000, 300),
                environment.isOn("TICKET_LLM_REDACTION"),
                environment.text(BASE_URL).isPresent() ? environment.reach(BASE_URL) : Reach.TRUSTED);
        settings.baseUrl.ifPresent(text -> settings.reach.check(BASE_URL, text));
        settings.checkBudget();
        return settings;
    }

    private void checkBudget() {
        if (dailyBudget.isEmpty()) {
            return;
        }
        PriceBook book =
                prices.orElseThrow(() -> Environment.wrong(BUDGET, "a budget needs prices, give TICKET_LLM_PRICES"));
        if (provider != Provider.OFFLINE && !book.knows(model)) {
            throw Environment.wrong(
                    BUDGET, "the file of TICKET_LLM_PRICES has no input and output price for the model " + model);
        }
    }

    /** {@return the variables that may hold a key} */
    public static List<String> keyVariables() {
        return Stream.concat(
                        Stream.of(KEY, ANY_KEY),
                        Stream.of(Provider.values()).flatMap(provider -> provider.variables().stream()))
                .toList();
    }

    /** {@return whether the model can be asked: false when the provider needs a key and there is none} */
    public boolean isUsable() {
        return provider != Provider.OFFLINE
                && (key.isPresent() || (provider == Provider.OPENAI && baseUrl.isPresent()));
    }

    /** Nothing that may hold a secret. */
    @Override
    public String toString() {
        return "LlmSettings[" + provider.wireName() + ", " + model + "]";
    }

    private static String model(Environment environment, Provider provider) {
        if (provider == Provider.OFFLINE) {
            return provider.model;
        }
        String model = environment.text("TICKET_LLM_MODEL", provider.model);
        if (!model.matches("[ -~]{1,100}")) {
            throw Environment.wrong("TICKET_LLM_MODEL", "give the name of a model, at most 100 characters");
        }
        return model;
    }

    private static Optional<ApiKey> key(Environment environment, Provider provider) {
        return Stream.of(List.of(KEY), provider.variables(), List.of(ANY_KEY))
                .flatMap(List::stream)
                .filter(name -> environment.text(name).isPresent())
                .findFirst()
                .map(name -> {
                    String text = environment.text(name, "");
                    boolean unknown = provider == Provider.OPENAI
                            && environment.text(BASE_URL).isEmpty();
                    if (unknown && ELSEWHERE.stream().anyMatch(text::startsWith)) {
                        throw Environment.wrong(
                                name, "this is no key of OpenAI, give the address of who issued it in " + BASE_URL);
                    }
                    return key(name, text);
                });
    }

    private static ApiKey key(String name, String text) {
        try {
            return ApiKey.of(text);
        } catch (IllegalArgumentException e) {
            throw Environment.wrong(name, "a key has no spaces and only visible ASCII characters");
        }
    }

    private static PriceBook prices(String file) {
        try {
            return file.startsWith("{")
                    ? PriceBook.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)))
                    : PriceBook.read(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw Environment.wrong(PRICES, "give a readable file");
        } catch (IllegalArgumentException e) {
            // with a cause it is no JSON: a message that quotes some other file may quote a secret
            throw Environment.wrong(
                    PRICES, e.getCause() == null ? String.valueOf(e.getMessage()) : "the file is not JSON");
        }
    }

    private static Provider provider(Environment environment) {
        Optional<String> name = environment.text("TICKET_LLM_PROVIDER");
        return name.isEmpty()
                ? fromKey(environment)
                : Stream.of(Provider.values())
                        .filter(provider -> provider.wireName().equalsIgnoreCase(name.get()))
                        .findFirst()
                        .orElseThrow(() ->
                                Environment.wrong("TICKET_LLM_PROVIDER", "give openai, gemini, anthropic or offline"));
    }

    private static Provider fromKey(Environment environment) {
        return environment
                .text(KEY)
                .map(LlmSettings::issuer)
                .or(() -> Stream.of(Provider.values())
                        .filter(provider -> provider.variables().stream()
                                .anyMatch(name -> environment.text(name).isPresent()))
                        .findFirst())
                .or(() -> environment.text(ANY_KEY).map(LlmSettings::issuer))
                .orElse(Provider.OFFLINE);
    }

    /** By the beginning that providers give their keys; who has none of these speaks OpenAI's protocol. */
    private static Provider issuer(String key) {
        if (key.startsWith("sk-ant-")) {
            return Provider.ANTHROPIC;
        }
        return key.startsWith("AIza") ? Provider.GEMINI : Provider.OPENAI;
    }
}
