package io.ticketkit.llm.testkit;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.FinishReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the other side of a model behaves, and what the model makes of it. */
public enum Situation {
    /** It answers at once with {@link ChatModelContract#ANSWER}. */
    ANSWERS(FinishReason.STOP),
    /** The model declines. */
    REFUSES(FinishReason.REFUSAL),
    /** A filter holds the answer back. */
    FILTERS(FinishReason.CONTENT_FILTER),
    /** A filter holds the question back. */
    BLOCKS(FinishReason.PROMPT_BLOCKED),
    /** The token limit cuts the answer. */
    CUTS(FinishReason.LENGTH),
    /** It stops for a reason nobody has heard of. */
    STOPS_ODDLY(FinishReason.OTHER),
    /** The key is wrong. */
    WRONG_KEY(FailureReason.AUTHENTICATION),
    /** The key may not use the model. */
    FORBIDDEN(FailureReason.AUTHENTICATION),
    /** What was paid for is used up. */
    NO_QUOTA(FailureReason.QUOTA),
    /** It asks to slow down. */
    TOO_FAST(FailureReason.RATE_LIMITED),
    /** It is overloaded. */
    OVERLOADED(FailureReason.SERVER_ERROR),
    /** It fails. */
    FAILS(FailureReason.SERVER_ERROR),
    /** There is no such model. */
    NO_SUCH_MODEL(FailureReason.INVALID_REQUEST),
    /** The request is not to its liking. */
    BAD_REQUEST(FailureReason.INVALID_REQUEST),
    /** The status of success, and something that is no answer. */
    GARBAGE(FailureReason.INVALID_ANSWER),
    /** The status of success, and an error. */
    ERROR_AS_ANSWER(FailureReason.SERVER_ERROR),
    /** The status of success, and nothing. */
    EMPTY(FailureReason.INVALID_ANSWER),
    /** The status of success, and half an answer. */
    HALF(FailureReason.INVALID_ANSWER),
    /** It takes the question and says nothing. */
    SILENT(FailureReason.TIMEOUT),
    /** Nobody listens. */
    DEAD(FailureReason.UNREACHABLE);

    private final @Nullable FinishReason finish;
    private final @Nullable FailureReason failure;

    Situation(FinishReason finish) {
        this.finish = finish;
        this.failure = null;
    }

    Situation(FailureReason failure) {
        this.finish = null;
        this.failure = failure;
    }

    /** {@return how an answer finishes: the reason, or empty when there is a failure} */
    public Optional<FinishReason> finish() {
        return Optional.ofNullable(finish);
    }

    /** {@return why there is no answer: the reason, or empty when there is one} */
    public Optional<FailureReason> failure() {
        return Optional.ofNullable(failure);
    }
}
