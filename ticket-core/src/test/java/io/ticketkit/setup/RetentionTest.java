package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.RetentionRules;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketService;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.testkit.Fixtures;
import io.ticketkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the worker does when much of what is due cannot go. */
class RetentionTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));

    /** However many are held, and first in the order. */
    @Test
    void manyThatAreHeldKeepNoOther() {
        int held = 1_100;
        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .clock(clock)
                .offlineClassifier(Fixtures.plainClassifier())
                .retention(Retention.of(RetentionRules.builder()
                        .closedTickets(Duration.ofDays(1))
                        .build()))
                .beforeCommit(event -> {
                    if (event instanceof TicketEvent.Erased
                            && event.header().ticketId().value() <= held) {
                        throw new IllegalStateException("held by law");
                    }
                })
                .build()) {
            TicketService staff = kit.as(Actor.staff("agent-1"));
            for (int i = 0; i < held; i++) {
                staff.submit(Fixtures.draft("Printer").status(Status.CLOSED).build());
            }
            Ticket last =
                    staff.submit(Fixtures.draft("Door").status(Status.CLOSED).build());
            assertThat(last.id().value()).isGreaterThan(held);
            clock.advance(Duration.ofDays(2));

            assertThat(kit.retentionWorker().tick()).isZero();
            assertThat(kit.retentionWorker().tick()).isEqualTo(1);

            assertThat(staff.find(last.id())).isEmpty();
            // from the beginning again
            assertThat(kit.retentionWorker().tick()).isZero();
        }
    }
}
