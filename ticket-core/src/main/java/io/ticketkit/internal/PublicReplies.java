package io.ticketkit.internal;

import io.ticketkit.Comment;
import io.ticketkit.CommentKind;
import io.ticketkit.Scope;
import io.ticketkit.TicketId;
import io.ticketkit.spi.CommentReader;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was said on a ticket in public, that was not deleted. */
record PublicReplies(CommentReader comments, String tenant, TicketId ticket) {
    private static final int PAGE = 100;

    static PublicReplies of(CommentReader comments, String tenant, TicketId ticket) {
        return new PublicReplies(comments, tenant, ticket);
    }

    /** Whether a person who gives help has replied since then. */
    boolean hasStaffSince(Instant since) {
        Seek.Position from = new Seek.Position(EpochMicros.of(since), Long.MAX_VALUE);
        while (true) {
            List<Comment> page = page(from, false, PAGE);
            if (page.stream().anyMatch(this::isOfStaff)) {
                return true;
            } else if (page.size() < PAGE) {
                return false;
            }
            Comment last = page.get(PAGE - 1);
            from = new Seek.Position(EpochMicros.of(last.createdAt()), last.id().value());
        }
    }

    /** The latest, oldest first. */
    List<Comment> latest(int limit) {
        return page(null, true, limit).stream()
                .filter(reply -> !reply.isDeleted() && isOwn(reply))
                .toList();
    }

    /** What staff last said, if it is among the latest. */
    Optional<String> lastOfStaff(int limit) {
        return page(null, true, limit).stream()
                .filter(this::isOfStaff)
                .reduce((earlier, later) -> later)
                .map(Comment::content);
    }

    private List<Comment> page(Seek.@Nullable Position from, boolean backward, int limit) {
        return comments.ofTicket(tenant, Scope.all(), false, ticket, new Seek(from, backward, limit));
    }

    private boolean isOfStaff(Comment reply) {
        return reply.kind() == CommentKind.STAFF && !reply.isDeleted() && isOwn(reply);
    }

    /** What was said on duplicates is read along, and may be another requester's. */
    private boolean isOwn(Comment reply) {
        return reply.ticket().equals(ticket);
    }
}
