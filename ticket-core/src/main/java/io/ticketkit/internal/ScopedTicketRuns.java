package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.RunId;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketRuns;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import java.util.List;

/** The runs of one tenant as one actor may see them. */
record ScopedTicketRuns(Engine engine, String tenant, Actor actor) implements TicketRuns {
    @Override
    public Page<ClassificationRun> ofTicket(TicketId id, PageRequest page) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        Cursors cursors = Cursors.of("runs", tenant, actor, id.toString());
        Seek seek = cursors.seek(page);
        List<ClassificationRun> found = engine.storage().read(reader -> {
            if (reader.find(tenant, access.scope(), id).isEmpty()) {
                throw new TicketNotFoundException(id);
            }
            return reader.runs().ofTicket(tenant, id, seek);
        });
        return cursors.page(page, seek, found, ScopedTicketRuns::positionOf);
    }

    private static Seek.Position positionOf(ClassificationRun run) {
        long id = run.id().map(RunId::value).orElseThrow();
        return new Seek.Position(EpochMicros.of(run.at()), id);
    }
}
