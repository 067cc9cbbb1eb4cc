package io.ticketkit.internal;

import io.ticketkit.AiMark;
import io.ticketkit.CommentDraft;
import io.ticketkit.HostReference;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells one content from another. Each part is written with its length, so that no two contents look the same. */
final class Fingerprint {
    private final StringBuilder parts = new StringBuilder();

    Fingerprint add(@Nullable Object part) {
        String text = part == null ? "" : part.toString();
        parts.append(part == null ? -1 : text.length()).append(':').append(text);
        return this;
    }

    private Fingerprint add(@Nullable HostReference reference) {
        return reference == null
                ? add((Object) null)
                : add((Object) reference.type()).add((Object) reference.id());
    }

    static String of(TicketDraft draft) {
        Fingerprint print = new Fingerprint()
                .add(draft.title())
                .add(draft.description())
                .add(draft.category().orElse(null))
                .add(draft.priority().orElse(null))
                .add(draft.status())
                .add(draft.requester().orElse(null))
                .add(draft.assignee().orElse(null))
                .add(draft.team().orElse(null))
                .add(draft.channel().orElse(null))
                .add(draft.hostReference().orElse(null))
                .add(draft.tags().size());
        draft.tags().forEach(print::add);
        draft.attributes().forEach((name, value) -> print.add(name).add(value));
        return print.hash();
    }

    /** Not of which state of the ticket is answered: who repeats a request may have read it again. */
    static String of(TicketId ticket, CommentDraft draft) {
        Optional<AiMark> ai = draft.ai();
        return new Fingerprint()
                // no title is null
                .add((Object) null)
                .add(ticket)
                .add(draft.isInternal())
                .add(draft.content())
                .add(draft.kind().orElse(null))
                .add(draft.author().orElse(null))
                .add(ai.isPresent())
                .add(ai.flatMap(AiMark::model).orElse(null))
                .add(ai.map(AiMark::confidence).orElse(null))
                .add(ai.flatMap(AiMark::run).orElse(null))
                .hash();
    }

    /** Of what a ticket is classified by. */
    static String ofText(Ticket ticket) {
        return new Fingerprint()
                .add((Object) ticket.title())
                .add((Object) ticket.description())
                .hash();
    }

    String hash() {
        return HexFormat.of().formatHex(sha256(text().getBytes(StandardCharsets.UTF_8)));
    }

    static String of(TicketQuery query) {
        Fingerprint print = new Fingerprint()
                .add(query.order())
                .add(query.priorities())
                .add(query.statuses())
                .add(query.sentiments())
                .add(query.unassigned())
                .add(query.needsReview().orElse(null))
                .add(query.createdAfter().orElse(null))
                .add(query.createdBefore().orElse(null))
                .add(query.text().orElse(null))
                .add(query.hostReference().orElse(null));
        print.addAll(query.categories())
                .addAll(query.assignees())
                .addAll(query.requesters())
                .addAll(query.teams())
                .addAll(query.tags());
        query.attributes().forEach((name, value) -> print.add(name).add(value));
        return print.text();
    }

    private Fingerprint addAll(java.util.Collection<String> values) {
        add(values.size());
        values.forEach(this::add);
        return this;
    }

    String text() {
        return parts.toString();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
