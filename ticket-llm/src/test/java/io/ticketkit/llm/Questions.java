package io.ticketkit.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticketkit.Deadline;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.OutputSchema;
import java.time.Duration;
import java.util.List;

/** What the tests ask. */
final class Questions {
    static final String KEY = "sk-test-91be77SecretKey";
    static final String TEXT = "Rumpelstilzchen was charged twice";

    private Questions() {}

    static ChatRequest question() {
        return question(Duration.ofSeconds(15));
    }

    static ChatRequest question(Duration deadline) {
        return builder().deadline(Deadline.after(deadline)).build();
    }

    static ChatRequest questionWithSchema() {
        return builder()
                .deadline(Deadline.after(Duration.ofSeconds(15)))
                .schema(schema())
                .build();
    }

    private static ChatRequest.Builder builder() {
        return ChatRequest.builder(List.of(
                new ChatMessage(ChatMessage.Role.SYSTEM, "Be brief."),
                new ChatMessage(ChatMessage.Role.USER, TEXT),
                new ChatMessage(ChatMessage.Role.ASSISTANT, "Really?"),
                new ChatMessage(ChatMessage.Role.USER, "Yes.")));
    }

    static OutputSchema schema() {
        return new OutputSchema(
                "verdict",
                "What you say",
                List.of(
                        new OutputSchema.Property("word", OutputSchema.Type.STRING, "Your word", List.of("yes", "no")),
                        new OutputSchema.Property("score", OutputSchema.Type.INTEGER, "From 0 to 9", List.of())));
    }

    /** How a call fails; it must, and well within ten seconds. */
    static ChatException failure(ChatModel model, ChatRequest request) {
        Deadline generous = Deadline.after(Duration.ofSeconds(10));
        ChatException failure = catchThrowableOfType(ChatException.class, () -> model.chat(request));
        assertThat(failure).isNotNull();
        assertThat(generous.hasPassed()).isFalse();
        return failure;
    }

    /** How a call fails that is given 600 ms, by a side that hangs for long: soon, however busy this machine may be. */
    static ChatException failureInTime(ChatModel model) {
        ChatRequest request = question(Duration.ofMillis(600));
        Deadline margin = Deadline.after(Duration.ofSeconds(4));
        ChatException failure = catchThrowableOfType(ChatException.class, () -> model.chat(request));
        assertThat(margin.hasPassed()).as("took seconds longer than it might").isFalse();
        assertThat(failure).isNotNull();
        return failure;
    }

    static OpenAiChatModel.Builder openAi(String url) {
        return OpenAiChatModel.builder()
                .baseUrl(url + "/v1")
                .apiKey(ApiKey.of(KEY))
                .model("gpt-test");
    }
}
