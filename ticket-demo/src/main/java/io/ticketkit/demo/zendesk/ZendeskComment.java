package io.ticketkit.demo.zendesk;

/**
 * What was said on a ticket.
 *
 * @param isPublic false for an internal note
 * @param body the text
 */
record ZendeskComment(boolean isPublic, String body) {
    /** Nothing that somebody wrote. */
    @Override
    public String toString() {
        return isPublic ? "ZendeskComment[public]" : "ZendeskComment[internal]";
    }
}
