package io.ticketkit.llm;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.Source;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.internal.answer.AnswerReader;
import io.ticketkit.llm.internal.answer.Reading;
import io.ticketkit.llm.internal.cache.SharedAnswers;
import io.ticketkit.llm.internal.cache.SharedAnswers.Shared;
import io.ticketkit.llm.internal.prompt.Prompt;
import io.ticketkit.llm.internal.prompt.Prompts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Classifies by a language model: one call gives category, priority, sentiment, urgency, title and a reason. Fields the
 * answer leaves out, or gives in no form of use, are left out, so that the next classifier of the chain fills them in.
 * Thread-safe.
 *
 * <p>What leaves the process is the redacted text, see {@link #preview}. A text that seems to give orders to the model,
 * and a priority lower than plain words in the text say, are flagged ({@link ModelCall#flags()}) and suggested with so
 * little confidence that a person looks. Sentiment and urgency get the lower of the two confidences the model gave.
 *
 * <p>Every failure is a {@link ClassificationException} with its reason and what is known of the call. Its cost is empty
 * wherever something was sent and not answered, or answered only by a later request: that may have been charged or not.
 */
public final class LlmClassifier implements Classifier, AutoCloseable {
    private final ChatModel model;
    private final Prompts prompts;
    private final Spending spending;
    private final SharedAnswers<Answered> answers;
    private final int maxOutputTokens;
    private volatile boolean closed;

    private record Answered(Reading reading, ModelCall call) {}

    LlmClassifier(LlmClassifierBuilder builder, Spending spending) {
        this.model = builder.model;
        this.prompts = new Prompts(builder.redactor, builder.maxCharacters, builder.model.name());
        this.spending = spending;
        this.answers = new SharedAnswers<>(builder.cacheSize, builder.cacheLife);
        this.maxOutputTokens = builder.maxOutputTokens;
    }

    /**
     * Starts a classifier.
     *
     * @param model who is asked; it stays the caller's to close
     * @return a builder with the standard redactor, a cache, no prices and no budget
     */
    public static LlmClassifierBuilder builder(ChatModel model) {
        return new LlmClassifierBuilder(model);
    }

    /**
     * Shows exactly what {@link #classify} would send for a request, and sends nothing.
     *
     * @param request the request
     * @return the messages, in their order
     */
    public List<ChatMessage> preview(ClassificationRequest request) {
        return prompts.of(request).messages();
    }

    /**
     * Classifies. Never abstains.
     *
     * @param request the text and what it can be classified as
     * @return the suggestions, with their {@link Classification#call()}
     * @throws ClassificationException when there is no answer of use; the thread's interrupt flag is set when it was
     *     interrupted
     */
    @Override
    public Optional<Classification> classify(ClassificationRequest request) throws ClassificationException {
        if (closed) {
            throw new ClassificationException(FailureReason.ERROR, "this classifier is closed", notSent(), null);
        }
        if (request.deadline().hasPassed()) {
            throw new ClassificationException(
                    FailureReason.TIMEOUT, "nothing was called, the deadline has passed", notSent(), null);
        }
        Prompt prompt = prompts.of(request);
        Shared<Answered> answer =
                answers.get(prompt.key(), request.deadline(), flagged(notSent(), prompt), () -> ask(prompt, request));
        ModelCall call = answer.answer().call();
        if (answer.known()) {
            call = ModelCall.builder(call.model())
                    .promptVersion(Prompts.VERSION)
                    .attempts(0)
                    .cached(true)
                    .cost(BigDecimal.ZERO)
                    .build();
        }
        return Optional.of(Verdict.of(request, prompt, answer.answer().reading(), call));
    }

    private Answered ask(Prompt prompt, ClassificationRequest request) throws ClassificationException {
        Spending.Reservation reservation = spending.reserve(
                request.tenant(), prompt.messages(), prompt.schema(), maxOutputTokens, flagged(notSent(), prompt));
        ChatAnswer answer = chat(prompt, request, reservation);
        Optional<BigDecimal> cost = spending.cost(answer);
        reservation.settle(cost, answer.attempts());
        ModelCall call = flagged(told(answer, cost), prompt);
        if (answer.finish() != FinishReason.STOP) {
            throw new ClassificationException(
                    reason(answer.finish()),
                    "no complete answer, the model stopped with " + answer.finish(),
                    call,
                    null);
        }
        Reading reading = AnswerReader.read(answer.text(), request.taxonomy());
        if (!reading.isUsable()) {
            throw new ClassificationException(
                    FailureReason.INVALID_ANSWER,
                    "the answer is not of the form asked for",
                    call.toBuilder().flags(reading.flags()).build(),
                    null);
        }
        return new Answered(reading, call);
    }

    private ChatAnswer chat(Prompt prompt, ClassificationRequest request, Spending.Reservation reservation)
            throws ClassificationException {
        try {
            return model.chat(ChatRequest.builder(prompt.messages())
                    .schema(prompt.schema())
                    .maxOutputTokens(maxOutputTokens)
                    .deadline(request.deadline())
                    .build());
        } catch (ChatException e) {
            ModelCall call = failed(prompt, reservation, e.attempts()).toBuilder()
                    .requestId(e.requestId().orElse(null))
                    .build();
            throw new ClassificationException(e.reason(), "the model's service gave no answer", call, e);
        } catch (InterruptedException e) {
            // settled first: a connection pool gives an interrupted thread no connection
            ModelCall call = failed(prompt, reservation, 1);
            Thread.currentThread().interrupt();
            throw new ClassificationException(
                    FailureReason.INTERRUPTED, "interrupted while waiting for the model", call, null);
        } catch (RuntimeException e) {
            // only the type: a host's own model may quote the ticket in a message
            throw new ClassificationException(
                    FailureReason.ERROR,
                    "the chat model failed with " + e.getClass().getName(),
                    failed(prompt, reservation, 1),
                    null);
        }
    }

    private ModelCall failed(Prompt prompt, Spending.Reservation reservation, int attempts) {
        Optional<BigDecimal> cost = attempts == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        reservation.settle(cost, attempts);
        return flagged(notSent(), prompt).toBuilder()
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
                .promptVersion(Prompts.VERSION)
                .requestId(answer.requestId().orElse(null))
                .attempts(answer.attempts())
                .cost(cost.orElse(null));
        answer.usage()
                .ifPresent(usage -> call.tokens(usage.input(), usage.output())
                        .cachedInputTokens(usage.cachedInput())
                        .reasoningTokens(usage.reasoning()));
        return call.build();
    }

    private ModelCall notSent() {
        return ModelCall.builder(model.name())
                .promptVersion(Prompts.VERSION)
                .attempts(0)
                .cost(BigDecimal.ZERO)
                .build();
    }

    private static ModelCall flagged(ModelCall call, Prompt prompt) {
        return call.toBuilder().flags(prompt.flags()).build();
    }

    /** {@return {@link Source#LLM}, whatever came of it} */
    @Override
    public Source source() {
        return Source.LLM;
    }

    /** Forgets kept answers and answers no more; the model is not closed. */
    @Override
    public void close() {
        closed = true;
        answers.clear();
    }
}
