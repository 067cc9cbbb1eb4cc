package io.ticketkit.llm.internal.provider;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.chat.TokenUsage;
import io.ticketkit.llm.internal.http.HttpReply;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions as OpenAI specifies them (https://platform.openai.com/docs/api-reference/chat) and many copy them. */
public final class OpenAiFormat implements WireFormat {
    private static final Set<String> QUOTA = Set.of(
            "insufficient_quota",
            "billing_hard_limit_reached",
            "billing_not_active",
            "quota_exceeded",
            "access_terminated");

    private static final Pattern STRICT = Pattern.compile("(?<![a-z])strict(?![a-z])");

    private final Settings settings;
    private final boolean newerTokenLimit;
    private final @Nullable String reasoningEffort;

    /**
     * Fixes what is asked for.
     *
     * @param newerTokenLimit whether the token limit is first tried as {@code max_completion_tokens}, else as {@code max_tokens}
     * @param reasoningEffort as the provider spells it, or null to say nothing
     */
    public OpenAiFormat(Settings settings, boolean newerTokenLimit, @Nullable String reasoningEffort) {
        this.settings = settings;
        this.newerTokenLimit = newerTokenLimit;
        this.reasoningEffort = reasoningEffort;
    }

    @Override
    public byte[] request(ChatRequest request, Rung rung) {
        ObjectNode body = Json.object();
        body.put("model", settings.model());
        ArrayNode messages = body.putArray("messages");
        request.schema()
                .filter(schema -> rung.form().isTold())
                .ifPresent(schema -> add(messages, "system", SchemaJson.told(schema)));
        for (ChatMessage message : request.messages()) {
            add(messages, message.role().name().toLowerCase(Locale.ROOT), Json.sendable(message.text()));
        }
        boolean newer = newerTokenLimit != rung.otherTokenLimit();
        body.put(newer ? "max_completion_tokens" : "max_tokens", settings.maxOutputTokens(request));
        if (settings.temperature() != null && rung.temperature()) {
            body.put("temperature", settings.temperature());
        }
        if (reasoningEffort != null && rung.reasoning()) {
            body.put("reasoning_effort", reasoningEffort);
        }
        request.schema().ifPresent(schema -> addFormat(body, schema, rung.form()));
        return Json.write(body);
    }

    private static void add(ArrayNode messages, String role, String text) {
        messages.addObject().put("role", role).put("content", text);
    }

    private static void addFormat(ObjectNode body, OutputSchema schema, OutputForm form) {
        if (form == OutputForm.PROMPT) {
            return;
        }
        ObjectNode format = body.putObject("response_format");
        if (form == OutputForm.JSON) {
            format.put("type", "json_object");
            return;
        }
        format.put("type", "json_schema");
        ObjectNode named = format.putObject("json_schema");
        named.put("name", schema.name());
        named.put("description", schema.description());
        named.put("strict", form == OutputForm.STRICT_SCHEMA);
        named.set("schema", SchemaJson.jsonSchema(schema));
    }

    @Override
    public Optional<ChatAnswer.Builder> answer(JsonNode body, Rung rung) {
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        if (!message.isObject()) {
            return Optional.empty();
        }
        String text = text(message.path("content"));
        boolean refused = !Json.stringOrEmpty(message, "refusal").isEmpty();
        return Optional.of(ChatAnswer.builder(text)
                .finish(refused ? FinishReason.REFUSAL : finish(Json.string(choice, "finish_reason")))
                .usage(usage(body.path("usage")))
                .model(Json.string(body, "model")));
    }

    /** A text, or a list of parts as some servers send it; null with a refusal or a tool call. */
    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(Json.stringOrEmpty(part, "text")));
        return text.toString();
    }

    private static FinishReason finish(@Nullable String reason) {
        // no reason: some servers leave it out, and whether the text is whole shows when it is read
        return switch (reason == null ? "stop" : reason) {
            case "stop", "eos", "eos_token", "stop_sequence" -> FinishReason.STOP;
            case "length", "model_length" -> FinishReason.LENGTH;
            case "content_filter" -> FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    private static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        long cached = Json.count(usage.path("prompt_tokens_details"), "cached_tokens");
        return new TokenUsage(
                Json.count(usage, "prompt_tokens"),
                cached > 0 ? cached : Json.count(usage, "prompt_cache_hit_tokens"),
                0,
                Json.count(usage, "completion_tokens"),
                Json.count(usage.path("completion_tokens_details"), "reasoning_tokens"));
    }

    @Override
    public ErrorReply error(int status, JsonNode body) {
        // FastAPI servers put it at the top, Ollama gives only a text
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        String code = Json.stringOrEmpty(error, "code");
        String type = Json.stringOrEmpty(error, "type");
        FailureReason reason = ErrorReply.reasonOf(status);
        if (QUOTA.contains(code) || QUOTA.contains(type)) {
            reason = FailureReason.QUOTA;
        } else if (code.equals("json_validate_failed")) { // Groq: what the model wrote was no JSON
            reason = FailureReason.INVALID_ANSWER;
        } else if (status == 400 && Json.stringOrEmpty(error, "message").contains("output limit was reached")) {
            reason = FailureReason.TRUNCATED;
        } else if (code.equals("invalid_api_key") || (status == 400 && isAboutKey(body, error))) {
            reason = FailureReason.AUTHENTICATION;
        }
        ErrorReply reply = ErrorReply.of(reason, code.isEmpty() ? type : code, named(body, error));
        boolean blocked = status == 400 && (code.equals("content_filter") || code.equals("content_policy_violation"));
        return blocked || (status == 403 && isFlagged(error)) ? reply.asBlocked() : reply;
    }

    /** OpenRouter: a moderation refused this one input (https://openrouter.ai/docs/api-reference/errors). */
    private static boolean isFlagged(JsonNode error) {
        String message = Json.stringOrEmpty(error, "message").toLowerCase(Locale.ROOT);
        return error.path("metadata").has("flagged_input")
                || message.contains("moderation")
                || message.contains("input was flagged");
    }

    /** xAI and Gemini refuse a wrong key with status 400 and these texts. */
    private static boolean isAboutKey(JsonNode body, JsonNode error) {
        return Json.stringOrEmpty(body, "error").startsWith("Incorrect API key")
                || Json.stringOrEmpty(error, "message").startsWith("API key not valid");
    }

    /** What an error is about. Where a field is named, a message counts only for the form of the output it names. */
    private static String named(JsonNode body, JsonNode error) {
        StringBuilder fields = new StringBuilder(Json.stringOrEmpty(error, "param"));
        JsonNode problems = body.path("detail").isMissingNode()
                ? body.path("message").path("detail") // Mistral
                : body.path("detail"); // FastAPI
        for (JsonNode problem : problems) {
            fields.append(Json.text(problem.path("loc")));
        }
        String message = Json.stringOrEmpty(error, "message")
                + Json.stringOrEmpty(body, "error")
                + Json.stringOrEmpty(body, "detail");
        boolean whole = fields.toString().isBlank() || fields.indexOf("format") >= 0;
        return whole ? fields + " " + message : fields.toString();
    }

    @Override
    public Optional<Rung> below(Rung rung, ChatRequest request, ErrorReply error) {
        if (error.reason() == FailureReason.TRUNCATED || error.reason() == FailureReason.AUTHENTICATION) {
            return Optional.empty();
        }
        if (!rung.otherTokenLimit() && error.namesAnyOf("max_tokens", "max_completion_tokens")) {
            return Optional.of(rung.withOtherTokenLimit());
        }
        if (rung.temperature() && settings.temperature() != null && error.namesAnyOf("temperature")) {
            return Optional.of(rung.withoutTemperature());
        }
        if (rung.reasoning() && reasoningEffort != null && error.namesAnyOf("reasoning")) {
            return Optional.of(rung.withoutReasoning());
        }
        boolean form = error.namesAnyOf(
                        "response_format", "json_schema", "json_object", "structured output", "guided", "grammar")
                || namesStrict(error);
        return request.schema().isPresent() && rung.form() != OutputForm.PROMPT && form
                ? Optional.of(rung.withForm(lower(rung.form(), error)))
                : Optional.empty();
    }

    /** What is "restricted" is something else. */
    private static boolean namesStrict(ErrorReply error) {
        return STRICT.matcher(error.names()).find();
    }

    private static OutputForm lower(OutputForm form, ErrorReply error) {
        boolean noSchemaAtAll = error.namesAnyOf("json_schema")
                ? !error.namesAnyOf("schema for response_format") && !namesStrict(error)
                : error.namesAnyOf("json_object"); // Groq tells what else there is
        return form == OutputForm.STRICT_SCHEMA && noSchemaAtAll ? OutputForm.JSON : form.weaker();
    }

    @Override
    public Optional<String> requestId(HttpReply reply, JsonNode body) {
        return reply.header("x-request-id").or(() -> reply.header("apim-request-id"));
    }
}
