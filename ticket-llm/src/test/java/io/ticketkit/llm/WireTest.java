package io.ticketkit.llm;

import static io.ticketkit.llm.LocalProvider.json;
import static io.ticketkit.llm.Questions.KEY;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static io.ticketkit.llm.Questions.questionWithSchema;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.chat.TokenUsage;
import java.io.IOException;
import java.util.List;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, letter by letter, and what is made of what comes back. */
@SuppressWarnings("NullAway.Init")
class WireTest {
    private static final String SCHEMA =
            "{'type':'object','description':'What you say','properties':{'word':{'type':'string','description':'Your word',"
                    + "'enum':['yes','no']},'score':{'type':'integer','description':'From 0 to 9'}},"
                    + "'required':['word','score'],'additionalProperties':false}";

    private LocalProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private GeminiChatModel.Builder gemini() {
        return GeminiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(KEY))
                .model("gemini-test");
    }

    private AnthropicChatModel.Builder anthropic() {
        return AnthropicChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(KEY))
                .model("claude-test");
    }

    @Test
    void openAi_() throws Exception {
        server.says(200, OpenAiChatModelTest.answer("yes"), "x-request-id", "req-7");
        try (ChatModel model = openAi(server.url()).temperature(0.5).build()) {
            ChatAnswer answer = model.chat(questionWithSchema());
            assertThat(answer.usage()).contains(new TokenUsage(120, 100, 0, 30, 10));
            assertThat(answer.model()).contains("gpt-test-2026");
            assertThat(answer.requestId()).contains("req-7");
        }
        RecordedRequest request = server.taken();
        assertThat(request.getTarget()).isEqualTo("/v1/chat/completions");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(LocalProvider.body(request))
                .isEqualTo(json("{'model':'gpt-test','messages':[{'role':'system','content':'Be brief.'},"
                        + "{'role':'user','content':'" + Questions.TEXT + "'},{'role':'assistant','content':'Really?'},"
                        + "{'role':'user','content':'Yes.'}],'max_tokens':300,'temperature':0.5,"
                        + "'response_format':{'type':'json_schema','json_schema':{'name':'verdict',"
                        + "'description':'What you say','strict':true,'schema':" + SCHEMA + "}}}"));
    }

    @Test
    void gemini_() throws Exception {
        server.says(200, GeminiChatModelTest.answer("yes"));
        try (ChatModel model = gemini().thinkingBudget(0).build()) {
            ChatAnswer answer = model.chat(questionWithSchema());
            assertThat(answer.text()).isEqualTo("yes");
            assertThat(answer.usage()).contains(new TokenUsage(120, 100, 0, 30, 10));
            assertThat(answer.model()).contains("gemini-test-001");
            assertThat(answer.requestId()).contains("resp-1");
        }
        RecordedRequest request = server.taken();
        assertThat(request.getTarget()).isEqualTo("/v1beta/models/gemini-test:generateContent");
        assertThat(request.getHeaders().get("x-goog-api-key")).isEqualTo(KEY);
        assertThat(LocalProvider.body(request))
                .isEqualTo(json("{'systemInstruction':{'parts':[{'text':'Be brief.'}]},'contents':["
                        + "{'role':'user','parts':[{'text':'" + Questions.TEXT + "'}]},"
                        + "{'role':'model','parts':[{'text':'Really?'}]},{'role':'user','parts':[{'text':'Yes.'}]}],"
                        + "'generationConfig':{'maxOutputTokens':300,'thinkingConfig':{'thinkingBudget':0},"
                        + "'responseMimeType':'application/json','responseJsonSchema':" + SCHEMA + "}}"));
    }

    @Test
    void anthropic_() throws Exception {
        server.says(200, AnthropicChatModelTest.answer("yes"), "request-id", "req_9");
        try (ChatModel model = anthropic().build()) {
            ChatAnswer answer = model.chat(questionWithSchema());
            assertThat(answer.text()).isEqualTo("yes");
            assertThat(answer.usage()).contains(new TokenUsage(120, 100, 5, 30, 10));
            assertThat(answer.model()).contains("claude-test-2026");
            assertThat(answer.requestId()).contains("req_9");
        }
        RecordedRequest request = server.taken();
        assertThat(request.getTarget()).isEqualTo("/v1/messages");
        assertThat(request.getHeaders().get("x-api-key")).isEqualTo(KEY);
        assertThat(request.getHeaders().get("anthropic-version")).isEqualTo("2023-06-01");
        assertThat(LocalProvider.body(request))
                .isEqualTo(json("{'model':'claude-test','max_tokens':300,'system':'Be brief.','messages':["
                        + "{'role':'user','content':'" + Questions.TEXT + "'},{'role':'assistant','content':'Really?'},"
                        + "{'role':'user','content':'Yes.'}],'output_config':{'format':{'type':'json_schema','schema':"
                        + SCHEMA + "}}}"));
    }

    @Test
    void azureTakesTheKeyInAHeaderOfItsOwn() throws Exception {
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = OpenAiChatModel.builder()
                .baseUrl(server.url() + "/openai/v1/")
                .keyHeader("api-key")
                .apiKey(ApiKey.of(KEY))
                .model("deployment")
                .build()) {
            model.chat(question());
        }
        RecordedRequest request = server.taken();
        assertThat(request.getTarget()).isEqualTo("/openai/v1/chat/completions");
        assertThat(request.getHeaders().get("api-key")).isEqualTo(KEY);
        assertThat(request.getHeaders().get("Authorization")).isNull();
    }

    @Test
    void aServerOfOnesOwnNeedsNoKey() throws Exception {
        server.says(200, "{\"choices\":[{\"message\":{\"content\":\"yes\"}}]}");
        try (ChatModel model =
                OpenAiChatModel.builder().baseUrl(server.url()).model("llama").build()) {
            ChatAnswer answer = model.chat(question());
            assertThat(answer.finish()).isEqualTo(FinishReason.STOP);
            assertThat(answer.usage()).isEmpty();
            assertThat(answer.model()).isEmpty();
            assertThat(answer.requestId()).isEmpty();
        }
        assertThat(server.taken().getHeaders().get("Authorization")).isNull();
    }

    @Test
    void theRequestsOwnTokenLimitGoesFirst() throws Exception {
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).maxOutputTokens(50).build()) {
            model.chat(ChatRequest.builder(List.of(new ChatMessage(ChatMessage.Role.USER, "half \ud83d of a pair")))
                    .maxOutputTokens(7)
                    .build());
        }
        var body = server.takenBody();
        assertThat(body.path("max_tokens").asInt()).isEqualTo(7);
        assertThat(body.at("/messages/0/content").asString()).isEqualTo("half ? of a pair");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[{'message':{'content':null,'refusal':null,'tool_calls':null},'finish_reason':null}],'usage':null}",
                "{'choices':[{'message':{},'finish_reason':5,'content_filter_results':{}}],'usage':{'prompt_tokens':'x'}}",
                "{'choices':[{'message':{'content':[]}}],'usage':[],'model':7,'error':null}"
            })
    void takesNullsAndOddTypes(String body) throws Exception {
        server.says(200, body.replace('\'', '"'));
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(question()).text()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"STOP,STOP", "MAX_TOKENS,LENGTH", "RECITATION,CONTENT_FILTER", "SPII,CONTENT_FILTER", "LANGUAGE,OTHER"})
    void knowsWhyGeminiStops(String reason, FinishReason finish) throws Exception {
        server.says(200, GeminiChatModelTest.candidate("'parts':[{'text':'yes'}]", reason));
        try (ChatModel model = gemini().build()) {
            assertThat(model.chat(question()).finish()).isEqualTo(finish);
        }
    }

    @ParameterizedTest
    @CsvSource({"stop_sequence,STOP", "max_tokens,LENGTH", "refusal,REFUSAL", "tool_use,OTHER"})
    void knowsWhyAnthropicStops(String reason, FinishReason finish) throws Exception {
        server.says(200, AnthropicChatModelTest.message("{'type':'text','text':'yes'}", reason));
        try (ChatModel model = anthropic().build()) {
            assertThat(model.chat(question()).finish()).isEqualTo(finish);
        }
    }

    @Test
    void joinsPartsOfAText() throws Exception {
        server.says(
                200,
                OpenAiChatModelTest.completion(
                        "'content':[{'type':'text','text':'ye'},{'type':'text','text':'s'}]", "'stop'"));
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
        }
    }

    @Test
    void dropsAnIdThatIsNone() throws Exception {
        server.says(200, OpenAiChatModelTest.answer("yes"), "x-request-id", "a b\tc");
        try (ChatModel model = openAi(server.url()).build()) {
            assertThat(model.chat(question()).requestId()).isEmpty();
        }
    }
}
