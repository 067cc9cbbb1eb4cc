package io.ticketkit.spi;

import io.ticketkit.AnswerFeedback;
import io.ticketkit.Comment;
import io.ticketkit.CommentEdit;
import io.ticketkit.ExternalReference;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Rating;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket and what belongs to it, as an archive has it.
 *
 * @param stored the ticket
 * @param history its whole history, internal lines included, by event and position
 * @param comments what was said on it, not on its duplicates: notes and tombstones included, by time and id
 * @param edits earlier texts of these comments, by comment and number
 * @param rating how satisfied somebody is, or null
 * @param feedback what people said of answers, by time and id
 * @param links what it belongs together with, whoever may see that, by the other's id and the rank of the kind; not
 *     written with the ticket
 * @param names what it is called in other systems, by system and id
 */
public record WholeTicket(
        StoredTicket stored,
        List<HistoryEntry> history,
        List<Comment> comments,
        List<CommentEdit> edits,
        @Nullable Rating rating,
        List<AnswerFeedback> feedback,
        List<Link> links,
        List<ExternalReference> names) {
    /**
     * That it belongs together with another.
     *
     * @param kind what the other is to it
     * @param other the other
     * @param at since when
     */
    public record Link(TicketLink.Kind kind, TicketId other, Instant at) {}
}
