package io.ticketkit.llm.internal.provider;

import io.ticketkit.FailureReason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * What a provider says went wrong.
 *
 * @param reason which kind it is
 * @param code the provider's own word for it, for a log; empty when it has none of use
 * @param names where to look for what the request asked too much of: the field it names, else all it says; lower case
 * @param retryAfter when to come back, if it says so in the body
 * @param blocked whether a filter held the question back
 */
record ErrorReply(FailureReason reason, String code, String names, Optional<Duration> retryAfter, boolean blocked) {

    static ErrorReply of(FailureReason reason, String code, String names) {
        return new ErrorReply(reason, safe(code), names.toLowerCase(Locale.ROOT), Optional.empty(), false);
    }

    ErrorReply asBlocked() {
        return new ErrorReply(reason, code, names, retryAfter, true);
    }

    ErrorReply retryAfter(Optional<Duration> wait) {
        return new ErrorReply(reason, code, names, wait, blocked);
    }

    /** What a status says by itself (RFC 9110, and 529 of Anthropic). */
    static FailureReason reasonOf(int status) {
        return switch (status) {
            case 401, 403 -> FailureReason.AUTHENTICATION;
            case 402 -> FailureReason.QUOTA;
            case 408, 409 -> FailureReason.SERVER_ERROR;
            case 429 -> FailureReason.RATE_LIMITED;
            default -> {
                if (status >= 500) {
                    yield FailureReason.SERVER_ERROR;
                }
                yield status >= 400 ? FailureReason.INVALID_REQUEST : FailureReason.INVALID_ANSWER;
            }
        };
    }

    /** The status that an error tells of itself: gateways put it into an answer that has the status of success. */
    static OptionalInt statusIn(JsonNode body) {
        int code = body.path("error").path("code").asInt(0);
        return code >= 400 && code <= 599 ? OptionalInt.of(code) : OptionalInt.empty();
    }

    /** Whether sending the same again may help. */
    static boolean isRetryable(int status) {
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    boolean namesAnyOf(String... words) {
        for (String word : words) {
            if (names.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Only what looks like a word of a protocol: anything else could be text of a ticket, or a key. */
    private static String safe(String code) {
        return code.matches("[A-Za-z_]{1,60}") ? code : "";
    }
}
