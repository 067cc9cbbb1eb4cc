package io.ticketkit.demo.administration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an admin may set: each is one variable of the environment, and one field of the API. */
enum Setting {
    TAXONOMY(Kind.TAXONOMY),
    AI_CONFIDENCE(Kind.NUMBER),
    CATEGORIZATION(Kind.SWITCH),
    PRIORITY_DETECTION(Kind.SWITCH),
    AI_RESPONSE(Kind.SWITCH),
    CLASSIFICATION(Kind.TEXT),
    AUTO_ASSIGN(Kind.TEXT),
    AGENTS(Kind.LIST),
    LLM_PROVIDER(Kind.TEXT),
    LLM_BASE_URL(Kind.TEXT),
    LLM_MODEL(Kind.TEXT),
    LLM_API_KEY(Kind.SECRET),
    LLM_TIMEOUT_SECONDS(Kind.NUMBER),
    LLM_MAX_RETRIES(Kind.NUMBER),
    LLM_TEMPERATURE(Kind.NUMBER),
    LLM_MAX_TOKENS(Kind.NUMBER),
    LLM_REDACTION(Kind.SWITCH),
    LLM_PRICES(Kind.OBJECT),
    LLM_DAILY_BUDGET_USD(Kind.NUMBER),
    ZENDESK_URL(Kind.TEXT),
    ZENDESK_EMAIL(Kind.TEXT),
    ZENDESK_TOKEN(Kind.SECRET);

    private static final Pattern VARIABLE = Pattern.compile("TICKET_([A-Z_]+)");

    private final Kind kind;

    Setting(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** As JSON has it. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As the environment has it. */
    String variable() {
        return "TICKET_" + name();
    }

    /** Those that work only together: {@code LLM}, {@code ZENDESK}, or nothing of the kind. */
    String group() {
        return name().startsWith("LLM_") ? "LLM" : name().startsWith("ZENDESK_") ? "ZENDESK" : "";
    }

    /** Whether one may be wrong because of the other. */
    boolean goesTogetherWith(Setting other) {
        return other == this || (!group().isEmpty() && group().equals(other.group()));
    }

    /** Whether the other says where this secret goes. */
    boolean isLedBy(Setting other) {
        return this == LLM_API_KEY
                ? other == LLM_PROVIDER || other == LLM_BASE_URL
                : this == ZENDESK_TOKEN && other == ZENDESK_URL;
    }

    static Optional<Setting> ofField(String field) {
        return Arrays.stream(values())
                .filter(setting -> setting.field().equals(field))
                .findFirst();
    }

    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }

    /** What is said of variables, said of fields. */
    static String inFields(String text) {
        return VARIABLE.matcher(text)
                .replaceAll((found) -> Matcher.quoteReplacement(
                        ofVariable(found.group()).map(Setting::field).orElse(found.group())));
    }
}
