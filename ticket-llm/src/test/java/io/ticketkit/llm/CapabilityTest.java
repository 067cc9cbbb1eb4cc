package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static io.ticketkit.llm.Questions.questionWithSchema;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an endpoint cannot do is learned from what it says, within the same call, and remembered. */
@SuppressWarnings("NullAway.Init")
class CapabilityTest {
    private LocalProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void refuses(String param, String message) {
        server.says(
                400,
                OpenAiChatModelTest.error("invalid_request_error", "null", param, message)
                        .replace('\'', '"'));
    }

    private String nextForm() throws InterruptedException {
        JsonNode format = server.takenBody().path("response_format");
        String type = format.path("type").asString("none");
        return type.equals("json_schema") && !format.at("/json_schema/strict").asBoolean() ? "not strict" : type;
    }

    @Test
    void goesDownOpenAisLadderAndStaysThere() throws Exception {
        refuses("'response_format'", "strict is not supported");
        refuses("'response_format'", "json_schema is not supported");
        refuses("'response_format'", "json_object is not supported");
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(questionWithSchema()).attempts()).isEqualTo(4);
            assertThat(nextForm()).isEqualTo("json_schema");
            assertThat(nextForm()).isEqualTo("not strict");
            assertThat(nextForm()).isEqualTo("json_object");
            assertThat(nextForm()).isEqualTo("none");

