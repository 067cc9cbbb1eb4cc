package io.ticketkit.demo.zendesk;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Zendesk did not do what it was asked. The message says what to do; it has no text of a ticket and nothing secret. */
public final class ZendeskException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** There was no connection, or it broke. */
        UNREACHABLE(true),
        /** The time for the call was over. */
        TIMEOUT(true),
        /** 401: e-mail address or token are wrong. */
        AUTHENTICATION(false),
        /** 403: the agent may not do this. */
        FORBIDDEN(false),
        /** 404: there is no such ticket, or the agent does not see it. */
        NOT_FOUND(false),
        /** 409: somebody else changed the ticket every time. */
        CONFLICT(true),
        /** 400 or 422: the request makes no sense, or the ticket is closed. */
        REFUSED(false),
        /** The ticket is closed, also by a merge: nothing can be added to it. */
        CLOSED(false),
        /** The place in a search is no longer known: begin again. */
        CURSOR_EXPIRED(false),
        /** 429: too many requests. */
        RATE_LIMITED(true),
        /** 5xx. */
        SERVER_ERROR(true),
        /** What came is not an answer of Zendesk's API. */
        UNEXPECTED_ANSWER(false),
        /** The thread was interrupted; it still is. */
        INTERRUPTED(false);

        private final boolean passing;

        Reason(boolean passing) {
            this.passing = passing;
        }

        /** {@return whether the same call may succeed later} */
        public boolean isPassing() {
            return passing;
        }
    }

    /** The rate limits are by the minute. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    ZendeskException(Reason reason, String message) {
        this(reason, message, null, null);
    }

    ZendeskException(Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /** {@return the message} */
    String words() {
        return String.valueOf(getMessage());
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }

    /** {@return how long Zendesk asks to wait; empty when it said nothing} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * {@return how long Zendesk is to be left alone: what it asks for, with whatever status (503 while it is maintained), and
     * a minute where there were too many requests; empty when the call just failed}
     */
    public Optional<Duration> pause() {
        return retryAfter().or(() -> reason == Reason.RATE_LIMITED ? Optional.of(MINUTE) : Optional.empty());
    }
}
