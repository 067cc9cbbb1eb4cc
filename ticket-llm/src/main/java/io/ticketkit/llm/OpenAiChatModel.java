package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.internal.http.BaseUrl;
import io.ticketkit.llm.internal.provider.OpenAiFormat;
import io.ticketkit.llm.internal.provider.ProviderModel;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A model behind the chat completions of OpenAI, or of whoever speaks them too: Azure, Groq, vLLM, Ollama, by
 * {@link ChatModelBuilder#baseUrl}. Thread-safe. What an endpoint cannot do is learned from its errors and remembered:
 * strict schema, schema, JSON mode, prompt only; the name of the token limit; temperature. After five failures in a row,
 * or one of key or quota, nothing is called for 30 s.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">the specification</a>
 */
public final class OpenAiChatModel implements ChatModel {
    private final ProviderModel model;

    private OpenAiChatModel(ProviderModel model) {
        this.model = model;
    }

    /** {@return a new builder for {@code https://api.openai.com/v1}} */
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
        return "OpenAiChatModel[" + name() + "]";
    }

    /** Collects the settings; not thread-safe. A key is optional: servers of one's own need none. */
    public static final class Builder extends ChatModelBuilder<Builder> {
        private static final String BEARER = "Authorization";

        private String keyHeader = BEARER;
        private @Nullable String reasoningEffort;

        private Builder() {
            super("https://api.openai.com/v1");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Sets the header the key goes in. Default: {@code Authorization}, as a bearer token; in any other, Azure's
         * {@code api-key} for example, it stands by itself.
         * @param value the name of a header
         * @return this
         * @throws IllegalArgumentException when it is none
         */
        public Builder keyHeader(String value) {
            if (!value.matches("[A-Za-z][A-Za-z0-9-]{0,63}")) {
                throw new IllegalArgumentException("keyHeader: letters, digits and hyphens");
            }
            this.keyHeader = value;
            return this;
        }

        /**
         * Sets how much a model that reasons does so. Without it nothing is sent, and such models take their time: for a
         * classification within seconds, ask for the least the model knows.
         * @param value as the provider spells it, for example {@code none}, {@code minimal} or {@code low}
         * @return this
         */
        public Builder reasoningEffort(String value) {
            this.reasoningEffort = value;
            return this;
        }

        /**
         * {@return the model} Makes the model; it starts nothing yet.
         *
         * @throws IllegalArgumentException when the model is missing or the base URL must not be used
         */
        public OpenAiChatModel build() {
            BaseUrl base = base();
            Headers.Builder headers = new Headers.Builder();
            String key = key();
            if (key != null) {
                headers.set(keyHeader, keyHeader.equalsIgnoreCase(BEARER) ? "Bearer " + key : key);
            }
            OpenAiFormat format = new OpenAiFormat(settings(), takesNewerTokenLimit(base.host()), reasoningEffort);
            return new OpenAiChatModel(model(format, base, base.resolve("chat", "completions"), headers.build()));
        }

        /** Of the others most know only {@code max_tokens}, and some ignore what they do not know: that would be no limit. */
        private static boolean takesNewerTokenLimit(String host) {
            return host.equals("api.openai.com")
                    || host.endsWith(".api.openai.com") // a region
                    || host.equals("api.groq.com")
                    || host.endsWith(".openai.azure.com")
                    || host.endsWith(".services.ai.azure.com")
                    || host.endsWith(".cognitiveservices.azure.com");
        }
    }
}
