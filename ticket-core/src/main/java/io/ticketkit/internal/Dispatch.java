package io.ticketkit.internal;

import io.ticketkit.Actor;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.ClassifiedField;
import io.ticketkit.FieldChange;
import io.ticketkit.Limits;
import io.ticketkit.Routing;
import io.ticketkit.RoutingReport;
import io.ticketkit.StorageException;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketEvent;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who works on a ticket: first the rules, then the strategy. */
public final class Dispatch {
    /** Who it is that gives a new ticket to somebody. */
    static final Actor ACTOR = Actor.system("ticketkit-assignment");

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final RoutingRules rules;
    private final AssignmentStrategy strategy;

    /**
     * Fixes what decides.
     *
     * @param routing the rules
     * @param strategy who is asked when no rule names somebody
     * @param taxonomy the categories that rules name
     * @throws IllegalStateException when a rule makes no sense
     */
    public Dispatch(Routing routing, AssignmentStrategy strategy, Taxonomy taxonomy) {
        this.rules = new RoutingRules(routing, taxonomy);
        this.strategy = strategy;
    }

    RoutingReport report(Ticket ticket) {
        return rules.report(ticket);
    }

    /** Both, for a ticket that was just stored. */
    Ticket submitted(Writing writing, StoredTicket stored) {
        StoredTicket routed = routed(writing, stored, RoutingRules.ACTOR);
        Ticket ticket = routed.ticket();
        return ticket.assignee().isPresent() || ticket.status().isDone()
                ? ticket
                : assigned(writing, routed, ACTOR).ticket();
    }

    StoredTicket routed(Writing writing, StoredTicket stored, Actor by) {
        return rules.isEmpty() ? stored : writing.changed(stored, rules.applied(stored.ticket()), by);
    }

    StoredTicket assigned(Writing writing, StoredTicket stored, Actor by) {
        Ticket ticket = stored.ticket();
        return choice(writing.writer(), ticket)
                .map(assignee -> writing.changed(
                        stored, ticket.toBuilder().assignee(assignee).build(), by))
                .orElse(stored);
    }

    /** Whatever the host's strategy does, the ticket is stored; but not when the transaction is spoiled. */
    private Optional<String> choice(TicketWriter writer, Ticket ticket) {
        if (strategy.equals(AssignmentStrategy.none())) {
            return Optional.empty();
        }
        // it may count what people have to do
        writer.flush();
        try {
            return strategy.choose(new StorageRequest(ticket, writer.rotations()))
                    .map(String::strip)
                    .filter(Dispatch::isValid);
        } catch (StorageException e) {
            throw e;
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn(
                    "The assignment strategy failed on ticket {}: {}",
                    ticket.id(),
                    e.getClass().getName());
            return Optional.empty();
        }
    }

    private static boolean isValid(String assignee) {
        boolean valid =
                TicketChange.builder().assignee(assignee).build().violations().isEmpty();
        if (!valid) {
            LOG.warn(
                    "The assignment strategy chose an id that is blank, longer than {} characters, or not valid text",
                    Limits.PERSON);
        }
        return valid;
    }

    /**
     * A transaction in which tickets are changed.
     *
     * @param rules what time it is
     * @param writer writes
     * @param emit is told
     * @param runs learn what became of the values they suggested
     */
    record Writing(Rules rules, TicketWriter writer, Consumer<TicketEvent> emit, PendingRuns runs) {
        /** As an event of its own, unless nothing differs. */
        StoredTicket changed(StoredTicket stored, Ticket wanted, Actor by) {
            Ticket before = stored.ticket();
            List<FieldChange> changes = Differences.between(before, wanted);
            boolean sameOrigin =
                    before.origin(ClassifiedField.PRIORITY).equals(wanted.origin(ClassifiedField.PRIORITY));
            if (changes.isEmpty() && sameOrigin) {
                return stored;
            }
            Instant now = rules.now();
            Instant at = now.isBefore(before.updatedAt()) ? before.updatedAt() : now;
            Ticket after = wanted.toBuilder()
                    .updatedAt(at)
                    .version(before.version() + 1)
                    .build();
            History history = History.next(stored, at, by);
            writer.update(stored, history.stored(after), history.changed(changes, after, Set.of()));
            Decisions.of(before, after, Set.of()).forEach(decision -> runs.with(writer, decision));
            emit.accept(new TicketEvent.Updated(history.header(after), after, changes, Set.of()));
            return history.stored(after);
        }
    }
}
