package io.ticketkit.llm;

import static io.ticketkit.llm.Questions.failure;
import static io.ticketkit.llm.Questions.openAi;
import static io.ticketkit.llm.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.FinishReason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class CircuitTest {
    private static final String YES = OpenAiChatModelTest.answer("yes");

    private final SetTiming timing = new SetTiming();
    private LocalProvider server;
    private ChatModel model;

    @BeforeEach
    void start() throws IOException {
        server = new LocalProvider();
        model = openAi(server.url()).timing(timing).build();
    }

    @AfterEach
    void stop() {
        model.close();
        server.close();
    }

    private void assertOpen() {
        int before = server.requests();
        ChatException failure = failure(model, question());
        assertThat(failure.reason()).isEqualTo(FailureReason.CIRCUIT_OPEN);
        assertThat(failure.attempts()).isZero();
        assertThat(server.requests()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"500, {}", "529, {}", "429, {}", "404, {}", "200, <html>", "307, {}"})
    void opensAfterFiveFailuresInARow(int status, String body) {
        server.says(status, body);
        for (int i = 0; i < 5; i++) {
            assertThat(failure(model, question()).attempts()).isOne();
        }
        assertOpen();
        assertThat(timing.pauses).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void opensAfterFiveTimeouts() {
        server.saysNothing();
        for (int i = 0; i < 5; i++) {
            assertThat(failure(model, question(Duration.ofMillis(500))).reason())
                    .isEqualTo(FailureReason.TIMEOUT);
        }
        assertOpen();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void opensAtOnceWhenTheNextCallWouldFailToo(int status) {
        server.says(status, "{}");
        assertThat(failure(model, question()).attempts()).isOne();
        assertOpen();
    }

    @Test
    void anAnswerBetweenFailuresCounts() throws Exception {
        for (int i = 0; i < 4; i++) {
            server.says(500, "{}");
        }
        server.says(200, YES).says(500, "{}");
        for (int i = 0; i < 4; i++) {
            failure(model, question());
        }
        model.chat(question());
        for (int i = 0; i < 5; i++) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.SERVER_ERROR);
        }
        assertOpen();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void whatIsWrongWithOneTicketDoesNotCount(int status) {
        server.says(status, "{}");
        for (int i = 0; i < 10; i++) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.INVALID_REQUEST);
        }
    }

    @Test
    void anAnswerThatGroqFoundToBeNoJsonDoesNotCount() {
        server.says(400, "{\"error\":{\"code\":\"json_validate_failed\",\"failed_generation\":\"no\"}}");
        for (int i = 0; i < 10; i++) {
            assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.INVALID_ANSWER);
        }
    }

    @Test
    void aFilterDoesNotCount() throws Exception {
        server.says(400, "{\"error\":{\"code\":\"content_filter\"}}");
        for (int i = 0; i < 10; i++) {
            assertThat(model.chat(question()).text()).isEmpty();
        }
    }

    /** OpenRouter's: the key is good, one text is not to somebody's liking. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "403;{'error':{'code':403,'message':'x','metadata':{'reasons':['hate'],'flagged_input':'I'}}}",
                "403;{'error':{'code':403,'message':'openai/gpt requires moderation. Your input was flagged for hate'}}",
                "200;{'error':{'code':403,'message':'Your input was flagged for hate'}}"
            })
    void oneFlaggedTextDoesNotCount(int status, String body) throws Exception {
        server.says(status, body.replace('\'', '"'));
        for (int i = 0; i < 10; i++) {
            assertThat(model.chat(question()).finish()).isEqualTo(FinishReason.PROMPT_BLOCKED);
        }
    }

    @Test
    void aFlaggedAccountCounts() {
        server.says(403, "{\"error\":{\"code\":403,\"message\":\"Your account was flagged\"}}");
        assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.AUTHENTICATION);
        assertOpen();
    }

    @Test
    void closesWhenTheProbeIsAnswered() throws Exception {
        timing.endPauses();
        server.says(401, "{}").says(200, YES);
        failure(model, question());
        assertThat(model.chat(question()).text()).isEqualTo("yes");
        assertThat(model.chat(question()).text()).isEqualTo("yes");
    }

    @Test
    void oneFailureOfTheProbeOpensAgain() {
        timing.endPauses();
        server.says(401, "{}").says(500, "{}");
        failure(model, question());
        assertThat(failure(model, question()).reason()).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(timing.pauses).hasSize(2);
    }
}
