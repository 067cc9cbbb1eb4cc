package io.ticketkit.llm.bench;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import io.ticketkit.Classification;
import io.ticketkit.Deadline;
import io.ticketkit.llm.ApiKey;
import io.ticketkit.llm.LlmClassifier;
import io.ticketkit.llm.OpenAiChatModel;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One call, one after the other, to a server in the same process that answers at once: what each client adds to OkHttp's
 * own cost. All send the same messages.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class CallBenchmark {
    private static final String KEY = "sk-benchmark";

    private FixedServer server;
    private OkHttpClient bare;
    private Request bareRequest;
    private OpenAiChatModel model;
    private LlmClassifier classifier;
    private List<ChatMessage> messages;
    private dev.langchain4j.model.chat.ChatModel langChain;
    private OpenAIClient openAi;

    @Setup(Level.Trial)
    public void start() throws Exception {
        server = new FixedServer(Samples.completion(), 0);
        model = OpenAiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(KEY))
                .model(Samples.MODEL)
                .build();
        classifier = LlmClassifier.builder(model).withoutCache().build();
        messages = classifier.preview(Samples.request(Samples.TEXT));
        String json = "{\"model\":\"" + Samples.MODEL + "\",\"messages\":[{\"role\":\"system\",\"content\":\""
                + "x".repeat(messages.get(0).text().length()) + "\"},{\"role\":\"user\",\"content\":\""
                + "x".repeat(messages.get(1).text().length()) + "\"}]}";
        bare = new OkHttpClient();
        bareRequest = new Request.Builder()
                .url(server.url() + "/chat/completions")
                .header("Authorization", "Bearer " + KEY)
                .post(RequestBody.create(json, MediaType.get("application/json")))
                .build();
        langChain = dev.langchain4j.model.openai.OpenAiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(KEY)
                .modelName(Samples.MODEL)
                .maxRetries(0)
                .build();
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(server.url())
                .apiKey(KEY)
                .maxRetries(0)
                .build();
    }

    @TearDown(Level.Trial)
    public void stop() throws Exception {
        model.close();
        openAi.close();
        server.close();
    }

    @Benchmark
    public String bareOkHttp() throws Exception {
        try (Response response = bare.newCall(bareRequest).execute()) {
            return response.body().string();
        }
    }

    /** Through the breaker, the limit and the deadline, to the text. */
    @Benchmark
    public ChatAnswer chatModel() throws Exception {
        return model.chat(ChatRequest.builder(messages)
                .deadline(Deadline.after(Duration.ofSeconds(10)))
                .build());
    }

    /** The same with a schema for the answer, as a classification sends it. */
    @Benchmark
    public ChatAnswer chatModelWithSchema() throws Exception {
        return model.chat(ChatRequest.builder(messages)
                .schema(Samples.SCHEMA)
                .deadline(Deadline.after(Duration.ofSeconds(10)))
                .build());
    }

    /** Redaction, prompt, call, reading and checking of the answer. */
    @Benchmark
    public Classification classifier() throws Exception {
        return classifier.classify(Samples.request(Samples.TEXT)).orElseThrow();
    }

    @Benchmark
    public String langChain4j() {
        return langChain
                .chat(
                        SystemMessage.from(messages.get(0).text()),
                        UserMessage.from(messages.get(1).text()))
                .aiMessage()
                .text();
    }

    @Benchmark
    public String openAiJava() {
        ChatCompletionCreateParams params = ChatCompletionCreateParams.builder()
                .model(Samples.MODEL)
                .addSystemMessage(messages.get(0).text())
                .addUserMessage(messages.get(1).text())
                .maxCompletionTokens(300)
                .build();
        return openAi.chat()
                .completions()
                .create(params)
                .choices()
                .get(0)
                .message()
                .content()
                .orElseThrow();
    }
}
