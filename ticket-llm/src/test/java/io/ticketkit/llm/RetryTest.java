package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class RetryTest {
    private static final String YES = OpenAiChatModelTest.answer("yes");

    private final SetTiming timing = new SetTiming();
    private LocalProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ChatModel model(int retries) {
        return openAi(server.url()).maxRetries(retries).timing(timing).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
    void sendsAgainWhatMayThenSucceed(int status) throws Exception {
        server.says(status, "{}").says(status, "{}").says(200, YES);
        try (ChatModel model = model(2)) {
            ChatAnswer answer = model.chat(question());
            assertThat(answer.text()).isEqualTo("yes");
            assertThat(answer.attempts()).isEqualTo(3);
            // 250 and 500 ms, three quarters of each by chance
            assertThat(timing.slept).containsExactly(Duration.ofNanos(187_500_000), Duration.ofMillis(375));
        }
    }

    @Test
    void sendsNothingAgainUnlessAsked() throws Exception {
        server.says(500, "{}").says(200, YES);
        try (ChatModel model = openAi(server.url()).timing(timing).build()) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.SERVER_ERROR);
            assertThat(server.requests()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 413, 415, 501})
    void countsAndGivesUp(int status) throws Exception {
        server.says(status, "{}");
        try (ChatModel model = model(3)) {
            assertThat(failure(model, question()).attempts()).isEqualTo(status == 501 ? 4 : 1);
        }
    }

    /** OpenRouter answers so when the provider behind it failed. */
    @ParameterizedTest
    @CsvSource({
        "402, QUOTA, 1",
        "429, RATE_LIMITED, 3",
        "503, SERVER_ERROR, 3",
        "401, AUTHENTICATION, 1",
        "404, INVALID_REQUEST, 1"
    })
    void readsAnErrorWithTheStatusOfSuccessAsThatError(int code, FailureReason reason, int attempts) throws Exception {
        server.says(200, "{\"error\":{\"code\":" + code + ",\"message\":\"Provider returned error\"}}");
        try (ChatModel model = model(2)) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.status()).hasValue(code);
            assertThat(failure.attempts()).isEqualTo(attempts);
            assertThat(failure).hasMessageNotContaining("redirect");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':null}",
                "{'error':'no'}",
                "{'error':{'code':200}}",
                "{'error':{'code':'x','message':'m'}}",
                "{'error':{'code':307}}"
            })
    void anErrorThatDoesNotSayWhichIsNoAnswer(String body) throws Exception {
        server.says(200, body.replace('\'', '"'));
        try (ChatModel model = model(2)) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_ANSWER);
            assertThat(failure.attempts()).isOne();
            assertThat(failure).hasMessageContaining("200").hasMessageNotContaining("redirect");
        }
    }

    @Test
    void neverRepeatsAnExhaustedQuota() throws Exception {
        server.says(429, "{\"error\":{\"code\":\"insufficient_quota\",\"type\":\"insufficient_quota\"}}");
        try (ChatModel model = model(3)) {
            ChatException failure = failure(model, question());
            assertThat(failure.reason()).isEqualTo(FailureReason.QUOTA);
            assertThat(failure.attempts()).isOne();
        }
    }

    @Test
    void connectsAgain() throws Exception {
        server.says(200, YES);
        try (ChatModel model = openAi("http://localhost:" + LocalProvider.deadPort())
                .maxRetries(2)
                .timing(timing)
                .build()) {
            assertThat(failure(model, question()).attempts()).isZero();
            assertThat(timing.slept).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 3, 3000",
        "Retry-After, 1.5, 1500",
        "Retry-After, 0, 0",
        "Retry-After, 9999, 10000",
        "retry-after-ms, 40, 40",
        "Retry-After, soon, 188",
        "Retry-After, -5, 188",
        "Retry-After, 'Wed, 21 Oct 2026 07:28:07 GMT', 7000",
        "Retry-After, 'Wed, 21 Oct 2026 07:27:07 GMT', 0",
        "Retry-After, 'Wed, 99 Oct 2026 07:27:07 GMT', 188"
    })
    void waitsAsItIsAsked(String header, String value, long millis) throws Exception {
        server.says(429, "{}", header, value, "Date", "Wed, 21 Oct 2026 07:28:00 GMT")
                .says(200, YES);
        try (ChatModel model = model(1)) {
            assertThat(model.chat(question()).attempts()).isEqualTo(2);
            assertThat(timing.slept)
                    .singleElement()
                    .satisfies(
                            wait -> assertThat(Math.round(wait.toNanos() / 1e6)).isEqualTo(millis));
        }
    }

    @Test
    void waitsAsGoogleAsks() throws Exception {
        server.says(
                        429,
                        GeminiChatModelTest.error(429, "RESOURCE_EXHAUSTED", "slow", "{'retryDelay':'2.5s'}")
                                .replace('\'', '"'))
                .says(200, GeminiChatModelTest.answer("yes"));
        try (ChatModel model = GeminiChatModel.builder()
                .baseUrl(server.url())
                .apiKey(ApiKey.of(Questions.KEY))
                .model("gemini-test")
                .maxRetries(1)
                .timing(timing)
                .build()) {
            assertThat(model.chat(question()).text()).isEqualTo("yes");
            assertThat(timing.slept).containsExactly(Duration.ofMillis(2_500));
        }
    }

    @Test
    void doesNotWaitForWhatIsTooLate() throws Exception {
        server.says(429, "{}", "Retry-After", "9").says(200, YES);
        try (ChatModel model = model(1)) {
            ChatException failure = failure(model, question(Duration.ofSeconds(8)));
            assertThat(failure.reason()).isEqualTo(FailureReason.RATE_LIMITED);
            assertThat(failure.attempts()).isOne();
            assertThat(timing.slept).isEmpty();
        }
    }
}
