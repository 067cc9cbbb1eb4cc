package io.ticketkit.llm.internal.provider;

import static java.util.stream.Collectors.joining;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatMessage.Role;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.chat.OutputSchema;
import io.ticketkit.llm.chat.TokenUsage;
import io.ticketkit.llm.internal.http.HttpReply;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Anthropic's messages (https://platform.claude.com/docs/en/api/messages). There is no JSON mode, so the ladder has three
 * rungs: {@code output_config.format}, a forced tool, the prompt.
 */
public final class AnthropicFormat implements WireFormat {
    private final Settings settings;

    /** Fixes what is asked for. */
    public AnthropicFormat(Settings settings) {
        this.settings = settings;
    }

    @Override
    public byte[] request(ChatRequest request, Rung rung) {
        ObjectNode body = Json.object();
        body.put("model", settings.model());
        body.put("max_tokens", settings.maxOutputTokens(request));
        String system = Stream.concat(
                        request.schema().filter(schema -> rung.form().isTold()).map(SchemaJson::told).stream(),
                        request.messages().stream()
                                .filter(message -> message.role() == Role.SYSTEM)
                                .map(message -> Json.sendable(message.text())))
                .collect(joining("\n\n"));
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        ArrayNode messages = body.putArray("messages");
        for (ChatMessage message : request.messages()) {
            if (message.role() != Role.SYSTEM) {
                messages.addObject()
                        .put("role", message.role() == Role.USER ? "user" : "assistant")
                        .put("content", Json.sendable(message.text()));
            }
        }
        if (settings.temperature() != null && rung.temperature()) {
            body.put("temperature", settings.temperature());
        }
        request.schema().ifPresent(schema -> addFormat(body, schema, rung.form()));
        return Json.write(body);
    }

    private static void addFormat(ObjectNode body, OutputSchema schema, OutputForm form) {
        if (form == OutputForm.STRICT_SCHEMA) {
            ObjectNode format = body.putObject("output_config").putObject("format");
            format.put("type", "json_schema");
            format.set("schema", SchemaJson.jsonSchema(schema));
        } else if (form == OutputForm.SCHEMA) {
            ObjectNode tool = body.putArray("tools").addObject();
            tool.put("name", schema.name());
            tool.put("description", schema.description());
            tool.set("input_schema", SchemaJson.jsonSchema(schema));
            body.putObject("tool_choice").put("type", "tool").put("name", schema.name());
        }
    }

    @Override
    public Optional<ChatAnswer.Builder> answer(JsonNode body, Rung rung) {
        JsonNode content = body.path("content");
        if (!content.isArray()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        boolean tool = false;
        for (JsonNode block : content) {
            switch (Json.stringOrEmpty(block, "type")) {
                case "text" -> text.append(Json.stringOrEmpty(block, "text"));
                case "tool_use" -> {
                    if (rung.form() == OutputForm.SCHEMA && block.path("input").isObject() && !tool) {
                        text.setLength(0); // what it said before it used the tool
                        text.append(Json.text(block.path("input")));
                        tool = true;
                    }
                }
                default -> {
                    // thinking, and whatever comes in future
                }
            }
        }
        return Optional.of(ChatAnswer.builder(text.toString())
                .finish(finish(Json.string(body, "stop_reason"), tool))
                .usage(usage(body.path("usage")))
                .model(Json.string(body, "model")));
    }

    private static FinishReason finish(@Nullable String reason, boolean tool) {
        return switch (reason == null ? "end_turn" : reason) {
            case "end_turn", "stop_sequence" -> FinishReason.STOP;
            case "tool_use" -> tool ? FinishReason.STOP : FinishReason.OTHER;
            case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "refusal" -> FinishReason.REFUSAL;
            default -> FinishReason.OTHER;
        };
    }

    private static @Nullable TokenUsage usage(JsonNode usage) {
        if (!usage.isObject()) {
            return null;
        }
        long read = Json.count(usage, "cache_read_input_tokens");
        long written = Json.count(usage, "cache_creation_input_tokens");
        return new TokenUsage(
                Json.count(usage, "input_tokens") + read + written,
                read,
                written,
                Json.count(usage, "output_tokens"),
                Json.count(usage.path("output_tokens_details"), "thinking_tokens"));
    }

    @Override
    public ErrorReply error(int status, JsonNode body) {
        String type = Json.stringOrEmpty(body.path("error"), "type");
        ErrorReply said =
                ErrorReply.of(ErrorReply.reasonOf(status), type, Json.stringOrEmpty(body.path("error"), "message"));
        // a limit of spending comes as an invalid request
        boolean spent = status == 400 && said.namesAnyOf("credit balance", "usage limits");
        FailureReason reason = switch (spent ? "billing_error" : type) {
            case "billing_error" -> FailureReason.QUOTA;
            case "authentication_error", "permission_error" -> FailureReason.AUTHENTICATION;
            case "rate_limit_error" -> FailureReason.RATE_LIMITED;
            case "overloaded_error", "api_error", "timeout_error" -> FailureReason.SERVER_ERROR;
            default -> said.reason();
        };
        return ErrorReply.of(reason, type, said.names());
    }

    @Override
    public Optional<Rung> below(Rung rung, ChatRequest request, ErrorReply error) {
        if (rung.temperature() && settings.temperature() != null && error.namesAnyOf("temperature")) {
            return Optional.of(rung.withoutTemperature());
        }
        if (request.schema().isEmpty()) {
            return Optional.empty();
        }
        boolean format = rung.form() == OutputForm.STRICT_SCHEMA
                && error.namesAnyOf("output_config", "output_format", "structured output", "json_schema");
        if (format) {
            return Optional.of(rung.withForm(OutputForm.SCHEMA));
        }
        boolean tool = rung.form() == OutputForm.SCHEMA && error.namesAnyOf("tool", "input_schema");
        return tool ? Optional.of(rung.withForm(OutputForm.PROMPT)) : Optional.empty();
    }

    @Override
    public Optional<String> requestId(HttpReply reply, JsonNode body) {
        return reply.header("request-id").or(() -> Optional.ofNullable(Json.string(body, "request_id")));
    }
}
