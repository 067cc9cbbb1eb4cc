package io.ticketkit.llm;

import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.internal.http.BaseUrl;
import io.ticketkit.llm.internal.provider.AnthropicFormat;
import io.ticketkit.llm.internal.provider.ProviderModel;
import okhttp3.Headers;

/**
 * A model behind the messages API of Anthropic. Thread-safe. What a model cannot do is learned from its errors and
 * remembered: output format, forced tool, prompt only; temperature. After five failures in a row, or one of key or quota,
 * nothing is called for 30 s.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">the specification</a>
 */
public final class AnthropicChatModel implements ChatModel {
    /** The version of the API, which changes nothing incompatibly (https://platform.claude.com/docs/en/api/versioning). */
    private static final String VERSION = "2023-06-01";

    private final ProviderModel model;

    private AnthropicChatModel(ProviderModel model) {
        this.model = model;
    }

    /** {@return a new builder for {@code https://api.anthropic.com}} */
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
        return "AnthropicChatModel[" + name() + "]";
    }

    /** Collects the settings; not thread-safe. A key is required. */
    public static final class Builder extends ChatModelBuilder<Builder> {
        private Builder() {
            super("https://api.anthropic.com");
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * {@return the model} Makes the model; it starts nothing yet.
         *
         * @throws IllegalArgumentException when model or key is missing or the base URL must not be used
         */
        public AnthropicChatModel build() {
            BaseUrl base = base();
            Headers headers = new Headers.Builder()
                    .set("x-api-key", requiredKey())
                    .set("anthropic-version", VERSION)
                    .build();
            return new AnthropicChatModel(
                    model(new AnthropicFormat(settings()), base, base.resolve("v1", "messages"), headers));
        }
    }
}
