package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class LifecycleTest {
    private LocalProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<Thread> threadsOf(String model) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ticketkit-llm-" + model + "-"))
                .toList();
    }

    private static CompletableFuture<ChatException> failingLater(ChatModel model, Duration deadline) {
        CompletableFuture<ChatException> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                model.chat(question(deadline));
                failure.completeExceptionally(new AssertionError("answered"));
            } catch (ChatException e) {
                failure.complete(e);
            } catch (InterruptedException e) {
                failure.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return failure;
    }

    @Test
    void closeEndsWhatIsUnderWayAndEveryThread() {
        server.saysNothing();
        ChatModel model = openAi(server.url()).model("closing").build();
        CompletableFuture<ChatException> underWay = failingLater(model, Duration.ofSeconds(60));
        await().until(() -> server.requests() == 1);
        assertThat(threadsOf("closing")).isNotEmpty().allMatch(Thread::isDaemon);

        model.close();
        model.close();

        assertThat(underWay).succeedsWithin(Duration.ofSeconds(20)).satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo(FailureReason.ERROR);
            assertThat(failure.attempts()).isOne();
        });
        await().until(() -> threadsOf("closing").isEmpty());
        assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.ERROR);
    }

    @Test
    void threadsEndAlsoAfterADeadline() {
        server.saysNothing();
        try (ChatModel model = openAi(server.url()).model("late").build()) {
            assertThat(failure(model, question(Duration.ofMillis(200))).reason())
                    .isEqualTo(FailureReason.TIMEOUT);
        }
        await().until(() -> threadsOf("late").isEmpty());
    }

    @Test
    void aClientThatWasGivenStaysAsItIs() throws Exception {
        AtomicInteger intercepted = new AtomicInteger();
        OkHttpClient client = new OkHttpClient.Builder()
                .followRedirects(true)
                .addInterceptor(chain -> {
                    intercepted.incrementAndGet();
                    return chain.proceed(chain.request());
                })
                .build();
        server.says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).httpClient(client).build()) {
            model.chat(question());
        }
        assertThat(intercepted).hasValue(1);
        assertThat(client.connectionPool().connectionCount())
                .as("still open, for its owner")
                .isOne();
        assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
        assertThat(client.followRedirects()).isTrue();
        try (Response response =
                client.newCall(new Request.Builder().url(server.url()).build()).execute()) {
            assertThat(response.code()).isEqualTo(200);
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    @Test
    void theGivenClientsShortTimeoutsDoNotApply() throws Exception {
        OkHttpClient client = new OkHttpClient.Builder()
                .callTimeout(Duration.ofMillis(1))
                .readTimeout(Duration.ofMillis(1))
                .build();
        server.says(new mockwebserver3.MockResponse.Builder()
                .headersDelay(200, java.util.concurrent.TimeUnit.MILLISECONDS)
                .body(OpenAiChatModelTest.answer("yes"))
                .build());
        try (ChatModel model = openAi(server.url()).httpClient(client).build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
        }
    }

    @Test
    void oneTooManyIsTurnedAway() throws Exception {
        server.saysNothing().saysNothing().says(200, OpenAiChatModelTest.answer("yes"));
        try (ChatModel model = openAi(server.url()).maxConcurrent(2).build()) {
            CompletableFuture<ChatException> one = failingLater(model, Duration.ofSeconds(4));
            CompletableFuture<ChatException> two = failingLater(model, Duration.ofSeconds(4));
            await().until(() -> server.requests() == 2);

            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.BUSY);
            assertThat(failure.attempts()).isZero();

            assertThat(one).succeedsWithin(Duration.ofSeconds(20));
            assertThat(two).succeedsWithin(Duration.ofSeconds(20));
            await().ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(model.chat(question()).text()).isEqualTo("yes"));
        }
    }

    @Test
    void anInterceptorThatBreaksIsToldByItsTypeOnly() {
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    throw new IllegalStateException(
                            "the request was " + chain.request().headers());
                })
                .build();
        try (ChatModel model = openAi(server.url()).httpClient(client).build()) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.ERROR);
            assertThat(failure)
                    .hasMessage("failed with java.lang.IllegalStateException")
                    .hasNoCause();
        }
    }
}
