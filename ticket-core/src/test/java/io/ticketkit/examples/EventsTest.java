package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.NotificationSink;
import io.ticketkit.Notifications;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A host keeps a search index of its own, and tells people. */
class EventsTest {
    /** What the host has. */
    private record SearchIndex(Map<TicketId, Ticket> tickets) {
        void put(Ticket ticket) {
            tickets.put(ticket.id(), ticket);
        }

        void remove(TicketId id) throws IOException {
            tickets.remove(id);
        }
    }

    private record SearchIndexHandler(SearchIndex searchIndex) implements OutboxHandler {
        @Override
        public String name() {
            return "search-index";
        }

        @Override
        public void handle(OutboxEvent event) throws IOException {
            if (event.type().equals("erased")) {
                searchIndex.remove(event.ticketId());
            } else {
                event.ticket().ifPresent(searchIndex::put); // as it is now
            }
        }
    }

    @Test
    void theIndexFollowsAndPeopleHear() {
        var storage = new InMemoryTicketStorage();
        SearchIndex searchIndex = new SearchIndex(new ConcurrentHashMap<>());
        List<String> told = new CopyOnWriteArrayList<>();
        NotificationSink mailer = notification -> told.add(notification.recipient());
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);

        OutboxHandler index = new SearchIndexHandler(searchIndex);
        OutboxHandler mail = Notifications.handler("mail", mailer); // a NotificationSink of the host
        TicketKit kit = TicketKit.builder()
                .storage(storage)
                .outbox(Outbox.to(index, mail).on(executor)) // a ScheduledExecutorService of the host
                .build();

        try (kit) {
            var tickets = kit.as(Actor.staff("agent-7"));
            Ticket ticket = tickets.submit(TicketDraft.builder()
                    .title("Question")
                    .description("Where do I find the manual?")
                    .assignee("agent-8")
                    .build());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> searchIndex.tickets().containsKey(ticket.id()) && told.contains("agent-8"));
            tickets.erase(ticket.id());
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> searchIndex.tickets().isEmpty());
        }
        executor.shutdownNow();
        assertThat(told).containsExactly("agent-8");
    }
}
