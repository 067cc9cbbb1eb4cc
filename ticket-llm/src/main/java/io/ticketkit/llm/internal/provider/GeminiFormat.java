package io.ticketkit.llm.internal.provider;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatMessage.Role;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.chat.TokenUsage;
import io.ticketkit.llm.internal.http.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gemini's generateContent (https://ai.google.dev/api/generate-content), errors as of google.rpc.Status (AIP-193). */
public final class GeminiFormat implements WireFormat {
    private final Settings settings;
    private final @Nullable Integer thinkingBudget;

    /**
     * Fixes what is asked for.
     *
     * @param thinkingBudget how many tokens to think for, or null to say nothing
     */
    public GeminiFormat(Settings settings, @Nullable Integer thinkingBudget) {
        this.settings = settings;
        this.thinkingBudget = thinkingBudget;
    }

    @Override
    public byte[] request(ChatRequest request, Rung rung) {
        ObjectNode body = Json.object();
        List<String> instructions = instructions(request, rung);
        if (rung.instructions() && !instructions.isEmpty()) {
            ArrayNode parts = body.putObject("systemInstruction").putArray("parts");
            instructions.forEach(text -> parts.addObject().put("text", text));
        }
        boolean told = rung.instructions();
        ArrayNode contents = body.putArray("contents");
        for (ChatMessage message : request.messages()) {
            if (message.role() != Role.SYSTEM) {
                ObjectNode content = contents.addObject();
                content.put("role", message.role() == Role.USER ? "user" : "model");
                ArrayNode parts = content.putArray("parts");
                if (!told && message.role() == Role.USER) {
                    instructions.forEach(text -> parts.addObject().put("text", text + "\n\n"));
                    told = true;
                }
                parts.addObject().put("text", Json.sendable(message.text()));
            }
        }
        ObjectNode config = body.putObject("generationConfig");
        config.put("maxOutputTokens", settings.maxOutputTokens(request));
        if (settings.temperature() != null && rung.temperature()) {
            config.put("temperature", settings.temperature());
        }
        if (thinkingBudget != null && rung.reasoning()) {
            config.putObject("thinkingConfig").put("thinkingBudget", thinkingBudget);
        }
        request.schema().ifPresent(schema -> addFormat(config, schema, rung.form()));
        return Json.write(body);
    }

    private static List<String> instructions(ChatRequest request, Rung rung) {
        return Stream.concat(
                        request.schema().filter(schema -> rung.form().isTold()).map(SchemaJson::told).stream(),
                        request.messages().stream()
                                .filter(message -> message.role() == Role.SYSTEM)
                                .map(message -> Json.sendable(message.text())))
                .toList();
    }

    private static void addFormat(ObjectNode config, OutputSchema schema, OutputForm form) {
        if (form == OutputForm.PROMPT) {
            return;
        }
        config.put("responseMimeType", "application/json");
        if (form == OutputForm.STRICT_SCHEMA) {
            config.set("responseJsonSchema", SchemaJson.jsonSchema(schema));
        } else if (form == OutputForm.SCHEMA) {
            config.set("responseSchema", SchemaJson.openApi(schema));
        }
    }

    @Override
    public Optional<ChatAnswer.Builder> answer(JsonNode body, Rung rung) {
        JsonNode candidate = body.path("candidates").path(0);
        if (isBlocked(body.path("promptFeedback"))) {
            return Optional.of(finished(ChatAnswer.builder("").finish(FinishReason.PROMPT_BLOCKED), body));
        }
        if (!candidate.isObject()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : candidate.path("content").path("parts")) {
            if (!part.path("thought").asBoolean(false)) {
                text.append(Json.stringOrEmpty(part, "text"));
            }
        }
        FinishReason finish = finish(Json.string(candidate, "finishReason"));
        return Optional.of(finished(ChatAnswer.builder(text.toString()).finish(finish), body));
    }

