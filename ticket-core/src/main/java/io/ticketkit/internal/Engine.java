package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.StorageConflictException;
import io.ticketkit.TicketService;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;

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
 * @param files where attached files are kept
 * @param background whether the classifier is asked in the background only
 * @param own transactions that no caller has begun
 */
public record Engine(
        TicketStorage storage,
        RecentStats stats,
        Rules rules,
        ClassificationRunner classification,
        AssistanceRunner assistance,
        Dispatch dispatch,
        EventPublisher events,
        List<String> handlers,
        AttachmentFiles files,
        boolean background,
        OwnTransactions own) {
    private static final int ATTEMPTS = 10;
    /** As a power of two, in milliseconds. */
    private static final int LONGEST_PAUSE = 6;

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

    /** Whether no model is asked by who submits: joining, the host's transaction is open, and no model is called inside it. */
    boolean asksOnlyOffline() {
        return background || storage.joins();
    }

    /** Has everybody who keeps texts of a tenant in memory drop them. */
    void forget(String tenant) {
        classification.forget(tenant);
        assistance.forget(tenant);
    }

    /** Writes in one transaction; what is emitted there is told inside it, and once it is committed. */
    <T> T write(BiFunction<TicketWriter, Emission, T> work) {
        List<Emission> emissions = new ArrayList<>(1);
        T result = storage.write(writer -> {
            Emission emission = new Emission(events, writer, handlers);
            T done = work.apply(writer, emission);
            emission.lastInTransaction();
            emissions.add(emission);
            return done;
        });
        emissions.forEach(emission -> emission.committed(stats));
        return result;
    }

    /**
     * The same for work that locks two tickets, where a deadlock cannot be ruled out: it is repeated when others were in the
     * way. In a transaction of the host only the host can do that.
     */
    <T> T writeWithRetry(BiFunction<TicketWriter, Emission, T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return write(work);
            } catch (StorageConflictException e) {
                if (storage.joins() || attempt == ATTEMPTS || !gaveWay(attempt)) {
                    throw e;
                }
            }
        }
    }

    /** For a moment, each time a longer one: those who try again at once are in each other's way again. */
    private static boolean gaveWay(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1L << Math.min(attempt, LONGEST_PAUSE)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
