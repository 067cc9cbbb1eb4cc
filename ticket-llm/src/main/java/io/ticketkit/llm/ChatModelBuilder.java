package io.ticketkit.llm;

import io.ticketkit.llm.internal.http.BaseUrl;
import io.ticketkit.llm.internal.http.Timing;
import io.ticketkit.llm.internal.http.Transport;
import io.ticketkit.llm.internal.provider.ProviderModel;
import io.ticketkit.llm.internal.provider.Settings;
import io.ticketkit.llm.internal.provider.WireFormat;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * What the models of all providers have in common; not thread-safe.
 *
 * @param <B> the builder of the provider
 */
public abstract sealed class ChatModelBuilder<B extends ChatModelBuilder<B>>
        permits AnthropicChatModel.Builder, GeminiChatModel.Builder, OpenAiChatModel.Builder {
    private static final int MAX_NAME = 100;
    private static final int MAX_RETRIES = 10;

    private @Nullable ApiKey apiKey;
    private String baseUrl;
    private @Nullable String model;
    private @Nullable Double temperature;
    private int maxOutputTokens = 300;
    private int maxRetries;
    private int maxConcurrent = 32;
    private boolean allowPrivateNetworks;
    private @Nullable OkHttpClient client;
    private Timing timing = Timing.SYSTEM;

    ChatModelBuilder(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    abstract B self();

    /**
     * Sets the key.
     * @param value the key
     * @return this
     */
    public B apiKey(ApiKey value) {
        this.apiKey = value;
        return self();
    }

    /**
     * Sets where the provider is. Must be https, or http to {@code localhost}; without user, password, query and fragment.
     * Link-local and metadata addresses are refused when connecting, private networks unless
     * {@linkplain #allowPrivateNetworks allowed}. Behind a proxy it is the proxy that looks names up, so what a name
     * stands for is not checked then.
     * @param value the URL
     * @return this
     */
    public B baseUrl(String value) {
        this.baseUrl = value;
        return self();
    }

    /**
     * Sets which model is asked. Required: there is no default, models come and go.
     * @param value its name as the provider spells it, 1 to 100 characters
     * @return this
     * @throws IllegalArgumentException when the name is blank or longer
     */
    public B model(String value) {
        if (value.isBlank() || value.length() > MAX_NAME) {
            throw new IllegalArgumentException("model: 1 to " + MAX_NAME + " characters");
        }
        this.model = value;
        return self();
    }

    /**
     * Sets how much chance there is in the answers. Without it none is sent: many models take only their own.
     * @param value 0 to 2, for most providers to 1
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public B temperature(double value) {
        if (!(value >= 0 && value <= 2)) {
            throw new IllegalArgumentException("temperature: 0 to 2, not " + value);
        }
        this.temperature = value;
        return self();
    }

    /**
     * Sets after how many tokens a model stops when the request does not say. Default: 300, enough for a classification.
     * Models that reason spend these tokens on that first.
     * @param value 1 or more
     * @return this
     * @throws IllegalArgumentException when it is less
     */
    public B maxOutputTokens(int value) {
        this.maxOutputTokens = inRange("maxOutputTokens", value, 1, Integer.MAX_VALUE);
        return self();
    }

    /**
     * Sets how often a request that failed is sent again. Default: 0. Only after status 408, 409, 429, 5xx (but an
     * exhausted quota) and when there was no connection or it broke, and only if the wait is over before the deadline.
     * @param value 0 to 10
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public B maxRetries(int value) {
        this.maxRetries = inRange("maxRetries", value, 0, MAX_RETRIES);
        return self();
    }

    /**
     * Sets how many calls may be under way at once. Default: 32. One more waits a quarter of a second, then fails with
     * {@link io.ticketkit.FailureReason#BUSY}.
     * @param value 1 to 10,000
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public B maxConcurrent(int value) {
        this.maxConcurrent = inRange("maxConcurrent", value, 1, 10_000);
        return self();
    }

    /**
     * Sets whether the provider may be in a private network (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7).
     * Default: false. Link-local and metadata addresses are refused in any case.
     * @param value whether
     * @return this
     */
    public B allowPrivateNetworks(boolean value) {
        this.allowPrivateNetworks = value;
        return self();
    }

    /**
     * Sets the HTTP client to take proxy, TLS, resolver, interceptors and connection pool from. It stays as it is and is
     * not closed. Its timeouts, retries and redirects do not apply: the deadline of each request bounds everything,
     * nothing is sent twice unasked, and a redirect would take the key elsewhere.
     * @param okHttpClient an {@code okhttp3.OkHttpClient}; this API names no type of OkHttp, so that another version, or
     *     another client, breaks nobody
     * @return this
     * @throws IllegalArgumentException when it is something else
     */
    public B httpClient(Object okHttpClient) {
        if (!(okHttpClient instanceof OkHttpClient known)) {
            throw new IllegalArgumentException("httpClient: an okhttp3.OkHttpClient, not a "
                    + okHttpClient.getClass().getName());
        }
        this.client = known;
        return self();
    }

    /** Sets the time and chance of a test. */
    B timing(Timing value) {
        this.timing = value;
        return self();
    }

    final int inRange(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": " + min + " to " + max + ", not " + value);
        }
        return value;
    }

    final String requiredModel() {
        if (model == null) {
            throw new IllegalArgumentException("model: required, name one of the provider's");
        }
        return model;
    }

    final Settings settings() {
        return new Settings(requiredModel(), temperature, maxOutputTokens);
    }

    final BaseUrl base() {
        return BaseUrl.of(baseUrl, allowPrivateNetworks);
    }

    /** The key's text, or null when there is none. */
    final @Nullable String key() {
        return apiKey == null ? null : apiKey.value();
    }

    final String requiredKey() {
        String key = key();
        if (key == null) {
            throw new IllegalArgumentException("apiKey: required");
        }
        return key;
    }

    final ProviderModel model(WireFormat format, BaseUrl base, HttpUrl url, Headers headers) {
        Transport transport = new Transport(client, base, url, headers);
        return new ProviderModel(requiredModel(), format, transport, maxRetries, maxConcurrent, timing);
    }
}
