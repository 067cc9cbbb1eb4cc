package io.ticketkit.internal;

import io.ticketkit.ExternalReference;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.ValidationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job might process: a stored ticket, or a draft.
 *
 * @param key tells it from others of the job
 * @param ticket which ticket, or null when it is a draft
 * @param reference what it is called elsewhere, or null
 * @param draft the draft, or null when it is a ticket, or cannot be used
 */
record Candidate(
        String key,
        @Nullable TicketId ticket,
        @Nullable ExternalReference reference,
        @Nullable TicketDraft draft) {
    private static final String EXTERNAL = "x:";

    static Candidate of(TicketId ticket) {
        return new Candidate(keyOf(ticket), ticket, null, null);
    }

    private static String keyOf(TicketId ticket) {
        return "t:" + ticket;
    }

    static Candidate of(long number, TicketDraft draft) {
        return new Candidate("d:" + number, null, null, draft);
    }

    static Candidate of(String system, String id, TicketDraft draft) {
        try {
            ExternalReference reference = new ExternalReference(system, id);
            return new Candidate(EXTERNAL + system + ":" + reference.id(), null, reference, draft);
        } catch (ValidationException e) {
            return new Candidate("?:" + new Fingerprint().add((Object) id).hash(), null, null, null);
        }
    }

    /** What the item of a key is called elsewhere. */
    static Optional<ExternalReference> referenceOf(@Nullable String key) {
        if (key == null || !key.startsWith(EXTERNAL)) {
            return Optional.empty();
        }
        int end = key.indexOf(':', EXTERNAL.length());
        return Optional.of(new ExternalReference(key.substring(EXTERNAL.length(), end), key.substring(end + 1)));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "Candidate[" + (ticket == null ? "draft" : ticket) + "]";
    }
}
