package io.ticketkit.demo;

import io.ticketkit.ClassificationException;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.demo.settings.LlmSettings;
import io.ticketkit.demo.settings.LlmSettings.Provider;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.llm.AnthropicChatModel;
import io.ticketkit.llm.ChatModelBuilder;
import io.ticketkit.llm.GeminiChatModel;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.LlmClassifierBuilder;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.cost.PriceBook;
import io.ticketkit.llm.redaction.Redactor;
import io.ticketkit.spi.SpendLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The language model of the settings, as a classifier. */
final class LanguageModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LanguageModel.class);

    private final Classifier classifier;
    private final AutoCloseable model;

    private LanguageModel(Classifier classifier, AutoCloseable model) {
        this.classifier = classifier;
        this.model = model;
    }

    /**
     * Connects nothing yet.
     *
     * @param settings not offline
     * @throws SettingsException when they do not fit together
     */
    static LanguageModel of(LlmSettings settings, Supplier<SpendLedger> ledger, Clock clock) {
        if (settings.key().isEmpty() && settings.baseUrl().isEmpty()) {
            LOG.warn(
                    "TICKET_LLM_API_KEY is missing: without a key {} is not asked, everything is classified offline",
                    settings.provider().wireName());
            return new LanguageModel(
                    request -> {
                        throw new ClassificationException(FailureReason.AUTHENTICATION, "there is no key", null, null);
                    },
                    () -> {});
        }
        ChatModel model = model(settings);
        LlmClassifierBuilder builder = LlmClassifier.builder(model).maxOutputTokens(settings.maxTokens());
        if (!settings.redaction()) {
            builder.redactor(Redactor.off());
        }
        settings.prices().ifPresent(file -> builder.prices(prices(file)));
        settings.dailyBudget().ifPresent(cap -> builder.budget(DailyBudget.of(cap, ledger.get(), clock)));
        try {
            return new LanguageModel(builder.build(), model);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new SettingsException("TICKET_LLM_DAILY_BUDGET_USD is wrong: " + e.getMessage());
        }
    }

    private static ChatModel model(LlmSettings settings) {
        try {
            return switch (settings.provider()) {
                case GEMINI -> with(settings, GeminiChatModel.builder()).build();
                case ANTHROPIC -> with(settings, AnthropicChatModel.builder()).build();
                default -> with(settings, OpenAiChatModel.builder()).build();
            };
        } catch (IllegalArgumentException e) {
            String name = settings.key().isEmpty() && settings.provider() != Provider.OPENAI
                    ? "TICKET_LLM_API_KEY"
                    : "TICKET_LLM_BASE_URL";
            throw new SettingsException(name + " is wrong: " + e.getMessage());
        }
    }

    private static <B extends ChatModelBuilder<B>> B with(LlmSettings settings, B builder) {
        settings.key().ifPresent(builder::apiKey);
        settings.baseUrl().ifPresent(builder::baseUrl);
        settings.temperature().ifPresent(builder::temperature);
        return builder.model(settings.model())
                .maxOutputTokens(settings.maxTokens())
                .maxRetries(settings.maxRetries());
    }

    private static PriceBook prices(Path file) {
        try {
            return PriceBook.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("TICKET_LLM_PRICES is wrong: " + e.getMessage());
        }
    }

    Classifier classifier() {
        return classifier;
    }

    @Override
    public void close() throws Exception {
        model.close();
    }
}
