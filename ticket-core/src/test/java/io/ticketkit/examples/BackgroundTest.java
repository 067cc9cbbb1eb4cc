package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.BackgroundClassification;
import io.ticketkit.setup.TicketKit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** The model is asked after the ticket was stored. */
class BackgroundTest {
    @Test
    void theModelRefinesWhatWasStored() {
        var storage = new InMemoryTicketStorage();
        Classifier model = request -> Optional.of(Classification.builder(Source.LLM)
                .priority(Priority.CRITICAL, 0.9)
                .build());
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

        TicketKit kit = TicketKit.builder()
                .storage(storage)
                .classifier(model)
                .backgroundClassification(
                        BackgroundClassification.on(executor)) // a ScheduledExecutorService of the host
                .build();

        try (kit) {
            var tickets = kit.as(Actor.staff("agent-7"));
            Ticket ticket = tickets.submit(TicketDraft.of("Question", "Where do I find the manual?"));
            assertThat(ticket.priority()).isNotEqualTo(Priority.CRITICAL);

            int ended = kit.classificationWorker().tick();

            assertThat(ended).isLessThanOrEqualTo(1); // the executor may have been faster
        }
        executor.shutdownNow();
    }
}
