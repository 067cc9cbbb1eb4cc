package io.ticketkit.jpa.internal;

import io.ticketkit.DeadLetter;
import io.ticketkit.OutboxBacklog;
import io.ticketkit.TicketId;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.EventClaim;
import io.ticketkit.spi.OutboxQueue;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.Seek;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes waiting events by SQL, one row for each handler and event. A row is looked at when it is due: while it
 * is claimed, that is the end of its lease, and never once it is dead.
 */
final class JdbcOutboxQueue implements OutboxQueue {
    private static final String FACTS =
            "handler, ticket_id, event, tenant, kind, internal, hidden_events, happened_at," + " actor_role, actor_id";
    private static final String WHICH = " where handler = ? and ticket_id = ? and event = ?";
    private static final Sql.Value NEVER = Sql.Value.number(EpochMicros.MAX);

    /** H2 waits for who is claiming the same, and finds it claimed then: there may be more. */
    private static final int LOOKS = 3;

    private final WriteBuffer session;
    private final Layout layout;
    private final String table;

    JdbcOutboxQueue(WriteBuffer session, Layout layout) {
        this.session = session;
        this.layout = layout;
        this.table = layout.name("ticket_outbox");
    }

    @Override
    public void add(QueuedEvent event, Collection<String> handlers) {
        String insert = "insert into " + table + " (" + FACTS + ", due_at, claimed, claims, attempts)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false, 0, 0)";
        session.change(
                insert, handlers.stream().map(handler -> row(handler, event)).toList());
    }

    private static List<Sql.Value> row(String handler, QueuedEvent event) {
        return List.of(
                Sql.Value.text(handler),
                Sql.Value.number(event.ticket().value()),
                Sql.Value.number(event.number()),
                Sql.Value.text(event.tenant()),
                Sql.Value.text(event.type()),
                Sql.Value.flag(event.internal()),
                Sql.Value.number(event.hidden()),
                time(event.at()),
                Sql.Value.text(event.actorRole().wireName()),
                Sql.Value.text(event.actorId()),
                time(event.at()));
    }

    private static Sql.Value time(Instant instant) {
        return Sql.Value.number(EpochMicros.of(instant));
    }

    @Override
    public List<EventClaim> claim(String handler, Instant now, Instant leaseUntil, int limit) {
        Sql due = Sql.of(
                        "select " + FACTS + ", claims, attempts from " + table
                                + " o where o.handler = ? and o.due_at <= ?" + " and o.died_at is null and not exists ("
                                + older("o") + ")",
                        Sql.Value.text(handler),
                        time(now))
                .plus(" order by o.handler, o.due_at, o.ticket_id fetch first " + limit + " rows only")
                .plus(layout.dialect().isPostgresql() ? " for update of o skip locked" : "");
        return session.call(connection -> {
            List<EventClaim> claimed = List.of();
            boolean more = true;
            for (int look = 0; claimed.isEmpty() && more && look < LOOKS; look++) {
                List<EventClaim> seen = due.list(connection, JdbcOutboxQueue::next);
                more = !seen.isEmpty();
                claimed = claimed(connection, seen, leaseUntil);
            }
            return claimed;
        });
    }

    private String older(String than) {
        return "select 1 from " + table + " p where p.ticket_id = " + than + ".ticket_id and p.handler = " + than
                + ".handler and p.event < " + than + ".event";
    }

    /** The claim that would be the next one of an event. */
    private static EventClaim next(Row row) throws SQLException {
        // in the order of the columns
        String handler = row.text();
        TicketId ticket = new TicketId(row.number());
        long number = row.number();
        QueuedEvent event = new QueuedEvent(
                row.text(), ticket, number, row.text(), row.flag(), row.number(), row.time(), row.role(), row.text());
        return new EventClaim(handler, event, row.number() + 1, row.integer() + 1);
    }

