package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.internal.http.BaseUrl;
import io.ticketkit.llm.internal.provider.GeminiFormat;
import io.ticketkit.llm.internal.provider.ProviderModel;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A model behind {@code generateContent} of the Gemini API. Thread-safe. The key goes in a header, never in the URL. What
 * a model cannot do is learned from its errors and remembered: JSON schema, OpenAPI schema, JSON mode, prompt only;
 * temperature; thinking. After five failures in a row, or one of key or quota, nothing is called for 30 s.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">the specification</a>
 */
public final class GeminiChatModel implements ChatModel {
    private final ProviderModel model;

    private GeminiChatModel(ProviderModel model) {
        this.model = model;
    }

    /** {@return a new builder for {@code https://generativelanguage.googleapis.com}} */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public ChatAnswer chat(ChatRequest request) throws ChatException, InterruptedException {
        return model.chat(request);
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public void close() {
        model.close();
    }

    /** Nothing but the name. */
    @Override
    public String toString() {
        return "GeminiChatModel[" + name() + "]";
    }

    /** Collects the settings; not thread-safe. A key is required. */
    public static final class Builder extends ChatModelBuilder<Builder> {
        private @Nullable Integer thinkingBudget;

        private Builder() {
            super("https://generativelanguage.googleapis.com");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets how many tokens the model may think for. Without it nothing is sent, and models that think spend the
         * output tokens on that first: for a classification, give 0 where the model allows it.
         * @param value tokens, 0 for none, -1 for as many as the model likes
         * @return this
         * @throws IllegalArgumentException when it is less
         */
        public Builder thinkingBudget(int value) {
            this.thinkingBudget = inRange("thinkingBudget", value, -1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * {@return the model} Makes the model; it starts nothing yet.
         *
         * @throws IllegalArgumentException when model or key is missing or the base URL must not be used
         */
        public GeminiChatModel build() {
            BaseUrl base = base();
            String name = requiredModel().replaceFirst("^models/", "");
            HttpUrl url = base.resolve("v1beta", "models", name + ":generateContent");
            Headers headers =
                    new Headers.Builder().set("x-goog-api-key", requiredKey()).build();
            return new GeminiChatModel(model(new GeminiFormat(settings(), thinkingBudget), base, url, headers));
        }
    }
}
