package io.ticketkit.demo.zendesk;

import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a status means, after <a href="https://developer.zendesk.com/api-reference/introduction/requests/">Zendesk's table</a>.
 * The answer's own text is not repeated: it may quote a ticket.
 */
final class Failures {
    private Failures() {}

    /**
     * A failure.
     *
     * @param retryAfter the header: whole seconds, after
     *     <a href="https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/best-practices-for-avoiding-rate-limiting/">
     *     Zendesk's page on rate limits</a>; anything else is as none
     */
    static ZendeskException of(int status, @Nullable String retryAfter) {
        Reason reason = reason(status);
        Duration wait = reason.isPassing() ? seconds(retryAfter) : null;
        return new ZendeskException(reason, text(reason, status), wait, null);
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        return text != null && text.strip().matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(text.strip()))
                : null;
    }

    private static Reason reason(int status) {
        return switch (status) {
            case 400, 422 -> Reason.REFUSED;
            case 401 -> Reason.AUTHENTICATION;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 409 -> Reason.CONFLICT;
            case 429 -> Reason.RATE_LIMITED;
            default -> status >= 500 ? Reason.SERVER_ERROR : Reason.UNEXPECTED_ANSWER;
        };
    }

    private static String text(Reason reason, int status) {
        String what = switch (reason) {
            case REFUSED ->
                "the request is refused: a ticket that is closed or has 5,000 comments takes no more, fields of it may be"
                        + " required, or this is nothing to search for";
            case AUTHENTICATION ->
                "the login is not accepted: look at TICKET_ZENDESK_EMAIL and"
                        + " TICKET_ZENDESK_TOKEN, and whether token access is on in Zendesk's Admin Center";
            case FORBIDDEN ->
                "the agent may not do this: give it the role or the groups for it in Zendesk's Admin" + " Center";
            case NOT_FOUND ->
                "there is no such thing, or the agent does not see it: was the ticket deleted or" + " merged?";
            case CONFLICT -> "somebody else changes the ticket at the same time: try again later";
            case RATE_LIMITED ->
                "too many requests for the account: try again later, or raise the limit at" + " Zendesk";
            case SERVER_ERROR -> "it has a failure of its own: try again later, see status.zendesk.com";
            default ->
                status / 100 == 3
                        ? "it is at another address, which is not followed: give that one as TICKET_ZENDESK_URL"
                        : "this is no answer of Zendesk's API: is TICKET_ZENDESK_URL right?";
        };
        return what + " (status " + status + ")";
    }
}
