package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Erasure;
import io.ticketkit.PersonalData;
import io.ticketkit.RetentionRules;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Retention;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/privacy.md shows. */
class PrivacyTest {
    @Test
    void aPersonIsToldOfAndErased() {
        var storage = new InMemoryTicketStorage();
        try (TicketKit kit = TicketKit.builder()
                .storage(storage)
                .retention(Retention.of(RetentionRules.builder()
                        .closedTickets(Duration.ofDays(730))
                        .runTexts(Duration.ofDays(90))
                        .build()))
                .build()) {
            kit.as(Actor.requester("maria@example.com"))
                    .submit(TicketDraft.of("Charged twice", "I was charged twice for order 4711."));
            List<String> tickets = new ArrayList<>();

            TicketPrivacy privacy = kit.as(Actor.system("privacy-desk")).privacy();
            privacy.export("maria@example.com", data -> {
                if (data instanceof PersonalData.OwnTicket own) {
                    tickets.add(own.ticket().title());
                }
            });
            Erasure erased = privacy.erase("maria@example.com");

            assertThat(tickets).containsExactly("Charged twice");
            assertThat(erased.tickets()).isEqualTo(1);
            assertThat(kit.retentionWorker().tick()).isZero();
        }
    }
}
