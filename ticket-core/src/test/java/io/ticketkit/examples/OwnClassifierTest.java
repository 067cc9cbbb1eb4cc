package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.TicketDraft;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A classifier is a lambda: this one knows one rule and leaves the rest to the offline classifier. */
class OwnClassifierTest {
    @Test
    void contractCustomersComeFirst() {
        Classifier contract = request -> request.text().contains("contract #")
                ? Optional.of(Classification.builder(Source.RULE)
                        .priority(Priority.HIGH, 1.0)
                        .build())
                : Optional.empty();

        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .classifier(contract)
                .build()) {
            var ticket = kit.as(Actor.requester("ada"))
                    .submit(TicketDraft.of("Refund", "I was charged twice, contract #12."));

            assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
            assertThat(ticket.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.RULE);
            assertThat(ticket.category().code()).isEqualTo("billing");
            assertThat(ticket.origin(ClassifiedField.CATEGORY).source()).isEqualTo(Source.KEYWORD);
        }
    }
}
