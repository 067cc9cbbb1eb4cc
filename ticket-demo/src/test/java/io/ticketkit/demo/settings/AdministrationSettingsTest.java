package io.ticketkit.demo.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdministrationSettingsTest {
    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static Settings with(String variable, String value) {
        return Settings.of(Map.of(variable, value));
    }

    @Test
    void thereIsNoKeyUnlessOneIsGiven() {
        assertThat(Settings.of(Map.of()).administration().key()).isEmpty();
        assertThat(Settings.of(Map.of()).administration().allowPrivate()).isFalse();
        Settings settings = with("TICKET_SETTINGS_KEY", KEY);
        assertThat(settings.administration().key())
                .hasValueSatisfying(key -> assertThat(key.getEncoded()).hasSize(32));
        assertThat(settings.toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "geheim",
                "AAECAwQFBgcICQoLDA0ODw==",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISI=",
                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
            })
    void aKeyOfAnotherFormStopsTheStart(String key) {
        assertThatThrownBy(() -> with("TICKET_SETTINGS_KEY", key))
                .isInstanceOf(SettingsException.class)
                .message()
                .startsWith("TICKET_SETTINGS_KEY is wrong: give 32 random bytes in base64")
                .hasLineCount(1)
                .doesNotContain(key);
    }

    @Test
    void aTaxonomyAndPricesMayStandInTheVariableItself() {
        Settings taxonomy = with("TICKET_TAXONOMY", "{\"categories\":[{\"code\":\"shipping\"}]}");
        assertThat(taxonomy.taxonomy().fallback().code()).isEqualTo("shipping");
        Settings prices =
                with("TICKET_LLM_PRICES", "{\"m\":{\"input_cost_per_token\":1e-6,\"output_cost_per_token\":1e-6}}");
        assertThat(prices.llm().prices())
                .hasValueSatisfying(book -> assertThat(book.knows("m")).isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"categories\":[{\"code\":\"a\",\"keywords\":\"x\"}]} | categories[0].keywords: this is not of the form {\"fallback\"",
                "{\"categories\":5}                                 | categories: this is not of the form {\"fallback\"",
                "{\"categories\":[{\"code\":\"a\"},{\"code\":\"b\",\"colour\":1}]} | categories[1].colour: Unrecognized property"
            })
    void whereATaxonomyIsWrongIsSaid(String taxonomy, String message) {
        assertThatThrownBy(() -> with("TICKET_TAXONOMY", taxonomy))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("TICKET_TAXONOMY is wrong: " + message);
    }

    @Test
    void anAddressOfTheProvidersOwnIsTrustedWhateverIsLaidOver() {
        Environment operator = new Environment(Map.of("TICKET_LLM_PROVIDER", "openai"));
        Settings without = Settings.of(operator.with(Map.of("TICKET_LLM_BASE_URL", ""), false));
        assertThat(without.llm().reach()).isEqualTo(Reach.TRUSTED);
        Settings elsewhere =
                Settings.of(operator.with(Map.of("TICKET_LLM_BASE_URL", "https://model.example/v1"), false));
        assertThat(elsewhere.llm().reach()).isEqualTo(Reach.PUBLIC);
    }
}
