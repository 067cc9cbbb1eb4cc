package io.ticketkit;

import java.util.Optional;

/** Why a classifier gave no answer of use. Will grow: a switch over it needs a default. */
public enum FailureReason {
    /** The deadline passed. */
    TIMEOUT,
    /** No connection: the name is unknown, nobody listens, the connection broke. */
    UNREACHABLE,
    /** The service asked to slow down. */
    RATE_LIMITED,
    /** The service failed, or was overloaded. */
    SERVER_ERROR,
    /** No key, a wrong key, or one that may not use this model. */
    AUTHENTICATION,
    /** What was paid for is used up. */
    QUOTA,
    /** The service refused the request: an unknown model, a text too long. */
    INVALID_REQUEST,
    /** The model declined to answer. */
    REFUSED,
    /** A content filter held back the question or the answer. */
    FILTERED,
    /** The answer was cut at the token limit. */
    TRUNCATED,
    /** The answer was not what was asked for. */
    INVALID_ANSWER,
    /** The day's budget is spent; nothing was called. */
    BUDGET_SPENT,
    /** After failures in a row nothing is called for a while. */
    CIRCUIT_OPEN,
    /** Too many calls are under way; nothing was called. */
    BUSY,
    /** The thread was interrupted. */
    INTERRUPTED,
    /** The process ended, or was killed, between call and result. */
    LOST,
    /** Anything else. */
    ERROR;

    /** {@return the name used in JSON and in the database: lower snake case, for example {@code rate_limited}} */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the reason, or empty when there is none of that name
     */
    public static Optional<FailureReason> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