    private static boolean isBlocked(JsonNode feedback) {
        String reason = Json.stringOrEmpty(feedback, "blockReason");
        return !reason.isEmpty() && !reason.endsWith("_UNSPECIFIED");
    }

    private static ChatAnswer.Builder finished(ChatAnswer.Builder answer, JsonNode body) {
        return answer.usage(usage(body.path("usageMetadata"))).model(Json.string(body, "modelVersion"));
    }

    private static FinishReason finish(@Nullable String reason) {
        return switch (reason == null ? "STOP" : reason) {
            case "STOP" -> FinishReason.STOP;
            case "MAX_TOKENS" -> FinishReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY" ->
                FinishReason.CONTENT_FILTER;
            default -> FinishReason.OTHER;
        };
    }

    private static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        long thoughts = Json.count(usage, "thoughtsTokenCount");
        return new TokenUsage(
                Json.count(usage, "promptTokenCount") + Json.count(usage, "toolUsePromptTokenCount"),
                Json.count(usage, "cachedContentTokenCount"),
                0,
                Json.count(usage, "candidatesTokenCount") + thoughts,
                thoughts);
    }

    @Override
    public ErrorReply error(int status, JsonNode body) {
        JsonNode error = body.path("error");
        String code = Json.stringOrEmpty(error, "status");
        FailureReason reason = ErrorReply.reasonOf(status);
        StringBuilder named = new StringBuilder();
        Optional<Duration> retryAfter = Optional.empty();
        for (JsonNode detail : error.path("details")) {
            if (Json.stringOrEmpty(detail, "reason").equals("API_KEY_INVALID")) { // with status 400
                reason = FailureReason.AUTHENTICATION;
            }
            for (JsonNode violation : detail.path("violations")) {
                if (Json.stringOrEmpty(violation, "quotaId").contains("PerDay")) {
                    reason = FailureReason.QUOTA;
                }
            }
            for (JsonNode violation : detail.path("fieldViolations")) {
                named.append(Json.stringOrEmpty(violation, "field")).append(' ');
                named.append(Json.stringOrEmpty(violation, "description")).append(' ');
            }
            retryAfter = retryAfter.or(() -> seconds(Json.stringOrEmpty(detail, "retryDelay")));
        }
        if (status == 400 && code.equals("FAILED_PRECONDITION")) { // no billing, or not in this country
            reason = FailureReason.AUTHENTICATION;
        }
        String names = named + Json.stringOrEmpty(error, "message");
        return ErrorReply.of(reason, code, names).retryAfter(retryAfter);
    }

    /** A google.protobuf.Duration in JSON: {@code "34.4s"}. */
    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,6}(\\.\\d{1,9})?s")
                ? Optional.of(Duration.ofNanos((long) (Double.parseDouble(text.substring(0, text.length() - 1)) * 1e9)))
                : Optional.empty();
    }

    @Override
    public Optional<Rung> below(Rung rung, ChatRequest request, ErrorReply error) {
        if (rung.instructions() && error.namesAnyOf("developer instruction", "system instruction")) { // Gemma
            return Optional.of(rung.withoutInstructions());
        }
        if (rung.reasoning() && thinkingBudget != null && error.namesAnyOf("thinking", "budget")) {
            return Optional.of(rung.withoutReasoning());
        }
        if (rung.temperature() && settings.temperature() != null && error.namesAnyOf("temperature")) {
            return Optional.of(rung.withoutTemperature());
        }
        if (request.schema().isEmpty() || rung.form() == OutputForm.PROMPT) {
            return Optional.empty();
        }
        if (error.namesAnyOf("json mode", "responsemimetype", "response_mime_type", "mime type")) {
            return Optional.of(rung.withForm(OutputForm.PROMPT));
        }
        return error.namesAnyOf("schema")
                ? Optional.of(rung.withForm(rung.form().weaker()))
                : Optional.empty();
    }

    @Override
    public Optional<String> requestId(HttpReply reply, JsonNode body) {
        return Optional.ofNullable(Json.string(body, "responseId"));
    }
}
