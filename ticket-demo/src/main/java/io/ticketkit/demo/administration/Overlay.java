package io.ticketkit.demo.administration;

import io.ticketkit.demo.settings.LlmSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.ZendeskSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * Lays values over the environment. A key of the environment goes only where the environment says: when values lead
 * elsewhere and bring no key of their own, there is none.
 *
 * @param operator the settings of the environment alone
 */
record Overlay(Settings operator) {
    /** Where a key goes. */
    record Destination(LlmSettings.Provider provider, Optional<String> baseUrl) {
        static Destination of(LlmSettings settings) {
            return new Destination(settings.provider(), settings.baseUrl());
        }
    }

    /**
     * The settings with these values.
     *
     * @param values secrets in plain text
     * @throws io.ticketkit.demo.settings.SettingsException when one is wrong; it names the variable
     */
    Settings settings(Values values) {
        if (values.texts().isEmpty()) {
            return operator;
        }
        Map<String, String> texts = variables(values);
        Settings settings = read(texts);
        if (isKeyLost(values, settings)) {
            texts.putAll(noKeys());
            return read(texts);
        }
        return settings;
    }

    /** Where a secret goes with these settings; empty when it goes nowhere. */
    static Optional<String> goesTo(Setting secret, Settings settings) {
        if (secret == Setting.ZENDESK_TOKEN) {
            return settings.zendesk().map(zendesk -> zendesk.url().toString());
        }
        LlmSettings llm = settings.llm();
        return llm.provider() == LlmSettings.Provider.OFFLINE
                ? Optional.empty()
                : Optional.of(llm.provider().wireName() + " " + llm.baseUrl().orElse(""));
    }

    /** Whether the environment has a key that these values would take elsewhere. */
    boolean isKeyLost(Values values) {
        return isKeyLost(values, read(variables(values)));
    }

    private boolean isKeyLost(Values values, Settings settings) {
        return !values.has(Setting.LLM_API_KEY)
                && settings.llm().key().isPresent()
                && !Destination.of(settings.llm()).equals(Destination.of(operator.llm()));
    }

    private Settings read(Map<String, String> texts) {
        return Settings.of(
                operator.environment().with(texts, operator.administration().allowPrivate()));
    }

    private Map<String, String> variables(Values values) {
        Map<String, String> texts = new HashMap<>();
        if (values.has(Setting.LLM_API_KEY) && !values.isSet(Setting.LLM_API_KEY)) {
            texts.putAll(noKeys());
        }
        values.texts().forEach((setting, text) -> texts.put(setting.variable(), text));
        if (values.has(Setting.ZENDESK_URL)) {
            if (!values.isSet(Setting.ZENDESK_URL)) {
                texts.put(Setting.ZENDESK_EMAIL.variable(), "");
                texts.put(Setting.ZENDESK_TOKEN.variable(), "");
            } else if (!values.has(Setting.ZENDESK_TOKEN) && isElsewhere(values.text(Setting.ZENDESK_URL))) {
                texts.put(Setting.ZENDESK_TOKEN.variable(), "");
            }
        }
        return texts;
    }

    private boolean isElsewhere(String zendesk) {
        Optional<HttpUrl> known = operator.zendesk().map(ZendeskSettings::url);
        return !known.equals(Optional.ofNullable(HttpUrl.parse(zendesk)));
    }

    private static Map<String, String> noKeys() {
        Map<String, String> none = new HashMap<>();
        LlmSettings.keyVariables().forEach(name -> none.put(name, ""));
        return none;
    }
}
