package io.ticketkit.spi;

import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Status;
import io.ticketkit.TicketField;
import java.util.List;

/**
 * A ticket to store, and what its history begins with.
 *
 * @param stored the ticket
 * @param history its lines so far
 */
public record NewTicket(StoredTicket stored, List<HistoryEntry> history) {
    /** {@return whether it was resolved or closed when it was created, whatever its history says of later} */
    public boolean isDoneFromTheStart() {
        return history.stream()
                .flatMap(line -> line.change().stream())
                .filter(change -> change.field() == TicketField.STATUS)
                .findFirst()
                .map(FieldChange::from)
                .flatMap(Status::parse)
                .orElse(stored.ticket().status())
                .isDone();
    }
}
