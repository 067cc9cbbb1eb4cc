package io.ticketkit.memory;

import io.ticketkit.ClassificationRun;
import io.ticketkit.Conversation;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.RetentionQueue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is kept no longer, within one transaction. */
final class MemoryRetention implements RetentionQueue {
    private static final Comparator<Closed> FIRST_FIRST = Comparator.comparing(Closed::at)
            .thenComparing(closed -> closed.ticket().value());

    private final MemoryState state;
    private final UndoLog undo;

    MemoryRetention(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public Optional<String> nextTenant(@Nullable String after) {
        Stream<String> tickets = state.tickets.values().stream()
                .map(entry -> entry.stored().ticket().tenant());
        Stream<String> chats = state.conversations.keySet().stream().map(MemoryConversations.Key::tenant);
        Stream<String> runs = state.runs.values().stream().map(ClassificationRun::tenant);
        return Stream.of(tickets, chats, runs)
                .flatMap(tenants -> tenants)
                .filter(tenant -> after == null || tenant.compareTo(after) > 0)
                .min(Comparator.naturalOrder());
    }

    @Override
    public List<Closed> closed(String tenant, Instant before, @Nullable Closed after, int limit) {
        return state.tickets.values().stream()
                .map(entry -> entry.stored().ticket())
                .filter(ticket -> ticket.tenant().equals(tenant)
                        && ticket.closedAt().filter(at -> !at.isAfter(before)).isPresent()
                        && !state.merges.containsKey(ticket.id().value()))
                .map(ticket -> new Closed(ticket.id(), ticket.closedAt().orElseThrow()))
                .filter(closed -> after == null || FIRST_FIRST.compare(closed, after) > 0)
                .sorted(FIRST_FIRST)
                .limit(limit)
                .toList();
    }

    @Override
    public int forgetConversations(String tenant, Instant before, int limit) {
        MemoryPersons persons = new MemoryPersons(state, undo);
        List<Conversation> due = state.conversations.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(entry -> entry.getValue().conversation())
                .filter(chat -> chat.ticket().isEmpty() && !chat.updatedAt().isAfter(before))
                .limit(limit)
                .toList();
        due.forEach(chat -> persons.forget(tenant, chat.id()));
        return due.size();
    }

    @Override
    public int forgetKeys(String tenant, Instant before, int limit) {
        List<IdempotencyKey> due = state.claims.values().stream()
                .filter(claim ->
                        claim.key().tenant().equals(tenant) && !claim.at().isAfter(before))
                .map(IdempotencyClaim::key)
                .limit(limit)
                .toList();
        due.forEach(key -> undo.remove(state.claims, key));
        return due.size();
    }

    @Override
    public int forgetRunTexts(String tenant, Instant before, int limit) {
        List<ClassificationRun> due = state.runs.values().stream()
                .filter(run -> run.tenant().equals(tenant)
                        && run.rationale().isPresent()
                        && !run.at().isAfter(before))
                .limit(limit)
                .toList();
        due.forEach(run -> undo.put(
                state.runs,
                run.id().orElseThrow().value(),
                run.toBuilder().rationale(null).build(),
                true));
        return due.size();
    }
}
