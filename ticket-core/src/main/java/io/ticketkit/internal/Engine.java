package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.StatsProvider;
import io.ticketkit.TicketService;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.function.BiFunction;

/**
 * What the services of one kit share.
 *
 * @param storage where tickets are kept
 * @param stats who counts them
 * @param rules what decides
 * @param classification who classifies
 * @param assistance who helps
 * @param events who is told
 * @param files where attached files are kept
 * @param background whether the classifier is asked in the background only
 */
public record Engine(
        TicketStorage storage,
        StatsProvider stats,
        Rules rules,
        ClassificationRunner classification,
        AssistanceRunner assistance,
        EventPublisher events,
        AttachmentFiles files,
        boolean background) {
    /**
     * A view of the tickets.
     *
     * @param tenant whose
     * @param actor who looks
     * @return the view
     */
    public TicketService service(String tenant, Actor actor) {
        return new ScopedTicketService(this, tenant, actor);
    }

    /** Writes in one transaction; what is emitted there is told inside it, and once it is committed. */
    <T> T write(BiFunction<TicketWriter, Emission, T> work) {
        Emission emission = new Emission(events);
        T result = storage.write(writer -> {
            T done = work.apply(writer, emission);
            emission.lastInTransaction();
            return done;
        });
        emission.committed();
        return result;
    }
}
