package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Deadline;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.assist.AssistanceRequest;

/**
 * Collects what may help with a ticket.
 *
 * @param access what whoever is helped may see
 */
record CaseFiles(Engine engine, String tenant, Access access) {
    AssistanceRequest forReply(TicketId id) {
        return request(id).build();
    }

    AssistanceRequest forSummary(TicketId id) {
        return request(id).build();
    }

    AssistanceRequest forActions(TicketId id) {
        return request(id).build();
    }

    private AssistanceRequest.Builder request(TicketId id) {
        Deadline deadline = engine.assistance().deadline();
        Ticket ticket = engine.storage()
                .read(reader -> reader.find(tenant, access.scope(), id))
                .orElseThrow(() -> new TicketNotFoundException(id));
        return AssistanceRequest.builder(ticket)
                .taxonomy(engine.rules().taxonomy())
                .now(engine.rules().now())
                .deadline(deadline);
    }
}
