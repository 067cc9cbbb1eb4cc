package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.CategoryDefinition;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketDraft;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import org.junit.jupiter.api.Test;

/** A shop's own categories; keywords are enough for the offline classifier. */
class OwnTaxonomyTest {
    @Test
    void aShopSortsItsTickets() {
        Taxonomy shop = Taxonomy.builder()
                .add(CategoryDefinition.builder("delivery")
                        .label("Delivery")
                        .description("Parcels that are late, lost or damaged")
                        .keywords("parcel", "courier", "delivery")
                        .build())
                .add(CategoryDefinition.builder("returns")
                        .label("Returns")
                        .description("Sending something back")
                        .keywords("send back", "return label")
                        .build())
                .add(CategoryDefinition.builder("other").label("Anything else").build())
                .fallback("other")
                .build();

        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .taxonomy(shop)
                .build()) {
            var tickets = kit.as(Actor.staff("agent-7"));
            var late = tickets.submit(TicketDraft.of("Where is it?", "The courier lost my parcel."));
            var hello = tickets.submit(TicketDraft.of("Hello", "Good morning!"));

            assertThat(late.category().code()).isEqualTo("delivery");
            assertThat(hello.category().code()).isEqualTo("other");
        }
    }
}
