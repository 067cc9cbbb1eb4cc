package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.NextActions;
import io.ticketkit.ReplyDraft;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.Summary;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAssistant;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Help for those who help: similar tickets, drafts, summaries, next actions, of one tenant, as one actor may see them. */
record ScopedAssistant(Engine engine, String tenant, Actor actor) implements TicketAssistant {
    @Override
    public ReplyDraft draftReply(TicketId id) {
        AssistanceRequest request = cases().forReply(id);
        ReplyCalibration calibration = engine.storage().read(reader -> ReplyCalibration.of(reader, tenant));
        return engine.assistance().reply(request, calibration);
    }

    @Override
    public Summary summarize(TicketId id) {
        AssistanceRequest request = cases().forSummary(id);
        List<Turn> thread = request.thread();
        return engine.assistance().summarize(request).toBuilder()
                .covers(
                        thread.size(),
                        thread.isEmpty() ? null : thread.get(thread.size() - 1).at())
                .build();
    }

    @Override
    public NextActions nextActions(TicketId id) {
        return engine.assistance().nextActions(cases().forActions(id));
    }

    @Override
    public List<SimilarTicket> similar(TicketId id, SimilarQuery query) {
        Access access = require();
        return engine.storage().read(reader -> {
            Ticket ticket = reader.find(tenant, access.scope(), id).orElseThrow(() -> new TicketNotFoundException(id));
            return new SimilarTickets(reader.words(), tenant, access.scope())
                    .to(ticket.title(), ticket.description(), id, query);
        });
    }

    @Override
    public List<SimilarTicket> similar(@Nullable String title, String description, SimilarQuery query) {
        Access access = require();
        TicketDraft text = TextClassification.text(title, description);
        return engine.storage()
                .read(reader -> new SimilarTickets(reader.words(), tenant, access.scope())
                        .to(title == null ? "" : text.title(), text.description(), null, query));
    }

    /** What is known of a ticket, as the actor may see it. */
    private CaseFiles cases() {
        return CaseFiles.of(engine, tenant, require());
    }

    private Access require() {
        Access access = engine.rules().require(actor, Action.VIEW);
        if (!access.allows(Action.ASSIST)) {
            throw new AccessDeniedException(actor, Action.ASSIST);
        }
        return access;
    }
}
