package io.ticketkit.llm;

import io.ticketkit.ClassificationException;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.chat.OutputSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a model within a budget; whatever happens, what is known of the call is told. Thread-safe. */
final class Inquiry {
    private final ChatModel model;
    private final Spending spending;
    private final String promptVersion;
    private final int maxOutputTokens;

    Inquiry(ChatModel model, Spending spending, String promptVersion, int maxOutputTokens) {
        this.model = model;
        this.spending = spending;
        this.promptVersion = promptVersion;
        this.maxOutputTokens = maxOutputTokens;
    }

    /** What a model said that came to its end. */
    record Answer(String text, ModelCall call) {}

    Answer ask(String tenant, List<ChatMessage> messages, OutputSchema schema, Set<String> flags, Deadline deadline)
            throws ClassificationException {
        Spending.Reservation reservation = spending.reserve(tenant, messages, schema, maxOutputTokens, notSent(flags));
        ChatAnswer answer = chat(messages, schema, flags, deadline, reservation);
        Optional<BigDecimal> cost = spending.cost(answer);
        reservation.settle(cost, answer.attempts());
        ModelCall call = told(answer, cost).toBuilder().flags(flags).build();
        if (answer.finish() != FinishReason.STOP) {
            throw new ClassificationException(
                    reason(answer.finish()),
                    "no complete answer, the model stopped with " + answer.finish(),
                    call,
                    null);
        }
        return new Answer(answer.text(), call);
    }

    private ChatAnswer chat(
            List<ChatMessage> messages,
            OutputSchema schema,
            Set<String> flags,
            Deadline deadline,
            Spending.Reservation reservation)
            throws ClassificationException {
        try {
            return model.chat(ChatRequest.builder(messages)
                    .schema(schema)
                    .maxOutputTokens(maxOutputTokens)
                    .deadline(deadline)
                    .build());
        } catch (ChatException e) {
            ModelCall call = failed(flags, reservation, e.attempts()).toBuilder()
                    .requestId(e.requestId().orElse(null))
                    .build();
            throw new ClassificationException(e.reason(), "the model's service gave no answer", call, e);
        } catch (InterruptedException e) {
            // settled first: a connection pool gives an interrupted thread no connection
            ModelCall call = failed(flags, reservation, 1);
            Thread.currentThread().interrupt();
            throw new ClassificationException(
                    FailureReason.INTERRUPTED, "interrupted while waiting for the model", call, null);
        } catch (RuntimeException e) {
            // only the type: a host's own model may quote the ticket in a message
            throw new ClassificationException(
                    FailureReason.ERROR,
                    "the chat model failed with " + e.getClass().getName(),
                    failed(flags, reservation, 1),
                    null);
        }
    }

    private ModelCall failed(Set<String> flags, Spending.Reservation reservation, int attempts) {
        Optional<BigDecimal> cost = attempts == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        reservation.settle(cost, attempts);
        return notSent(flags).toBuilder()
                .attempts(attempts)
                .cost(cost.orElse(null))
                .build();
    }

    private static FailureReason reason(FinishReason finish) {
        return switch (finish) {
            case LENGTH -> FailureReason.TRUNCATED;
            case REFUSAL -> FailureReason.REFUSED;
            case CONTENT_FILTER, PROMPT_BLOCKED -> FailureReason.FILTERED;
            default -> FailureReason.INVALID_ANSWER;
        };
    }

    private ModelCall told(ChatAnswer answer, Optional<BigDecimal> cost) {
        String name = answer.model().filter(told -> !told.isBlank()).orElse(model.name());
        ModelCall.Builder call = ModelCall.builder(name)
                .promptVersion(promptVersion)
                .requestId(answer.requestId().orElse(null))
                .attempts(answer.attempts())
                .cost(cost.orElse(null));
        answer.usage()
                .ifPresent(usage -> call.tokens(usage.input(), usage.output())
                        .cachedInputTokens(usage.cachedInput())
                        .reasoningTokens(usage.reasoning()));
        return call.build();
    }

    /** What is told when nothing was called. */
    ModelCall notSent(Set<String> flags) {
        return ModelCall.builder(model.name())
                .promptVersion(promptVersion)
                .attempts(0)
                .cost(BigDecimal.ZERO)
                .flags(flags)
                .build();
    }
}
