package io.ticketkit;

/**
 * Decides whether a reply that a machine drafted is sent without a person having looked at it. Asked outside transactions
 * and only of drafts that are not {@linkplain Assisted#isOffline() offline}; whatever it says, nothing is sent once
 * a person has answered, or the text has changed. The draft's confidence has learned from what people said of earlier ones.
 */
@FunctionalInterface
public interface ReplyPolicy {
    /**
     * Whether a draft is sent.
     *
     * @param ticket the ticket it was written for
     * @param draft the draft
     * @return true to send it; what this throws is no, and logged by its type
     */
    boolean sends(Ticket ticket, ReplyDraft draft);

    /** {@return nothing is sent: the default policy} */
    static ReplyPolicy never() {
        return (ticket, draft) -> false;
    }

    /**
     * What is sure enough is sent.
     *
     * @param confidence the least, 0 to 1
     * @return the policy
     * @throws IllegalArgumentException when it is out of range
     */
    static ReplyPolicy from(double confidence) {
        double least = Help.confidence(confidence);
        return (ticket, draft) -> draft.confidence() >= least;
    }
}