            assertThat(model.chat(questionWithSchema()).attempts()).isOne();
            JsonNode body = server.takenBody();
            assertThat(body.has("response_format")).isFalse();
            assertThat(body.at("/messages/0/role").asString()).isEqualTo("system");
            assertThat(body.at("/messages/0/content").asString()).contains("JSON", "\"additionalProperties\":false");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Invalid parameter: response_format of type json_schema is not supported with this model.; json_object",
                "This model does not support response format `json_schema`.; json_object",
                "Invalid schema for response_format verdict; not strict",
                "The response_format parameter is unsupported at the moment.; not strict",
                "Access to json_schema is restricted to other models.; json_object",
                "json_schema with strict:true is not supported; not strict",
                "`response_format.type`: value is not one of the allowed values [text, json_object]; json_object",
                "guided decoding is not available; not strict"
            })
    void readsTheMessageWhereNoFieldIsNamed(String message, String then) throws Exception {
        refuses("null", message);
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).build()) {
            model.chat(questionWithSchema());
            assertThat(nextForm()).isEqualTo("json_schema");
            assertThat(nextForm()).isEqualTo(then);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body','response_format'],'msg':'x'}]}}",
                "[{'error':{'code':400,'message':'response_format is not supported','status':'INVALID_ARGUMENT'}}]"
            })
    void readsErrorsOfOtherForms(String body) throws Exception {
        server.says(400, body.replace('\'', '"'));
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).build()) {
            model.chat(questionWithSchema());
            assertThat(nextForm()).isEqualTo("json_schema");
            assertThat(nextForm()).isEqualTo("not strict");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'code':'Client specified an invalid argument','error':'Incorrect API key provided: na***ys.'}",
                "[{'error':{'code':400,'message':'API key not valid. Please pass a valid API key.'}}]"
            })
    void aWrongKeyMayComeWithStatus400(String body) throws Exception {
        server.says(400, body.replace('\'', '"'));
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.AUTHENTICATION);
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.CIRCUIT_OPEN);
        }
    }

    @Test
    void whatTheLimitCutIsNoMissingCapability() throws Exception {
        refuses(
                "null",
                "Could not finish the message because max_tokens or model output limit was reached. Please try again.");
        try (ChatModel model = openAi(server.url()).build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.TRUNCATED);
            assertThat(failure.attempts()).isOne();
        }
    }

    @Test
    void swapsTheTokenLimit() throws Exception {
        refuses("'max_tokens'", "Use max_completion_tokens instead");
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).maxOutputTokens(70).build()) {
            model.chat(question());
            assertThat(server.takenBody().path("max_tokens").asInt()).isEqualTo(70);
            for (int i = 0; i < 2; i++) {
                JsonNode body = server.takenBody();
                assertThat(body.has("max_tokens")).isFalse();
                assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(70);
                model.chat(question());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, max_completion_tokens",
        "https://eu.api.openai.com/v1, max_completion_tokens",
        "https://x.openai.azure.com/openai/v1, max_completion_tokens",
        "https://evilapi.openai.com/v1, max_tokens",
        "https://models.example/v1, max_tokens"
    })
    void triesTheTokenLimitThatTheHostTakes(String url, String name) throws Exception {
        List<String> sent = new ArrayList<>();
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    Buffer body = new Buffer();
                    Objects.requireNonNull(chain.request().body()).writeTo(body);
                    sent.add(body.readUtf8());
                    throw new IOException("nothing is sent");
                })
                .build();
        try (ChatModel model = OpenAiChatModel.builder()
                .baseUrl(url)
                .model("m")
                .httpClient(client)
                .build()) {
            failure(model, question());
        }
        assertThat(sent).singleElement().asString().contains("\"" + name + "\":");
    }

    @Test
    void endsWhenNeitherTokenLimitIsTaken() throws Exception {
        refuses("'max_tokens'", "max_tokens and max_completion_tokens are not supported");
        try (ChatModel model = openAi(server.url()).build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_REQUEST);
            assertThat(failure.attempts()).isEqualTo(2);
        }
    }

    @Test
    void dropsTemperatureAndReasoning() throws Exception {
        refuses("'temperature'", "Only the default (1) is supported");
        refuses("'reasoning_effort'", "Unsupported parameter");
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model =
                openAi(server.url()).temperature(0).reasoningEffort("minimal").build()) {
            assertThat(model.chat(question()).attempts()).isEqualTo(3);
            JsonNode first = server.takenBody();
            assertThat(first.path("temperature").asDouble(-1)).isZero();
            assertThat(first.path("reasoning_effort").asString()).isEqualTo("minimal");
            server.takenBody();
            JsonNode third = server.takenBody();
            assertThat(third.has("temperature")).isFalse();
            assertThat(third.has("reasoning_effort")).isFalse();
        }
    }

    @Test
    void remembersOnlyWhatWorked() throws Exception {
        refuses("'response_format'", "strict is not supported");
        server.says(500, "{}").says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).build()) {
            failure(model, questionWithSchema());
            model.chat(questionWithSchema());
            server.takenBody();
            server.takenBody();
            assertThat(nextForm()).isEqualTo("json_schema");
        }
    }

    @Test
    void aBadRequestThatNamesNothingAskedForIsNoStep() throws Exception {
        refuses("'messages'", "response_format temperature max_tokens said the ticket");
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(failure(model, questionWithSchema()).attempts()).isOne();
        }
    }

    @Test
    void whatIsRestrictedIsNoStrictSchema() throws Exception {
        refuses("null", "Your account is restricted.");
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(failure(model, questionWithSchema()).attempts()).isOne();
        }
    }

    @Test
    void withoutASchemaThereIsNoFormToStepDownFrom() throws Exception {
        refuses("'response_format'", "json_schema is not supported");
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(failure(model, question()).attempts()).isOne();
        }
    }

    @Test
    void readsWhatFastApiNames() throws Exception {
        server.says(422, "{\"detail\":[{\"loc\":[\"body\",\"response_format\",\"json_schema\"],\"msg\":\"no\"}]}")
                .says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(questionWithSchema()).attempts()).isEqualTo(2);
            assertThat(nextForm()).isEqualTo("json_schema");
            assertThat(nextForm()).isEqualTo("json_object");
        }
    }

    @Test
    void goesDownGeminisLadder() throws Exception {
        server.says(
                        400,
                        "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"Invalid JSON payload"
                                + " received. Unknown name \\\"responseJsonSchema\\\" at 'generation_config': Cannot find field.\"}}")
                .says(
                        400,
                        "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"no\",\"details\":[{"
                                + "\"fieldViolations\":[{\"field\":\"generation_config.response_schema\"}]}]}}")
                .says(400, "{\"error\":{\"code\":400,\"message\":\"JSON mode is not enabled for models/gemma\"}}")
                .says(200, GeminiChatModelTest.answer("yes"));
        try (ChatModel model = GeminiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(Questions.KEY))
                .model("models/gemma")
                .build()) {
            ChatAnswer answer = model.chat(questionWithSchema());
            assertThat(answer.attempts()).isEqualTo(4);
            JsonNode first = server.takenBody().path("generationConfig");
            assertThat(first.path("responseMimeType").asString()).isEqualTo("application/json");
            assertThat(first.at("/responseJsonSchema/type").asString()).isEqualTo("object");
            JsonNode second = server.takenBody().path("generationConfig");
            assertThat(second.has("responseJsonSchema")).isFalse();
            assertThat(second.at("/responseSchema/type").asString()).isEqualTo("OBJECT");
            assertThat(second.at("/responseSchema/propertyOrdering/1").asString())
                    .isEqualTo("score");
            JsonNode third = server.takenBody();
            assertThat(third.at("/generationConfig/responseMimeType").asString())
                    .isEqualTo("application/json");
            assertThat(third.at("/generationConfig").has("responseSchema")).isFalse();
            assertThat(third.at("/systemInstruction/parts/0/text").asString()).contains("JSON Schema");
            JsonNode fourth = server.takenBody();
            assertThat(fourth.at("/generationConfig").has("responseMimeType")).isFalse();
            assertThat(fourth.at("/systemInstruction/parts/0/text").asString()).contains("JSON Schema");
        }
    }

    @Test
    void tellsGemmaInTheUsersMessageWhatItIsNotToldOtherwise() throws Exception {
        server.says(
                        400,
                        "{\"error\":{\"code\":400,\"status\":\"INVALID_ARGUMENT\",\"message\":\"Developer instruction is"
                                + " not enabled for models/gemma-3-27b-it\"}}")
                .says(400, "{\"error\":{\"code\":400,\"message\":\"JSON mode is not enabled for models/gemma\"}}")
                .says(200, GeminiChatModelTest.answer("yes"));
        try (ChatModel model = GeminiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(Questions.KEY))
                .model("models/gemma")
                .build()) {
            assertThat(model.chat(questionWithSchema()).attempts()).isEqualTo(3);
            assertThat(server.takenBody().at("/systemInstruction/parts/0/text").asString())
                    .isEqualTo("Be brief.");
            JsonNode second = server.takenBody();
            assertThat(second.has("systemInstruction")).isFalse();
            assertThat(second.at("/contents/0/role").asString()).isEqualTo("user");
            assertThat(second.at("/contents/0/parts/0/text").asString()).startsWith("Be brief.");
            assertThat(second.at("/contents/0/parts/1/text").asString()).isEqualTo(Questions.TEXT);
            assertThat(second.at("/contents/2/parts").size()).isOne();
            JsonNode third = server.takenBody();
            assertThat(third.at("/contents/0/parts/0/text").asString()).contains("JSON Schema");
            assertThat(third.at("/contents/0/parts/1/text").asString()).startsWith("Be brief.");
            assertThat(model.chat(questionWithSchema()).attempts()).isOne();
        }
    }

    @Test
    void goesDownAnthropicsLadder() throws Exception {
        server.says(400, anthropicError("output_config: Extra inputs are not permitted"))
                .says(
                        200,
                        AnthropicChatModelTest.message(
                                "{'type':'text','text':'Let me see.'},{'type':'tool_use','id':'t','name':'verdict',"
                                        + "'input':{'word':'yes','score':3}}",
                                "tool_use"))
                .says(400, anthropicError("tools: not supported"))
                .says(200, AnthropicChatModelTest.answer("{}"));
        try (ChatModel model = AnthropicChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(Questions.KEY))
                .model("claude-test")
                .build()) {
            assertThat(model.chat(questionWithSchema()).text()).isEqualTo("{\"word\":\"yes\",\"score\":3}");
            assertThat(server.takenBody().at("/output_config/format/type").asString())
                    .isEqualTo("json_schema");
            JsonNode second = server.takenBody();
            assertThat(second.has("output_config")).isFalse();
            assertThat(second.at("/tool_choice/name").asString()).isEqualTo("verdict");
            assertThat(second.at("/tools/0/input_schema/additionalProperties").asBoolean(true))
                    .isFalse();

            assertThat(model.chat(questionWithSchema()).attempts()).isEqualTo(2);
            assertThat(server.takenBody().has("tools")).isTrue();
            JsonNode last = server.takenBody();
            assertThat(last.has("tools")).isFalse();
            assertThat(last.path("system").asString()).contains("JSON Schema", "Be brief.");
        }
    }

    private static String anthropicError(String message) {
        return AnthropicChatModelTest.error("invalid_request_error", message).replace('\'', '"');
    }
}
