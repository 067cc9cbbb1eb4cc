package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.NextActions;
import io.ticketkit.ReplyDraft;
import io.ticketkit.Summary;
import io.ticketkit.TicketAssistant;
import io.ticketkit.TicketId;

/** Help for those who help: similar tickets, drafts, summaries, next actions, of one tenant, as one actor may see them. */
record ScopedAssistant(Engine engine, String tenant, Actor actor) implements TicketAssistant {
    @Override
    public ReplyDraft draftReply(TicketId id) {
        return engine.assistance().reply(cases().forReply(id));
    }

    @Override
    public Summary summarize(TicketId id) {
        return engine.assistance().summarize(cases().forSummary(id));
    }

    @Override
    public NextActions nextActions(TicketId id) {
        return engine.assistance().nextActions(cases().forActions(id));
    }

    /** What is known of a ticket, as the actor may see it. */
    private CaseFiles cases() {
        Access access = engine.rules().require(actor, Action.VIEW);
        if (!access.allows(Action.ASSIST)) {
            throw new AccessDeniedException(actor, Action.ASSIST);
        }
        return new CaseFiles(engine, tenant, access);
    }
}
