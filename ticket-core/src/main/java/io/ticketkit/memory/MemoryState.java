package io.ticketkit.memory;

import io.ticketkit.HistoryEntry;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.StoredTicket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that is kept. Guarded by the storage's lock. */
final class MemoryState {
    /** A ticket with what hangs on it; replaced as a whole, so that undoing is putting the old one back. */
    record Entry(StoredTicket stored, String searchText, List<HistoryEntry> history) {}

    final Map<Long, Entry> tickets = new TreeMap<>();
    final Map<IdempotencyKey, IdempotencyClaim> claims = new HashMap<>();
    long lastId;
}
