package io.ticketkit;

import java.util.Optional;

/**
 * A piece of help from a machine, with where it comes from. Immutable.
 *
 * @param <T> its own type
 */
public sealed interface Assisted<T extends Assisted<T>> permits ReplyDraft, Summary, NextActions, ChatReply {
    /** {@return who gave it: the provenance} */
    Provenance provenance();

    /**
     * The same with another provenance.
     *
     * @param value who gave it
     * @return a copy
     */
    T with(Provenance value);

    /** {@return what kind of helper gave it: the source} */
    default Source source() {
        return provenance().source();
    }

    /** {@return the recorded run behind it: its number, or empty when none was recorded} */
    default Optional<RunId> run() {
        return provenance().run();
    }

    /** {@return whether it was made by words and rules alone: people should be told} */
    default boolean isOffline() {
        return provenance().isOffline();
    }

    /** {@return why the assistant that was asked first gave nothing: the reason; empty when nobody failed} */
    default Optional<FailureReason> failure() {
        return provenance().failure();
    }
}
