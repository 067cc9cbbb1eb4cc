package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static OpenAiChatModel.Builder builder() {
        return OpenAiChatModel.builder();
    }

    private static void refuses(String field, ThrowingCallable setting) {
        assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(field + ": ");
    }

    @Test
    void namesTheFieldAndTheRemedy() {
        refuses("model", () -> builder().build());
        refuses("model", () -> builder().model(" "));
        refuses("model", () -> builder().model("m".repeat(101)));
        refuses("temperature", () -> builder().temperature(2.1));
        refuses("temperature", () -> builder().temperature(Double.NaN));
        refuses("maxOutputTokens", () -> builder().maxOutputTokens(0));
        refuses("maxRetries", () -> builder().maxRetries(-1));
        refuses("maxRetries", () -> builder().maxRetries(11));
        refuses("maxConcurrent", () -> builder().maxConcurrent(0));
        refuses("httpClient", () -> builder().httpClient("a client"));
        refuses("keyHeader", () -> builder().keyHeader("api key"));
        refuses("apiKey", () -> GeminiChatModel.builder().model("m").build());
        refuses("apiKey", () -> AnthropicChatModel.builder().model("m").build());
        refuses("thinkingBudget", () -> GeminiChatModel.builder().thinkingBudget(-2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two words", "line\nbreak", "schlüssel", "nul\u0000"})
    void refusesWhatIsNoKeyWithoutRepeatingIt(String key) {
        assertThatThrownBy(() -> ApiKey.of(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("apiKey: 1 to 4000 visible ASCII characters");
    }

    @Test
    void aKeyPrintsMasked() {
        ApiKey key = ApiKey.of(" sk-secret\n");
        assertThat(key).hasToString("ApiKey[masked]").isNotInstanceOf(Serializable.class);
        assertThat(key.value()).isEqualTo("sk-secret");
    }
}
