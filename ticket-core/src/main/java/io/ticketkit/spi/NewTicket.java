package io.ticketkit.spi;

import io.ticketkit.HistoryEntry;
import java.util.List;

/**
 * A ticket to store, and what its history begins with.
 *
 * @param stored the ticket
 * @param history its lines so far
 */
public record NewTicket(StoredTicket stored, List<HistoryEntry> history) {}
