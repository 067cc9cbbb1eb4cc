package io.ticketkit.demo;

import io.ticketkit.ClassificationException;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.assist.Assistant;
import io.ticketkit.demo.net.PublicDns;
import io.ticketkit.demo.settings.LlmSettings;
import io.ticketkit.demo.settings.Reach;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.llm.AnthropicChatModel;
import io.ticketkit.llm.ChatModelBuilder;
import io.ticketkit.llm.GeminiChatModel;
import io.ticketkit.llm.LlmAssistant;
import io.ticketkit.llm.LlmAssistantBuilder;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.LlmClassifierBuilder;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.cost.DailyBudget;
import io.ticketkit.llm.redaction.Redactor;
import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The language model of the settings. */
final class LanguageModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LanguageModel.class);

    private final LlmSettings settings;
    private final Optional<OkHttpClient> client;
    private final Optional<ChatModel> model;

    private LanguageModel(LlmSettings settings) {
        this.settings = settings;
        this.client = settings.reach() == Reach.PUBLIC ? Optional.of(publicClient()) : Optional.empty();
        this.model = settings.isUsable() ? Optional.of(model()) : Optional.empty();
    }

    /**
     * Connects nothing yet. Empty when the settings name none.
     *
     * @throws SettingsException when there must be no connection to the base URL
     */
    static Optional<LanguageModel> of(LlmSettings settings) {
        return settings.provider() == LlmSettings.Provider.OFFLINE
                ? Optional.empty()
                : Optional.of(new LanguageModel(settings));
    }

    /** Looks at the very address that it connects to: a name may lead elsewhere than when it was set. */
    private static OkHttpClient publicClient() {
        return new OkHttpClient.Builder()
                .dns(new PublicDns())
                // a proxy would look up the name by itself
                .proxy(Proxy.NO_PROXY)
                .pingInterval(Duration.ofSeconds(5))
                .build();
    }

    private ChatModel model() {
        try {
            return switch (settings.provider()) {
                case GEMINI -> with(GeminiChatModel.builder()).build();
                case ANTHROPIC -> with(AnthropicChatModel.builder()).build();
                default -> with(OpenAiChatModel.builder()).build();
            };
        } catch (IllegalArgumentException e) {
            // what is left to be wrong once the settings were read
            throw new SettingsException(
                    "TICKET_LLM_BASE_URL", String.valueOf(e.getMessage()).replaceFirst("^baseUrl: ", ""));
        }
    }

    private <B extends ChatModelBuilder<B>> B with(B builder) {
        client.ifPresent(builder::httpClient);
        settings.key().ifPresent(builder::apiKey);
        settings.baseUrl().ifPresent(builder::baseUrl);
        settings.temperature().ifPresent(builder::temperature);
        return builder.model(settings.model())
                .maxOutputTokens(settings.maxTokens())
                .maxRetries(settings.maxRetries());
    }

    /**
     * The classifier that asks it; without a key one that says so, again and again, and calls nobody.
     *
     * @param ledger keeps count of a budget, if there is one
     */
    Classifier classifier(Supplier<SpendLedger> ledger, Clock clock) {
        if (model.isEmpty()) {
            LOG.warn(
                    "TICKET_LLM_API_KEY is missing: without a key {} is not asked, everything is classified offline",
                    settings.provider().wireName());
        }
        return model.<Classifier>map(known -> classifier(known, ledger, clock)).orElse(request -> {
            ModelCall none = ModelCall.builder(settings.model())
                    .attempts(0)
                    .cost(BigDecimal.ZERO)
                    .build();
            throw new ClassificationException(FailureReason.AUTHENTICATION, "there is no key", none, null);
        });
    }

    private Classifier classifier(ChatModel known, Supplier<SpendLedger> ledger, Clock clock) {
        LlmClassifierBuilder builder = LlmClassifier.builder(known).maxOutputTokens(settings.maxTokens());
        if (!settings.redaction()) {
            builder.redactor(Redactor.off());
        }
        settings.prices().ifPresent(builder::prices);
        settings.dailyBudget().ifPresent(cap -> builder.budget(DailyBudget.of(cap, ledger.get(), clock)));
        return builder.build();
    }

    /** The assistant that asks it; none without a key: then there is only offline help, and nobody failed. */
    Optional<Assistant> assistant(Supplier<SpendLedger> ledger, Clock clock) {
        return model.map(known -> assistant(known, ledger, clock));
    }

    private Assistant assistant(ChatModel known, Supplier<SpendLedger> ledger, Clock clock) {
        LlmAssistantBuilder builder = LlmAssistant.builder(known);
        if (!settings.redaction()) {
            builder.redactor(Redactor.off());
        }
        settings.prices().ifPresent(builder::prices);
        settings.dailyBudget().ifPresent(cap -> builder.budget(DailyBudget.of(cap, ledger.get(), clock)));
        return builder.build();
    }

    /** Ends calls that are under way. */
    @Override
    public void close() {
        model.ifPresent(ChatModel::close);
        client.ifPresent(known -> {
            known.dispatcher().executorService().shutdown();
            known.connectionPool().evictAll();
        });
    }
}
