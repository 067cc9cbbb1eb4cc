package io.ticketkit.demo.administration;

import io.ticketkit.CategoryDefinition;
import io.ticketkit.Taxonomy;
import io.ticketkit.demo.settings.Environment;
import io.ticketkit.demo.settings.LlmSettings;
import io.ticketkit.demo.settings.Settings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Settings as JSON, as an admin may see them: no secret. */
final class View {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int AUDITED = 4_000;

    private final State state;
    private final Settings operator;

    View(State state, Settings operator) {
        this.state = state;
        this.operator = operator;
    }

    /** What is in force. */
    ObjectNode values() {
        ObjectNode json = NODES.objectNode();
        plain().forEach(setting -> json.set(setting.field(), value(setting, state.settings())));
        return json;
    }

    /** Where each comes from. */
    ObjectNode sources() {
        ObjectNode json = NODES.objectNode();
        plain().forEach(setting -> json.put(setting.field(), source(setting)));
        return json;
    }

    /** Which there are. */
    ObjectNode secrets() {
        ObjectNode json = NODES.objectNode();
        Arrays.stream(Setting.values()).filter(Setting::isSecret).forEach(setting -> {
            boolean set = isSet(setting, state);
            boolean told = set || state.sealed().isSet(setting);
            json.putObject(setting.field()).put("set", set).put("source", told ? source(setting) : null);
        });
        return json;
    }

    private static Stream<Setting> plain() {
        return Arrays.stream(Setting.values()).filter(setting -> !setting.isSecret());
    }

    private String source(Setting setting) {
        if (isLeftOut(setting)) {
            return "left_out";
        } else if (state.used().has(setting)) {
            return "stored";
        }
        boolean given = setting == Setting.LLM_API_KEY
                ? hasKey(operator.environment())
                : operator.environment().text(setting.variable()).isPresent();
        return given ? "environment" : "default";
    }

    private boolean isLeftOut(Setting setting) {
        return setting.isSecret()
                ? state.sealed().isSet(setting) && !state.used().isSet(setting)
                : state.sealed().has(setting) && !state.used().has(setting);
    }

    private static boolean hasKey(Environment environment) {
        return LlmSettings.keyVariables().stream()
                .anyMatch(name -> environment.text(name).isPresent());
    }

    static boolean isSet(Setting secret, State state) {
        Environment environment = state.settings().environment();
        return secret == Setting.LLM_API_KEY
                ? hasKey(environment)
                : environment.text(secret.variable()).isPresent();
    }

    static JsonNode value(Setting setting, Settings settings) {
        LlmSettings llm = settings.llm();
        return switch (setting) {
            case TAXONOMY -> taxonomy(settings);
            case AI_CONFIDENCE -> number(settings.reviewThreshold());
            case CATEGORIZATION -> NODES.booleanNode(settings.categorization());
            case PRIORITY_DETECTION -> NODES.booleanNode(settings.priorityDetection());
            case AI_RESPONSE -> NODES.booleanNode(settings.draftsReplies());
            case CLASSIFICATION -> NODES.stringNode(settings.background() ? "background" : "inline");
            case AUTO_ASSIGN -> NODES.stringNode(settings.agents().mode().name().toLowerCase(Locale.ROOT));
            case AGENTS -> agents(settings.environment());
            case LLM_PROVIDER -> NODES.stringNode(llm.provider().wireName());
            case LLM_BASE_URL -> text(llm.baseUrl());
            case LLM_MODEL -> NODES.stringNode(llm.model());
            case LLM_TIMEOUT_SECONDS -> number(settings.classificationTime().toMillis() / 1000.0);
            case LLM_MAX_RETRIES -> NODES.numberNode(llm.maxRetries());
            case LLM_TEMPERATURE -> llm.temperature().map(View::number).orElse(NODES.nullNode());
            case LLM_MAX_TOKENS -> NODES.numberNode(llm.maxTokens());
            case LLM_REDACTION -> NODES.booleanNode(llm.redaction());
            case LLM_PRICES -> prices(settings.environment());
            case LLM_DAILY_BUDGET_USD ->
                llm.dailyBudget().<JsonNode>map(View::number).orElse(NODES.nullNode());
            case ZENDESK_URL, ZENDESK_EMAIL -> text(settings.environment().text(setting.variable()));
            case LLM_API_KEY, ZENDESK_TOKEN -> NODES.nullNode();
        };
    }

    private static JsonNode number(double value) {
        return number(BigDecimal.valueOf(value));
    }

    private static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return NODES.numberNode(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    private static JsonNode text(Optional<String> text) {
        return text.<JsonNode>map(NODES::stringNode).orElse(NODES.nullNode());
    }

    private static JsonNode agents(Environment environment) {
        ArrayNode all = NODES.arrayNode();
        Stream.of(environment.text(Setting.AGENTS.variable()).orElse("").split(",", -1))
                .map(String::strip)
                .filter(agent -> !agent.isEmpty())
                .forEach(all::add);
        return all;
    }

    /** None where the environment names a file, which may be long. */
    private static JsonNode prices(Environment environment) {
        return environment
                .text(Setting.LLM_PRICES.variable())
                .filter(text -> text.startsWith("{"))
                .map(Kind.JSON::readTree)
                .orElse(NODES.nullNode());
    }

    private static JsonNode taxonomy(Settings settings) {
        String name = settings.environment().text(Setting.TAXONOMY.variable()).orElse("support");
        return name.matches("support|product|education") ? NODES.stringNode(name) : taxonomy(settings.taxonomy());
    }

    private static ObjectNode taxonomy(Taxonomy taxonomy) {
        ObjectNode json = NODES.objectNode();
        json.put("fallback", taxonomy.fallback().code());
        ArrayNode categories = json.putArray("categories");
        for (CategoryDefinition definition : taxonomy.definitions()) {
            ObjectNode category = categories.addObject();
            category.put("code", definition.category().code())
                    .put("label", definition.label())
                    .put("description", definition.description())
                    .put("retired", definition.retired());
            ArrayNode keywords = category.putArray("keywords");
            definition.keywords().forEach(keywords::add);
            ArrayNode aliases = category.putArray("aliases");
            definition.aliases().forEach(aliases::add);
        }
        return json;
    }

    /** For who reads later what was changed. */
    static String words(Setting setting, State state) {
        if (setting.isSecret()) {
            return isSet(setting, state) ? "set" : "not set";
        }
        JsonNode value = value(setting, state.settings());
        String text =
                value.isNull() ? "none" : value.isString() ? value.asString() : Kind.JSON.writeValueAsString(value);
        return audited(text);
    }

    /** As long as it may be where changes are kept. */
    static String audited(String text) {
        return text.length() <= AUDITED ? text : text.substring(0, AUDITED - 1) + "…";
    }
}
