package io.ticketkit.demo.zendesk;

import io.ticketkit.ExternalReference;
import io.ticketkit.ProcessedTicket;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Some tickets of Zendesk, processed while somebody waits. Thread-safe. */
public final class ZendeskDesk {
    private final ZendeskClient client;

    /** Works with this client. */
    public ZendeskDesk(ZendeskClient client) {
        this.client = client;
    }

    /**
     * Reads tickets, stores those that are not known yet, classifies all, and writes back. Every failure is told at once: nobody
     * waits for a second attempt but those of the client. Who may not process is told so before Zendesk is asked.
     *
     * @param processor who processes
     * @param ids up to 100 numbers of tickets
     * @return what came of each; those that Zendesk does not know, or does not show to the agent, are missing
     * @throws io.ticketkit.AccessDeniedException when the actor may not process
     * @throws ZendeskException when they cannot be read
     */
    public Map<Long, ProcessedTicket> process(TicketProcessor processor, Collection<Long> ids) throws ZendeskException {
        // asked only because it checks the rights
        processor.progress("zendesk");
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<SourceTicket> tickets = client.tickets(ids).stream()
                .filter(ticket -> !ticket.status().equals("deleted"))
                .map(ZendeskSource::ticket)
                .toList();
        Map<Long, ProcessedTicket> results = new HashMap<>();
        if (!tickets.isEmpty()) {
            ProcessingOptions options = ProcessingOptions.builder()
                    .attempts(1)
                    .sink(new ZendeskSink(client))
                    .build();
            // a job: only that stores a ticket together with its name elsewhere
            String job = "zendesk-" + UUID.randomUUID();
            try {
                processor
                        .job(job, ProcessingInput.source(new Read(client.system(), tickets)), options)
                        .run(one -> number(one).ifPresent(id -> results.put(id, one)));
            } finally {
                processor.forget(job);
            }
        }
        return results;
    }

    private static Optional<Long> number(ProcessedTicket one) {
        return one.reference().map(ExternalReference::id).map(Long::valueOf);
    }

    /** What was read before, as a source. */
    private record Read(String system, List<SourceTicket> tickets) implements TicketSource {
        @Override
        public SourcePage read(Optional<String> cursor, int limit) {
            int from = cursor.map(Integer::parseInt).orElse(0);
            int to = Math.min(tickets.size(), from + limit);
            return new SourcePage(tickets.subList(from, to), Integer.toString(to), to < tickets.size());
        }
    }
}
