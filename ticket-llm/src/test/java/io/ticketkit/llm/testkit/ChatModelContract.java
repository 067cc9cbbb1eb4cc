package io.ticketkit.llm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.chat.OutputSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link ChatModel} keeps. Extend it, and bring about each {@link Situation} the provider has. */
public abstract class ChatModelContract {
    /** What the other side answers when it answers. */
    protected static final String ANSWER = "{\"word\": \"yes\", \"note\": \"äöü 😀\"}";

    /** The key that is used: it must show nowhere. */
    protected static final String KEY = "sk-test-4f9a0c7712Secret";

    private static final String TEXT = "My card 4711 was charged twice, says Rumpelstilzchen";
    private static final Duration GENEROUS = Duration.ofSeconds(20);
    private static final int THREADS = 8;

    private final List<ChatModel> opened = new ArrayList<>();

    /**
     * Makes a model that uses {@link #KEY} and whose other side is in a situation.
     *
     * @param situation how the other side behaves
     * @return a model, which is closed after the test; empty when the provider knows no such thing
     * @throws Exception when it cannot be made
     */
    protected abstract Optional<ChatModel> model(Situation situation) throws Exception;

    /** Closes what a test opened. */
    @AfterEach
    protected void closeModels() {
        opened.forEach(ChatModel::close);
    }

    private ChatModel in(Situation situation) throws Exception {
        Optional<ChatModel> model = model(situation);
        assertThat(model).as("every provider has this: " + situation).isPresent();
        opened.add(model.orElseThrow());
        return model.orElseThrow();
    }

    private static ChatRequest.Builder request() {
        return ChatRequest.builder(List.of(
                new ChatMessage(ChatMessage.Role.SYSTEM, "Say yes or no."),
                new ChatMessage(ChatMessage.Role.USER, TEXT)));
    }

    private static OutputSchema schema() {
        return new OutputSchema(
                "verdict",
                "What you say",
                List.of(
                        new OutputSchema.Property("word", OutputSchema.Type.STRING, "Your word", List.of("yes", "no")),
                        new OutputSchema.Property("note", OutputSchema.Type.STRING, "Why", List.of())));
    }

    @Test
    void answersFreelyAndBySchema() throws Exception {
        ChatModel model = in(Situation.ANSWERS);
        for (ChatRequest request :
                List.of(request().build(), request().schema(schema()).build())) {
            ChatAnswer answer = model.chat(request);
            assertThat(answer.finish()).isEqualTo(FinishReason.STOP);
            assertThat(answer.text()).isEqualTo(ANSWER);
            assertThat(answer.attempts()).isPositive();
            assertThat(answer).hasToString("ChatAnswer[STOP, " + ANSWER.length() + " characters]");
        }
        assertThat(model.name()).isNotBlank().hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void tellsWhatHappened(Situation situation) throws Exception {
        Optional<ChatModel> model = model(situation);
        if (model.isEmpty()) {
            return;
        }
        opened.add(model.get());
        ChatRequest request = request()
                .schema(schema())
                .deadline(
                        Deadline.after(situation == Situation.SILENT ? Duration.ofMillis(500) : Duration.ofSeconds(15)))
                .build();
        if (situation.finish().isPresent()) {
            assertThat(model.get().chat(request).finish())
                    .isEqualTo(situation.finish().get());
        } else {
            ChatException failure = failure(model.get(), request);
            assertThat(failure.reason()).isEqualTo(situation.failure().orElseThrow());
            assertSecretsAreKept(failure);
        }
    }

    @Test
    void keepsWithinTheDeadline() throws Exception {
        ChatModel model = in(Situation.SILENT);
        ChatRequest request =
                request().deadline(Deadline.after(Duration.ofMillis(300))).build();
        ChatException failure = assertTimeoutPreemptively(GENEROUS, () -> failure(model, request));
        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(request.deadline().hasPassed()).isTrue();
    }

    @Test
    void callsNobodyWhenTheDeadlineHasPassed() throws Exception {
        ChatException failure = failure(
                in(Situation.ANSWERS),
                request().deadline(Deadline.after(Duration.ZERO)).build());
        assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(failure.attempts()).isZero();
    }

    @Test
    void givesUpWhenInterrupted() throws Exception {
        ChatModel model = in(Situation.SILENT);
        Thread asking = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            asking.interrupt();
        });
        interrupting.start();
        try {
            ChatRequest request = request().deadline(Deadline.after(GENEROUS)).build();
            assertThat(catchThrowable(() -> model.chat(request))).isInstanceOf(InterruptedException.class);
            assertThat(request.deadline().hasPassed()).isFalse();
        } finally {
            interrupting.join();
            Thread.interrupted();
        }
    }

    @Test
    void answersEightThreadsAtOnce() throws Exception {
        ChatModel model = in(Situation.ANSWERS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 4 * THREADS; i++) {
                calls.add(() -> model.chat(request()
                                .deadline(Deadline.after(GENEROUS))
                                .schema(schema())
                                .build())
                        .text());
            }
            for (Future<String> answer : threads.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(ANSWER);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void closesTwiceAndPrintsNoSecret() throws Exception {
        ChatModel model = in(Situation.ANSWERS);
        assertThat(model.toString()).doesNotContain(KEY);
        model.chat(request().build());
        model.close();
        model.close();
    }

    private static ChatException failure(ChatModel model, ChatRequest request) {
        return catchThrowableOfType(ChatException.class, () -> model.chat(request));
    }

    private static void assertSecretsAreKept(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain(KEY).doesNotContain("Rumpelstilzchen");
        }
    }
}
