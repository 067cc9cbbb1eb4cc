package io.ticketkit.memory;

import io.ticketkit.ChatMessage;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Conversation;
import io.ticketkit.ConversationId;
import io.ticketkit.Erasure;
import io.ticketkit.RunId;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.PersonWriter;
import io.ticketkit.spi.StoredConversation;
import io.ticketkit.spi.StoredErasure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one person left, within one transaction. */
final class MemoryPersons implements PersonWriter {
    private static final Comparator<IdempotencyKey> BY_KEY =
            Comparator.comparing((IdempotencyKey key) -> key.role().wireName()).thenComparing(IdempotencyKey::key);

    /** An erasing, and when it began and ended. */
    record Erasing(
            StoredErasure stored,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    private final MemoryState state;
    private final UndoLog undo;

    MemoryPersons(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    private Stream<Ticket> tickets(String tenant, @Nullable TicketId after) {
        return state.tickets.values().stream()
                .map(entry -> entry.stored().ticket())
                .filter(ticket -> ticket.tenant().equals(tenant)
                        && (after == null || ticket.id().value() > after.value()));
    }

    private static Predicate<Ticket> isOwn(String person) {
        return ticket -> ticket.requester().filter(person::equals).isPresent();
    }

    @Override
    public List<TicketId> owned(String tenant, String person, @Nullable TicketId after, int limit) {
        return tickets(tenant, after)
                .filter(isOwn(person))
                .map(Ticket::id)
                .limit(limit)
                .toList();
    }

    @Override
    public List<TicketId> touched(String tenant, String person, @Nullable TicketId after, int limit) {
        Set<TicketId> marked = new MemoryTraces(state, undo, tenant, person).tickets();
        return tickets(tenant, after)
                .filter(isOwn(person).negate())
                .map(Ticket::id)
                .filter(marked::contains)
                .limit(limit)
                .toList();
    }

    @Override
    public List<StoredConversation> conversations(
            String tenant, String person, @Nullable ConversationId after, int limit) {
        return state.conversations.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .filter(entry -> after == null || entry.getKey().id().value().compareTo(after.value()) > 0)
                .filter(entry -> takesPart(entry.getValue(), person))
                .sorted(Comparator.comparing(entry -> entry.getKey().id().value()))
                .limit(limit)
                .map(entry -> entry.getValue().stored())
                .toList();
    }

    private boolean takesPart(MemoryConversations.Entry entry, String person) {
        Conversation chat = entry.conversation();
        return Stream.of(Optional.of(chat.startedBy()), chat.takenOverBy(), chat.endedBy())
                        .flatMap(Optional::stream)
                        .anyMatch(actor -> actor.id().equals(person))
                || entry.messages().stream().anyMatch(message -> isBy(message, person))
                || chat.ticket()
                        .map(ticket -> state.tickets.get(ticket.value()))
                        .filter(ticket -> isOwn(person).test(ticket.stored().ticket()))
                        .isPresent();
    }

    private static boolean isBy(ChatMessage message, String person) {
        return message.author().filter(author -> author.id().equals(person)).isPresent();
    }

    @Override
    public List<IdempotencyClaim> keys(String tenant, String person, @Nullable IdempotencyKey after, int limit) {
        return state.claims.values().stream()
                .filter(claim -> isKeyOf(claim.key(), tenant, person))
                .filter(claim -> after == null || BY_KEY.compare(claim.key(), after) > 0)
                .sorted(Comparator.comparing(IdempotencyClaim::key, BY_KEY))
                .limit(limit)
                .toList();
    }

    private static boolean isKeyOf(IdempotencyKey key, String tenant, String person) {
        return key.tenant().equals(tenant) && key.actorId().equals(person);
    }

    @Override
    public List<StoredErasure> unfinished(Instant before, long after, int limit) {
        return state.erasings.values().stream()
                .filter(erasing -> !erasing.startedAt().isAfter(before))
                .map(Erasing::stored)
                .filter(erasure -> erasure.person() != null && erasure.number() > after)
                .sorted(Comparator.comparingLong(StoredErasure::number))
                .limit(limit)
                .toList();
    }

    @Override
    public Set<String> erasedSince(Instant since) {
        return state.erasings.values().stream()
                .filter(erasing ->
                        erasing.endedAt() != null && !erasing.endedAt().isBefore(since))
                .map(erasing -> erasing.stored().tenant())
                .collect(Collectors.toSet());
    }

    @Override
    public long erasedTickets(String tenant) {
        return state.erasings.values().stream()
                .map(Erasing::stored)
                .filter(erasure -> erasure.tenant().equals(tenant))
                .mapToLong(erasure -> erasure.counts().tickets())
                .sum();
    }

    @Override
    public StoredErasure begin(String tenant, String person, Instant now) {
        return state.erasings.values().stream()
                .map(Erasing::stored)
                .filter(erasure -> erasure.tenant().equals(tenant) && person.equals(erasure.person()))
                .findFirst()
                .orElseGet(() -> {
                    StoredErasure erasure = new StoredErasure(
                            tenant,
                            ++state.lastErasing,
                            person,
                            Erasure.builder().build());
                    undo.put(state.erasings, erasure.number(), new Erasing(erasure, now, null), true);
                    return erasure;
                });
    }

    @Override
    public Optional<StoredErasure> lock(StoredErasure erasure) {
        return Optional.ofNullable(state.erasings.get(erasure.number()))
                .map(Erasing::stored)
                .filter(stored -> stored.person() != null && stored.tenant().equals(erasure.tenant()));
    }

    @Override
    public void add(StoredErasure erasure, Erasure more) {
        lock(erasure)
                .ifPresent(old -> put(
                        new StoredErasure(
                                old.tenant(),
                                old.number(),
                                old.person(),
                                old.counts().plus(more)),
                        null));
    }

    private void put(StoredErasure erasure, @Nullable Instant endedAt) {
        Optional.ofNullable(state.erasings.get(erasure.number()))
                .ifPresent(old -> undo.put(
                        state.erasings, erasure.number(), new Erasing(erasure, old.startedAt(), endedAt), true));
    }

    @Override
    public void end(StoredErasure erasure, Instant now) {
        lock(erasure).ifPresent(old -> put(new StoredErasure(old.tenant(), old.number(), null, old.counts()), now));
    }

    @Override
    public void rename(String tenant, TicketId ticket, String person, String name) {
        new MemoryTraces(state, undo, tenant, person).rename(ticket, name);
    }

    @Override
    public void rename(String tenant, ConversationId conversation, String person, String name) {
        MemoryConversations.Key key = new MemoryConversations.Key(tenant, conversation);
        Optional.ofNullable(state.conversations.get(key))
                .ifPresent(
                        entry -> undo.put(state.conversations, key, MemoryTraces.renamed(entry, person, name), true));
    }

    @Override
    public boolean forget(String tenant, ConversationId conversation) {
        MemoryConversations.Key key = new MemoryConversations.Key(tenant, conversation);
        MemoryConversations.Entry entry = state.conversations.get(key);
        if (entry == null) {
            return false;
        }
        entry.messages().stream()
                .map(ChatMessage::run)
                .flatMap(Optional::stream)
                .map(RunId::value)
                .map(state.runs::get)
                .filter(Objects::nonNull)
                .filter(run -> run.tenant().equals(tenant))
                .toList()
                .forEach(this::forgetText);
        undo.remove(state.conversations, key);
        return true;
    }

    private void forgetText(ClassificationRun run) {
        undo.put(
                state.runs,
                run.id().orElseThrow().value(),
                run.toBuilder().rationale(null).build(),
                true);
    }

    @Override
    public boolean forgetRest(String tenant, String person, String name, Instant before, int limit) {
        List<IdempotencyKey> keys = keys(tenant, person, null, Integer.MAX_VALUE).stream()
                .map(IdempotencyClaim::key)
                .toList();
        List<MemoryAssignmentRotations.Key> turns = state.rotations.entrySet().stream()
                .filter(turn ->
                        turn.getKey().tenant().equals(tenant) && turn.getValue().equals(person))
                .map(Map.Entry::getKey)
                .toList();
        List<ClassificationRun> runs = state.runs.values().stream()
                .filter(run -> run.tenant().equals(tenant)
                        && run.rationale().isPresent()
                        && !run.at().isAfter(before)
                        && run.ticket()
                                .map(ticket -> !state.tickets.containsKey(ticket.value()))
                                .orElse(true))
                .limit(limit)
                .toList();
        keys.forEach(key -> undo.remove(state.claims, key));
        turns.forEach(turn -> undo.remove(state.rotations, turn));
        runs.forEach(this::forgetText);
        int events = new MemoryTraces(state, undo, tenant, person).renameEvents(name);
        return !keys.isEmpty() || !turns.isEmpty() || !runs.isEmpty() || events > 0;
    }
}
