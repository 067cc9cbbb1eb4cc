package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.Limits;
import io.ticketkit.Restored;
import io.ticketkit.TicketArchive;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.Seek;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Whole tickets of one tenant, out and in. */
record ScopedArchive(Engine engine, String tenant, Actor actor) implements TicketArchive {
    private static final int PAGE = 100;
    private static final int ATTEMPTS = 5;

    @Override
    public long export(TicketQuery query, Consumer<? super TicketPast> each) {
        Access access = engine.rules().require(actor, Action.ARCHIVE);
        List<Violation> violations = query.violations();
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        TicketSelection selection = new TicketSelection(tenant, access.scope(), query);
        Pasts pasts = new Pasts(selection);
        long told = 0;
        Seek.@Nullable Position from = null;
        while (true) {
            Seek seek = new Seek(from, false, PAGE);
            Pasts.Part part = engine.storage().read(reader -> pasts.read(reader.archive(), seek));
            if (part.last() == null) {
                return told;
            }
            for (TicketPast past : part.pasts()) {
                each.accept(past);
                told++;
            }
            from = part.last();
        }
    }

    @Override
    public List<Restored> restore(List<TicketPast> pasts) {
        if (pasts.size() > Limits.ARCHIVE) {
            throw new IllegalArgumentException("at most " + Limits.ARCHIVE + " tickets at a time, not " + pasts.size());
        }
        Access access = engine.rules().require(actor, Action.ARCHIVE);
        for (int attempt = 1; ; attempt++) {
            try {
                return engine.writeWithRetry((writer, emission) -> {
                    emission.afterCommit(() -> engine.stats().written(tenant, actor));
                    return new Restoration(engine.rules(), tenant, access.scope(), writer).restore(pasts);
                });
            } catch (ConstraintViolatedException e) {
                // somebody else is putting the same back: then it is there now
                if (engine.storage().joins() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<Violation> check(TicketPast past) {
        Access access = engine.rules().require(actor, Action.ARCHIVE);
        return Restoration.violations(engine.rules(), access.scope(), past);
    }
}
