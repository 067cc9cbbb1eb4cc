package io.ticketkit.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.RunId;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.spi.QueuedRun;
import java.time.Instant;

/** Makes the runs that wait. */
final class Queued {
    private Queued() {}

    /** For a text nobody was asked about yet: due at once. */
    static QueuedRun first(RunId id, Ticket ticket, Source source, Instant now) {
        return new QueuedRun(waiting(id, ticket, source, now), Fingerprint.ofText(ticket), now, 1);
    }

    /** The next attempt after one that failed. */
    static QueuedRun again(RunId id, Ticket ticket, QueuedRun failed, Instant now, Instant due) {
        ClassificationRun run = waiting(id, ticket, failed.run().source(), now).toBuilder()
                .purpose(failed.run().purpose())
                .build();
        return new QueuedRun(run, Fingerprint.ofText(ticket), due, failed.attempt() + 1);
    }

    /** For a ticket that nobody has answered yet: due at once. */
    static QueuedRun reply(RunId id, Ticket ticket, Source source, Instant now) {
        ClassificationRun run = waiting(id, ticket, source, now).toBuilder()
                .purpose(RunPurpose.REPLY)
                .build();
        return new QueuedRun(run, Fingerprint.ofText(ticket), now, 1);
    }

    private static ClassificationRun waiting(RunId id, Ticket ticket, Source source, Instant now) {
        return ClassificationRun.builder(ticket.tenant(), source, now)
                .id(id)
                .ticket(ticket.id())
                .outcome(RunOutcome.WAITING)
                .build();
    }

    /** Whether the ticket's text is still the one that was queued. */
    static boolean isAbout(QueuedRun queued, Ticket ticket) {
        return Fingerprint.ofText(ticket).equals(queued.textHash());
    }
}
