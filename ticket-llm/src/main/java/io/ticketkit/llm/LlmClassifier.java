package io.ticketkit.llm;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.Source;
import io.ticketkit.llm.chat.ChatMessage;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.internal.answer.AnswerReader;
import io.ticketkit.llm.internal.answer.Reading;
import io.ticketkit.llm.internal.cache.SharedAnswers;
import io.ticketkit.llm.internal.cache.SharedAnswers.Shared;
import io.ticketkit.llm.internal.prompt.Prompt;
import io.ticketkit.llm.internal.prompt.Prompts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private final Prompts prompts;
    private final Inquiry inquiry;
    private final SharedAnswers<Answered> answers;
    private volatile boolean closed;

    private record Answered(Reading reading, ModelCall call) {}

    LlmClassifier(LlmClassifierBuilder builder, Spending spending) {
        this.prompts = new Prompts(builder.redactor, builder.maxCharacters, builder.model.name());
        this.inquiry = new Inquiry(builder.model, spending, Prompts.VERSION, builder.maxOutputTokens);
        this.answers = new SharedAnswers<>(builder.cacheSize, builder.cacheLife);
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
            throw new ClassificationException(
                    FailureReason.ERROR, "this classifier is closed", inquiry.notSent(Set.of()), null);
        }
        if (request.deadline().hasPassed()) {
            throw new ClassificationException(
                    FailureReason.TIMEOUT,
                    "nothing was called, the deadline has passed",
                    inquiry.notSent(Set.of()),
                    null);
        }
        Prompt prompt = prompts.of(request);
        Shared<Answered> answer = answers.get(
                prompt.key(), request.deadline(), inquiry.notSent(prompt.flags()), () -> ask(prompt, request));
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
        Inquiry.Answer answer =
                inquiry.ask(request.tenant(), prompt.messages(), prompt.schema(), prompt.flags(), request.deadline());
        Reading reading = AnswerReader.read(answer.text(), request.taxonomy());
        if (!reading.isUsable()) {
            throw new ClassificationException(
                    FailureReason.INVALID_ANSWER,
                    "the answer is not of the form asked for",
                    answer.call().toBuilder().flags(reading.flags()).build(),
                    null);
        }
        return new Answered(reading, answer.call());
    }

    /** {@return {@link Source#LLM}, whatever came of it} */
    @Override
    public Source source() {
        return Source.LLM;
    }

    /** Drops every kept answer, of whichever tenant: they do not tell. */
    @Override
    public void forget(String tenant) {
        answers.clear();
    }

    /** Forgets kept answers and answers no more; the model is not closed. */
    @Override
    public void close() {
        closed = true;
        answers.clear();
    }
}
