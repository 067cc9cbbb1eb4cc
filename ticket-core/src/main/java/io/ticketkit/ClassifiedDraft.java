package io.ticketkit;

import java.util.Optional;

/**
 * What came of one of many drafts, see {@link TicketService#classifyAll}. Either classification or failure is there.
 *
 * @param number its place among the drafts, from 0 on
 * @param draft the draft
 * @param classification a complete classification with a title, or empty when the draft was refused
 * @param failure why it was refused, or empty when it was classified
 */
public record ClassifiedDraft(
        long number, TicketDraft draft, Optional<Classification> classification, Optional<TicketKitException> failure) {
    /**
     * The draft with its classification, ready to {@link TicketService#submit submit}: nothing is asked again.
     *
     * @return the draft, unchanged when it was refused
     */
    public TicketDraft toSubmit() {
        return classification
                .map(answer -> draft.toBuilder().classification(answer).build())
                .orElse(draft);
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "ClassifiedDraft[" + number + ", " + (failure.isPresent() ? "refused" : "classified") + "]";
    }
}
