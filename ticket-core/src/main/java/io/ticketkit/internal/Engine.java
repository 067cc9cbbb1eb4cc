package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.StatsProvider;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketService;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What the services of one kit share.
 *
 * @param storage where tickets are kept
 * @param stats who counts them
 * @param rules what decides
 * @param classification who classifies
 * @param assistance who helps
 * @param dispatch who decides who works on tickets
 * @param events who is told
 * @param handlers the names of those to whom events are delivered; possibly none
 * @param background whether the classifier is asked in the background only
 */
public record Engine(
        TicketStorage storage,
        StatsProvider stats,
        Rules rules,
        ClassificationRunner classification,
        AssistanceRunner assistance,
        Dispatch dispatch,
        EventPublisher events,
        List<String> handlers,
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
    <T> T write(BiFunction<TicketWriter, Consumer<TicketEvent>, T> work) {
        List<TicketEvent> emitted = new ArrayList<>();
        T result = storage.write(writer -> {
            T done = work.apply(writer, event -> {
                events.inTransaction(event);
                queue(writer, event.header(), event.type());
                emitted.add(event);
            });
            events.lastInTransaction(emitted);
            return done;
        });
        events.committed(emitted);
        return result;
    }

    private void queue(TicketWriter writer, TicketEvent.Header header, String type) {
        if (!handlers.isEmpty()) {
            QueuedEvent event = new QueuedEvent(
                    header.tenant(),
                    header.ticketId(),
                    header.number(),
                    type,
                    header.internal(),
                    header.hidden(),
                    header.at(),
                    header.actor().role(),
                    header.actor().id());
            writer.outbox().add(event, handlers);
        }
    }
}
