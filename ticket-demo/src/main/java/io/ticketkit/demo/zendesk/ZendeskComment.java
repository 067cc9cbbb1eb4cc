package io.ticketkit.demo.zendesk;

/**
 * What was said on a ticket.
 *
 * @param isPublic false for an internal note
 * @param isOfEndUser whether no agent wrote it: what somebody mails who has no part in the ticket, becomes internal, too
 * @param body the text
 */
record ZendeskComment(boolean isPublic, boolean isOfEndUser, String body) {
    /** {@return whether requesters neither wrote nor see it} */
    boolean isNote() {
        return !isPublic && !isOfEndUser;
    }

    /** Nothing that somebody wrote. */
    @Override
    public String toString() {
        return isPublic ? "ZendeskComment[public]" : "ZendeskComment[internal]";
    }
}
