package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import io.ticketkit.Deadline;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.testkit.Situation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong, and however much is logged: neither the key nor the ticket's text, nor what a provider says. */
@ResourceLock("the log of io.ticketkit")
class SecretsTest {
    private static final String TEXT = "Rapunzel lost her golden hair";

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Queue<String> thrown = new ConcurrentLinkedQueue<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.ticketkit");
    private final java.util.logging.Logger okHttps = java.util.logging.Logger.getLogger("okhttp3");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            logged.add(event.getLevel() + " " + event.getFormattedMessage());
            for (IThrowableProxy at = event.getThrowableProxy(); at != null; at = at.getCause()) {
                logged.add(at.getClassName() + at.getMessage());
            }
        }
    };
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add("okhttp " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ours.setLevel(Level.TRACE);
        appender.start();
        ours.addAppender(appender);
        okHttps.setLevel(java.util.logging.Level.ALL);
        okHttps.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        ours.detachAppender(appender);
        ours.setLevel(null);
        okHttps.removeHandler(handler);
        okHttps.setLevel(null);
    }

    @Test
    void areKeptWhateverGoesWrong() throws Exception {
        for (Situation situation : Situation.values()) {
            sayInAllForms(situation, new OpenAiChatModelTest());
            sayInAllForms(situation, new GeminiChatModelTest());
            sayInAllForms(situation, new AnthropicChatModelTest());
        }
        overHttp2();

        assertThat(thrown).hasSizeGreaterThan(30);
        assertThat(logged).as("our own").anyMatch(line -> line.startsWith("DEBUG"));
        assertThat(logged).as("what OkHttp logs").anyMatch(line -> line.startsWith("okhttp"));
        assertThat(logged).anyMatch(line -> line.equals("WARN The model m is not called for 30 s: AUTHENTICATION"));
        assertThat(String.join("\n", logged) + String.join("\n", thrown))
                .doesNotContain(KEY, KEY.substring(8), "Rapunzel", "golden hair", "echo:");
    }

    /** As the provider says it, and with everything it was sent in every text. */
    private void sayInAllForms(Situation situation, ProviderContract provider) throws Exception {
        try (LocalProvider server = new LocalProvider()) {
            Optional<ProviderContract.Said> said = provider.said(situation);
            if (situation == Situation.SILENT) {
                server.saysNothing();
            } else if (said.isPresent()) {
                int status = said.get().status();
                String echo = "echo: " + KEY + " " + TEXT;
                server.says(status, said.get().body().replace("The ", echo))
                        .says(
                                status,
                                "{\"error\":{\"message\":\"" + echo + "\",\"code\":\"" + echo + "\",\"type\":\"" + echo
                                        + "\",\"param\":\"" + echo + "\",\"status\":\"" + echo + "\"}}")
                        .says(status, "<html>" + echo)
                        .says(status, "{\"" + echo);
            } else {
                return;
            }
            try (ChatModel model = withRetries(provider, server.url())) {
                for (int i = 0; i < (situation == Situation.SILENT ? 1 : 3); i++) {
                    ask(model);
                }
            }
        }
    }

    private static ChatModel withRetries(ProviderContract provider, String url) {
        SetTiming timing = new SetTiming();
        timing.endPauses();
        ApiKey key = ApiKey.of(KEY);
        if (provider instanceof OpenAiChatModelTest) {
            return OpenAiChatModel.builder()
                    .baseUrl(url)
                    .apiKey(key)
                    .model("m")
                    .maxRetries(1)
                    .timing(timing)
                    .build();
        }
        return provider instanceof GeminiChatModelTest
                ? GeminiChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .model("m")
                        .maxRetries(1)
                        .timing(timing)
                        .build()
                : AnthropicChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .model("m")
                        .maxRetries(1)
                        .timing(timing)
                        .build();
    }

    /** OkHttp logs the frames of HTTP/2. */
    private void overHttp2() throws Exception {
        try (LocalProvider server = new LocalProvider(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                        .says(new MockResponse.Builder().code(500).body(TEXT).build());
                ChatModel model = Questions.openAi(server.url())
                        .httpClient(new OkHttpClient.Builder()
                                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                                .build())
                        .build()) {
            ask(model);
        }
    }

    private void ask(ChatModel model) {
        ChatRequest request = ChatRequest.builder(List.of(
                        new ChatMessage(ChatMessage.Role.SYSTEM, TEXT), new ChatMessage(ChatMessage.Role.USER, TEXT)))
                .schema(Questions.schema())
                .deadline(Deadline.after(Duration.ofMillis(1500)))
                .build();
        Throwable failure = catchThrowable(() -> logged.add(model.chat(request) + " " + request + " " + model));
        if (failure != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            thrown.add(trace.toString());
        }
    }

    /** So that the search is known to search for what is sent. */
    @Test
    void areSent() throws Exception {
        try (LocalProvider server = new LocalProvider().says(200, OpenAiChatModelTest.answer("yes"));
                ChatModel model = Questions.openAi(server.url()).build()) {
            ask(model);
            var request = server.taken();
            assertThat(request.getHeaders().get("Authorization")).contains(KEY);
            assertThat(LocalProvider.body(request).toString()).contains(TEXT);
        }
    }
}
