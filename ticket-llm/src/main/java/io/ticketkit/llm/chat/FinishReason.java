package io.ticketkit.llm.chat;

/** Why a model stopped. Will grow: a switch over it needs a default. */
public enum FinishReason {
    /** It had said everything: the only finish after which the text is an answer. */
    STOP,
    /** The token limit cut it. */
    LENGTH,
    /** The model declined. */
    REFUSAL,
    /** A filter of the provider held the answer back. */
    CONTENT_FILTER,
    /** A filter of the provider held the question back: the model was not asked. */
    PROMPT_BLOCKED,
    /** A reason the provider gave that is not known here. */
    OTHER
}
