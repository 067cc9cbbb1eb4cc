package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.KEY;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static io.ticketkit.llm.Questions.questionWithSchema;
import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.JsonSerializable;
import com.google.genai.types.Content;
import com.google.genai.types.GenerationConfig;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.ticketkit.llm.chat.ChatModel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every request we can send, on every rung, is one of the providers' own types (openai-java, anthropic-java, google-genai),
 * with no property they do not know.
 */
@SuppressWarnings("NullAway.Init")
class PublishedTypesTest {
    private LocalProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The bodies of all requests of a ladder that is gone down to its end, and of one without a schema. */
    private List<String> bodies(ChatModel model) throws Exception {
        try (model) {
            model.chat(questionWithSchema());
            model.chat(question());
        }
        List<String> bodies = new ArrayList<>();
        for (int i = server.requests(); i > 0; i--) {
            ByteString body = server.taken().getBody();
            bodies.add(body == null ? "" : body.utf8());
        }
        return bodies;
    }

    private void refuses(String... messages) {
        for (String message : messages) {
            server.says(
                    400,
                    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"" + message
                            + "\"}}");
        }
    }

    @Test
    void openAiRequestsAreOpenAis() throws Exception {
        refuses("max_tokens", "temperature", "reasoning", "response_format", "response_format", "response_format");
        server.says(200, OpenAiChatModelTest.answer("yes"));
        List<String> bodies = bodies(openAi(server.url())
                .model("gpt-5.4-mini")
                .temperature(1)
                .reasoningEffort("low")
                .build());
        assertThat(bodies).hasSize(8);
        for (String body : bodies) {
            ChatCompletionCreateParams.Body typed =
                    com.openai.core.ObjectMappers.jsonMapper().readValue(body, ChatCompletionCreateParams.Body.class);
            typed.validate();
            assertThat(unknownProperties(typed)).isEmpty();
        }
    }

    @Test
    void anthropicRequestsAreAnthropics() throws Exception {
        refuses("temperature", "output_config", "tools");
        server.says(200, AnthropicChatModelTest.answer("yes"));
        List<String> bodies = bodies(AnthropicChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(KEY))
                .model("claude-haiku-4-5")
                .temperature(1)
                .build());
        assertThat(bodies).hasSize(5);
        for (String body : bodies) {
            MessageCreateParams.Body typed =
                    com.anthropic.core.ObjectMappers.jsonMapper().readValue(body, MessageCreateParams.Body.class);
            typed.validate();
            assertThat(unknownProperties(typed)).isEmpty();
        }
    }

    /** The kit has no type for the whole body; its properties are those of the reference. */
    @Test
    void geminiRequestsAreGoogles() throws Exception {
        refuses("temperature", "thinking budget", "schema", "schema", "JSON mode");
        server.says(200, GeminiChatModelTest.answer("yes"));
        List<String> bodies = bodies(GeminiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(KEY))
                .model("gemini-test")
                .temperature(1)
                .thinkingBudget(0)
                .build());
        assertThat(bodies).hasSize(7);
        ObjectMapper strict =
                JsonSerializable.objectMapper().copy().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (String text : bodies) {
            JsonNode body = strict.readTree(text);
            assertThat(body.fieldNames()).toIterable().isSubsetOf("systemInstruction", "contents", "generationConfig");
            assertThat(strict.treeToValue(body.get("systemInstruction"), Content.class)
                            .parts())
                    .isPresent();
            for (JsonNode content : body.get("contents")) {
                assertThat(strict.treeToValue(content, Content.class).role()).isPresent();
            }
            assertThat(strict.treeToValue(body.get("generationConfig"), GenerationConfig.class)
                            .maxOutputTokens())
                    .contains(300);
        }
    }

    @Test
    void aPropertyNobodyKnowsIsFound() throws Exception {
        ChatCompletionCreateParams.Body typed = com.openai.core.ObjectMappers.jsonMapper()
                .readValue(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"c\",\"odd\":1}],\"strange\":2}",
                        ChatCompletionCreateParams.Body.class);
        assertThat(unknownProperties(typed)).containsExactlyInAnyOrder("odd", "strange");
    }

    /** These types collect what they do not know; only a JSON Schema may hold anything. */
    private static List<String> unknownProperties(Object typed) throws IllegalAccessException {
        List<String> found = new ArrayList<>();
        collect(typed, found, Collections.newSetFromMap(new IdentityHashMap<>()));
        return found;
    }

    private static void collect(Object value, List<String> found, Set<Object> seen) throws IllegalAccessException {
        if (!seen.add(value)) {
            return;
        }
        if (value instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                collect(optional.get(), found, seen);
            }
        } else if (value instanceof Collection<?> list) {
            for (Object item : list) {
                collect(item, found, seen);
            }
        } else if (value.getClass().getName().matches("com\\.(openai|anthropic)\\..*")) {
            for (Field field : value.getClass().getDeclaredFields()) {
                collect(field, value, found, seen);
            }
        }
    }

    private static void collect(Field field, Object owner, List<String> found, Set<Object> seen)
            throws IllegalAccessException {
        if (Modifier.isStatic(field.getModifiers())) {
            return;
        }
        field.setAccessible(true);
        Object value = field.get(owner);
        boolean schema = Set.of("Schema", "InputSchema", "Properties")
                .contains(owner.getClass().getSimpleName());
        if (field.getName().equals("additionalProperties") && value instanceof Map<?, ?> unknown && !schema) {
            unknown.keySet().forEach(key -> found.add(String.valueOf(key)));
        } else if (value != null) {
            collect(value, found, seen);
        }
    }
}
