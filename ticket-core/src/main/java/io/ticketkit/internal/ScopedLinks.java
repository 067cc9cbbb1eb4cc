package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.IllegalTransitionException;
import io.ticketkit.Limits;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketLinks;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How tickets belong together: duplicates that were merged, and links, of one tenant, as one actor may see them. */
record ScopedLinks(Engine engine, String tenant, Actor actor) implements TicketLinks {
    @Override
    public Ticket merge(TicketId duplicate, Expected expected, TicketId original) {
        Access access = mayLink(duplicate, original, "original", "A ticket cannot be merged into itself.");
        return engine.writeWithRetry((writer, emit) -> {
            LockedPair pair = LockedPair.of(writer, tenant, access.scope(), duplicate, original);
            Optional<TicketId> earlier = writer.links().mergedInto(tenant, duplicate);
            if (earlier.isPresent()) {
                if (earlier.get().equals(original)) {
                    return pair.other().ticket();
                }
                throw Merged.exception(writer, tenant, access.scope(), duplicate, earlier.get());
            }
            Merged.refuse(writer, tenant, access.scope(), original);
            Versions.check(expected, pair.one().ticket());
            Ticket closed = close(writer, emit, pair.one(), original);
            writer.links().merge(tenant, duplicate, original, closed.updatedAt());
            return absorb(writer, emit, pair, closed.updatedAt());
        });
    }

    private Ticket close(TicketWriter writer, Consumer<TicketEvent> emit, StoredTicket stored, TicketId original) {
        Ticket before = stored.ticket();
        if (!engine.rules().workflow().allows(before.status(), Status.CLOSED)) {
            throw new IllegalTransitionException(
                    before.status(), Status.CLOSED, engine.rules().workflow());
        }
        TicketChange closing = TicketChange.builder().status(Status.CLOSED).build();
        Ticket after = new Revision(engine.rules(), actor, before, closing)
                        .after((title, description) -> {
                            throw new IllegalStateException("closing changes no text");
                        })
                        .toBuilder()
                        .mergedInto(original)
                        .build();
        History history = History.next(stored, after.updatedAt(), actor);
        List<FieldChange> changes = Differences.between(before, after);
        writer.update(stored, history.stored(after), history.merged(original, changes));
        emit.accept(new TicketEvent.Merged(history.header(after), after, original));
        return after;
    }

    private Ticket absorb(TicketWriter writer, Consumer<TicketEvent> emit, LockedPair pair, Instant closed) {
        Ticket original = pair.other().ticket();
        TicketId duplicate = pair.one().ticket().id();
        // clocks of two nodes may differ; time never runs backwards on one ticket
        Instant at = closed.isBefore(original.updatedAt()) ? original.updatedAt() : closed;
        History history = beside(pair.one(), pair.other(), at);
        // its requester reads more than before, where both are its own
        Ticket after = history.internal()
                ? original
                : original.toBuilder()
                        .version(original.version() + 1)
                        .updatedAt(at)
                        .build();
        HistoryEntry line = history.about(HistoryEntry.Kind.ABSORBED, duplicate.value());
        writer.update(pair.other(), history.stored(after), List.of(line));
        emit.accept(new TicketEvent.Absorbed(history.header(after), after, duplicate));
        return after;
    }

    /** Of a ticket, about another. Its requester learns of it only where both are its own. */
    private History beside(StoredTicket other, StoredTicket stored, Instant at) {
        Optional<String> requester = stored.ticket().requester();
        return requester.isPresent() && requester.equals(other.ticket().requester())
                ? History.next(stored, at, actor)
                : History.nextInternal(stored, at, actor);
    }

    @Override
    public void link(TicketId one, TicketId other) {
        Access access = mayLink(one, other, "other", "A ticket cannot be linked with itself.");
        engine.write((writer, emit) -> {
            LockedPair pair = LockedPair.of(writer, tenant, access.scope(), one, other);
            Instant at = engine.rules().now();
            boolean linked = writer.links().link(tenant, one, other, at);
            if (linked) {
                refuseTooMany(writer, one);
                refuseTooMany(writer, other);
                tellBoth(writer, emit, pair, at, HistoryEntry.Kind.LINKED);
            }
            return linked;
        });
    }

    private void refuseTooMany(TicketWriter writer, TicketId id) {
        if (writer.links().count(tenant, id) > Limits.LINKS) {
            throw new ValidationException(List.of(new Violation(
                    "links",
                    "Ticket " + id + " has " + Limits.LINKS + " links, which is the most: remove one before.")));
        }
    }

    @Override
    public void unlink(TicketId one, TicketId other) {
        Access access = mayLink(one, other, "other", "A ticket is not linked with itself.");
        engine.write((writer, emit) -> {
            LockedPair pair = LockedPair.of(writer, tenant, access.scope(), one, other);
            boolean unlinked = writer.links().unlink(tenant, one, other);
            if (unlinked) {
                tellBoth(writer, emit, pair, engine.rules().now(), HistoryEntry.Kind.UNLINKED);
            }
            return unlinked;
        });
    }

    private void tellBoth(
            TicketWriter writer, Consumer<TicketEvent> emit, LockedPair pair, Instant at, HistoryEntry.Kind kind) {
        tell(writer, emit, pair.one(), pair.other(), at, kind);
        tell(writer, emit, pair.other(), pair.one(), at, kind);
    }

    private void tell(
            TicketWriter writer,
            Consumer<TicketEvent> emit,
            StoredTicket stored,
            StoredTicket other,
            Instant at,
            HistoryEntry.Kind kind) {
        Ticket ticket = stored.ticket();
        TicketId subject = other.ticket().id();
        History history = beside(other, stored, at);
        writer.update(stored, history.stored(ticket), List.of(history.about(kind, subject.value())));
        TicketEvent.Header header = history.header(ticket);
        emit.accept(
                kind == HistoryEntry.Kind.LINKED
                        ? new TicketEvent.Linked(header, subject)
                        : new TicketEvent.Unlinked(header, subject));
    }

    @Override
    public Page<TicketLink> of(TicketId id, PageRequest page) {
        Access access = engine.rules().require(actor, Action.VIEW);
        Cursors cursors = Cursors.of("links", tenant, actor, id.toString());
        Seek seek = cursors.seek(page);
        List<TicketLink> found = engine.storage().read(reader -> {
            if (reader.find(tenant, access.scope(), id).isEmpty()) {
                throw new TicketNotFoundException(id);
            }
            return reader.links().of(tenant, access.scope(), id, seek);
        });
        return cursors.page(
                page,
                seek,
                found,
                link -> new Seek.Position(
                        link.ticket().id().value(), link.kind().rank()));
    }

    private Access mayLink(TicketId one, TicketId other, String field, String message) {
        engine.rules().require(actor, Action.VIEW);
        Access access = engine.rules().require(actor, Action.LINK);
        if (one.equals(other)) {
            throw new ValidationException(List.of(new Violation(field, message)));
        }
        return access;
    }
}
