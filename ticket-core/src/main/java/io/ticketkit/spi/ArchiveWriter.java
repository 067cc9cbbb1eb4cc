package io.ticketkit.spi;

import java.util.List;

/** Stores tickets with all that belongs to them. Not thread-safe. */
public interface ArchiveWriter extends ArchiveReader {
    /**
     * Stores new tickets with their history, comments, earlier texts, rating and feedback; links and names are written
     * apart. In few round trips for many.
     *
     * @param tickets with ids from {@link TicketWriter#nextId}, {@link CommentWriter#nextId}; possibly none
     */
    void insert(List<WholeTicket> tickets);
}