    /** Those that nobody claimed since they were seen. */
    private List<EventClaim> claimed(Connection connection, List<EventClaim> seen, Instant leaseUntil)
            throws SQLException {
        String claim = "update " + table + " set due_at = ?, claimed = true, claims = claims + 1,"
                + " attempts = attempts + 1" + WHICH + " and claims = ? and died_at is null";
        List<List<Sql.Value>> rows = seen.stream()
                .map(next -> List.of(
                        time(leaseUntil),
                        Sql.Value.text(next.handler()),
                        Sql.Value.number(next.event().ticket().value()),
                        Sql.Value.number(next.event().number()),
                        Sql.Value.number(next.claim() - 1)))
                .toList();
        return changed(seen, Sql.updates(connection, claim, rows));
    }

    private static List<EventClaim> changed(List<EventClaim> claims, int[] counts) {
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] == 1)
                .mapToObj(claims::get)
                .toList();
    }

    private static Sql of(String handler, long ticket, long event) {
        return ofTicket(handler, ticket).plus(Sql.of(" and event = ?", event));
    }

    private static Sql ofTicket(String handler, long ticket) {
        return Sql.of(" where handler = ? and ticket_id = ?", Sql.Value.text(handler), Sql.Value.number(ticket));
    }

    @Override
    public int park(String handler, Instant now, Instant until) {
        Sql behind = Sql.of(
                " where o.handler = ? and o.due_at <= ? and not o.claimed and exists (" + older("o")
                        + " and p.due_at > ? and not p.claimed)",
                Sql.Value.text(handler),
                time(now),
                time(now));
        String update = "update " + table + " o set due_at = ?";
        // two that do this at once do not wait for each other; H2 takes minutes for some thousands of this form
        Sql park = layout.dialect().isPostgresql()
                ? Sql.of(
                                update
                                        + " where o.handler = ? and (o.ticket_id, o.event) in (select o.ticket_id, o.event"
                                        + " from " + table + " o",
                                time(until),
                                Sql.Value.text(handler))
                        .plus(behind)
                        .plus(" for update of o skip locked)")
                : Sql.of(update, time(until)).plus(behind);
        return session.call(park::update);
    }

    @Override
    public int delivered(Collection<EventClaim> claims, Instant now) {
        // two that settle the same ones, after a lease ended, do not wait for each other
        List<EventClaim> inOrder = claims.stream()
                .sorted(Comparator.comparing(claim -> claim.event().ticket()))
                .toList();
        List<List<Sql.Value>> rows = inOrder.stream()
                .map(claim -> List.of(
                        Sql.Value.text(claim.handler()),
                        Sql.Value.number(claim.event().ticket().value()),
                        Sql.Value.number(claim.event().number()),
                        Sql.Value.number(claim.claim())))
                .toList();
        return session.call(connection -> {
            String delete = "delete from " + table + WHICH + " and claims = ? and claimed";
            List<EventClaim> gone = changed(inOrder, Sql.updates(connection, delete, rows));
            for (EventClaim claim : gone) {
                if (claim.attempt() > 1) {
                    release(connection, claim.handler(), claim.event().ticket().value(), now);
                }
            }
            return gone.size();
        });
    }

    private static Sql ofClaim(EventClaim claim) {
        return of(claim.handler(), claim.event().ticket().value(), claim.event().number())
                .plus(Sql.of(" and claimed and claims = ?", claim.claim()));
    }

    /** What waits behind an event that failed is not looked at; now that one is gone, or is tried again. */
    private void release(Connection connection, String handler, long ticket, Instant now) throws SQLException {
        Sql.of("update " + table + " set due_at = ?", time(now))
                .plus(ofTicket(handler, ticket))
                .plus(Sql.of(" and due_at > ? and not claimed and died_at is null", time(now)))
                .update(connection);
    }

    @Override
    public boolean failed(EventClaim claim, String failure, Instant due) {
        return session.call(connection -> {
            boolean ours = settle(connection, claim, "failure = ?, due_at = ?", Sql.Value.text(failure), time(due));
            if (ours) {
                Sql.of("update " + table + " set due_at = ?", time(due))
                        .plus(ofTicket(claim.handler(), claim.event().ticket().value()))
                        .plus(Sql.of(" and due_at < ?", time(due)))
                        .update(connection);
            }
            return ours;
        });
    }

    @Override
    public boolean died(EventClaim claim, String failure, Instant now) {
        String set = "failure = ?, died_at = ?, due_at = ?";
        return session.call(connection -> settle(connection, claim, set, Sql.Value.text(failure), time(now), NEVER));
    }

    @Override
    public boolean giveBack(EventClaim claim, Instant now) {
        return session.call(connection -> settle(connection, claim, "attempts = attempts - 1, due_at = ?", time(now)));
    }

    private boolean settle(Connection connection, EventClaim claim, String set, Sql.Value... values)
            throws SQLException {
        return Sql.of("update " + table + " set claimed = false, " + set, values)
                        .plus(ofClaim(claim))
                        .update(connection)
                == 1;
    }

    @Override
    public List<OutboxBacklog> backlog() {
        String open = "case when o.died_at is null and d.event is null then ";
        Sql sql = Sql.of("select o.handler, count(" + open + "1 end), min(" + open + "o.happened_at end),"
                + " count(d.event), count(o.died_at) from " + table + " o left join " + table
                + " d on d.ticket_id = o.ticket_id and d.handler = o.handler and d.event < o.event"
                + " and d.died_at is not null group by o.handler");
        return session.call(connection -> sql.list(connection, JdbcOutboxQueue::backlog));
    }

    private static OutboxBacklog backlog(Row row) throws SQLException {
        // in the order of the columns
        return OutboxBacklog.builder(row.text())
                .waiting(row.number(), row.timeOrNull())
                .held(row.number())
                .dead(row.number())
                .build();
    }

    @Override
    public List<DeadLetter> deadLetters(String handler, Seek seek) {
        Keyset keyset = new Keyset("ticket_id", "event", true);
        Sql sql = Sql.of(
                        "select tenant, ticket_id, event, kind, happened_at, failure, attempts, died_at from " + table
                                + " where handler = ? and died_at is not null",
                        handler)
                .plus(keyset.after(layout.dialect().isPostgresql() ? null : "handler", seek));
        return keyset.inOrder(
                seek,
                session.call(connection -> sql.list(
                        connection,
                        row -> DeadLetter.builder(handler, row.text(), new TicketId(row.number()), row.number())
                                .event(row.text(), row.time())
                                .failed(row.text(), row.integer(), row.time())
                                .build())));
    }

    @Override
    public boolean replay(String handler, TicketId ticket, long number, Instant now) {
        return revived(
                "update " + table + " set died_at = null, failure = null, attempts = 0, due_at = ?",
                time(now),
                handler,
                ticket,
                number,
                now);
    }

    @Override
    public boolean skip(String handler, TicketId ticket, long number, Instant now) {
        return revived("delete from " + table, null, handler, ticket, number, now);
    }

    private boolean revived(
            String what, Sql.@Nullable Value value, String handler, TicketId ticket, long number, Instant now) {
        Sql change = value == null ? Sql.of(what) : Sql.of(what, value);
        return session.call(connection -> {
            boolean dead = change.plus(of(handler, ticket.value(), number))
                            .plus(" and died_at is not null")
                            .update(connection)
                    == 1;
            if (dead) {
                release(connection, handler, ticket.value(), now);
            }
            return dead;
        });
    }

    @Override
    public long discard(String handler) {
        return session.call(Sql.of("delete from " + table + " where handler = ?", handler)::update);
    }

    /** The ticket is being erased. */
    void forget(Connection connection, String tenant, TicketId ticket) throws SQLException {
        Sql.of(
                        "delete from " + table + " where tenant = ? and ticket_id = ?",
                        Sql.Value.text(tenant),
                        Sql.Value.number(ticket.value()))
                .update(connection);
    }
}
