package io.ticketkit.memory;

import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.DurationStats;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Reopenings;
import io.ticketkit.Satisfaction;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketId;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.memory.MemoryState.Entry;
import io.ticketkit.spi.ArchiveWriter;
import io.ticketkit.spi.AssignmentRotations;
import io.ticketkit.spi.AttachmentWriter;
import io.ticketkit.spi.CommentWriter;
import io.ticketkit.spi.ConversationWriter;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.ExternalWriter;
import io.ticketkit.spi.FeedbackWriter;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.JobQueue;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.OutboxQueue;
import io.ticketkit.spi.PersonWriter;
import io.ticketkit.spi.RetentionQueue;
import io.ticketkit.spi.RunQueue;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.SearchText;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import io.ticketkit.spi.WordReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One transaction: writes at once and remembers how to undo. */
final class MemoryTransaction implements TicketWriter {
    static final Comparator<Seek.Position> BY_KEY_THEN_ID =
            Comparator.comparingLong(Seek.Position::key).thenComparingLong(Seek.Position::id);
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final MemoryState state;
    private final UndoLog undo = new UndoLog();

    MemoryTransaction(MemoryState state) {
        this.state = state;
    }

    void rollBack() {
        undo.rollBack();
    }

    @Override
    public Optional<Ticket> find(String tenant, Scope scope, TicketId id) {
        return lock(tenant, scope, id).map(StoredTicket::ticket);
    }

    @Override
    public Optional<StoredTicket> lock(String tenant, Scope scope, TicketId id) {
        return entry(tenant, id)
                .map(Entry::stored)
                .filter(stored -> scope.includes(stored.ticket()))
                .map(stored -> new StoredTicket(
                        links().withOriginal(stored.ticket(), scope), stored.lastEvent(), stored.hiddenEvents()));
    }

    private Optional<Entry> entry(String tenant, TicketId id) {
        return Optional.ofNullable(state.tickets.get(id.value()))
                .filter(entry -> entry.stored().ticket().tenant().equals(tenant));
    }

    boolean isOf(String tenant, TicketId id) {
        return entry(tenant, id).isPresent();
    }

    @Override
    public List<Ticket> page(TicketSelection selection, Seek seek) {
        TicketOrder order = selection.query().order();
        Comparator<Seek.Position> byPosition = order == TicketOrder.OLDEST ? BY_KEY_THEN_ID : BY_KEY_THEN_ID.reversed();
        return part(selected(selection), ticket -> Seek.Position.of(ticket, order), byPosition, seek).stream()
                .map(ticket -> links().withOriginal(ticket, selection.scope()))
                .toList();
    }

    @Override
    public List<HistoryEntry> history(String tenant, Scope scope, TicketId id, boolean internal, Seek seek) {
        return part(
                        lines(tenant, id, internal).stream(),
                        line -> new Seek.Position(line.event(), line.position()),
                        BY_KEY_THEN_ID,
                        seek)
                .stream()
                .map(line -> isNamed(scope, line) ? line : copied(line, line.event(), null))
                .toList();
    }

    @Override
    public long historyLength(String tenant, TicketId id, boolean internal) {
        return lines(tenant, id, internal).size();
    }

    private List<HistoryEntry> lines(String tenant, TicketId id, boolean internal) {
        List<HistoryEntry> lines = entry(tenant, id).map(Entry::history).orElse(List.of());
        return internal ? lines : withoutInternal(lines);
    }

    private boolean isNamed(Scope scope, HistoryEntry line) {
        return scope instanceof Scope.All
                || !line.kind().isAboutTicket()
                || links().isIn(scope, new TicketId(line.subject().orElseThrow()));
    }

    private static List<HistoryEntry> withoutInternal(List<HistoryEntry> lines) {
        List<HistoryEntry> shown = new ArrayList<>();
        long hidden = 0;
        for (HistoryEntry line : lines) {
            if (line.isInternal()) {
                hidden += line.position() == 0 ? 1 : 0;
            } else {
                OptionalLong subject = line.subject();
                shown.add(copied(line, line.event() - hidden, subject.isPresent() ? subject.getAsLong() : null));
            }
        }
        return shown;
    }

    private static HistoryEntry copied(HistoryEntry line, long event, @Nullable Long subject) {
        return HistoryEntry.builder(event, line.position())
                .at(line.at())
                .actor(line.actorRole(), line.actorId())
                .kind(line.kind())
                .change(line.change().orElse(null))
                .internal(line.isInternal())
                .subject(subject)
                .build();
    }

    static <T> List<T> part(
            Stream<T> items, Function<T, Seek.Position> positionOf, Comparator<Seek.Position> order, Seek seek) {
        Comparator<Seek.Position> direction = seek.backward() ? order.reversed() : order;
        Seek.@Nullable Position from = seek.from();
        List<T> part = new ArrayList<>(items.filter(
                        item -> from == null || direction.compare(positionOf.apply(item), from) > 0)
                .sorted(Comparator.comparing(positionOf, direction))
                .limit(seek.limit())
                .toList());
        if (seek.backward()) {
            Collections.reverse(part);
        }
        return part;
    }

    @Override
    public long count(TicketSelection selection) {
        return selected(selection).count();
    }

    @Override
    public TicketStats stats(TicketSelection selection) {
        TicketStats.Builder stats = TicketStats.builder();
        List<Ticket> tickets = selected(selection).toList();
        tickets.forEach(t -> stats.group(t.category(), t.priority(), t.status(), t.sentiment())
                .add(1, t.urgencyScore()));
        long days = tickets.stream()
                .map(ticket -> EpochMicros.of(ticket.createdAt()) / MICROS_PER_DAY)
                .distinct()
                .count();
        return stats.days(days).build();
    }

    @Override
    public List<TrendBucket> trend(TicketSelection selection, TrendRange range) {
        return new MemoryAnalytics(entries(selection).toList()).trend(range);
    }

    @Override
    public List<Breakdown> breakdowns(TicketSelection selection, Set<TicketDimension> dimensions, int limit) {
        MemoryAnalytics analytics = new MemoryAnalytics(entries(selection).toList());
        return dimensions.stream()
                .sorted()
                .map(dimension -> analytics.breakdown(dimension, limit))
                .toList();
    }

    @Override
    public DurationStats times(TicketSelection selection, TicketMilestone milestone, Instant from, Instant end) {
        return new MemoryAnalytics(entries(selection).toList()).times(milestone, from, end);
    }

    @Override
    public Backlog backlog(TicketSelection selection, Instant now) {
        return new MemoryAnalytics(entries(selection).toList()).backlog(now);
    }

    @Override
    public Reopenings reopenings(TicketSelection selection, Instant from, Instant end) {
        return new MemoryAnalytics(entries(selection).toList()).reopenings(from, end);
    }

    @Override
    public Satisfaction satisfaction(TicketSelection selection, Instant from, Instant end) {
        SortedMap<Integer, Long> scores = new TreeMap<>();
        selected(selection)
                .map(ticket -> state.ratings.get(ticket.id().value()))
                .filter(Objects::nonNull)
                .filter(rating -> MemoryAnalytics.isWithin(rating.changedAt(), from, end))
                .forEach(rating -> scores.merge(rating.score(), 1L, Long::sum));
        return Satisfaction.of(scores);
    }

    Stream<Ticket> selected(TicketSelection selection) {
        return entries(selection).map(entry -> entry.stored().ticket());
    }

    private Stream<Entry> entries(TicketSelection selection) {
        List<String> words = selection.query().text().map(SearchText::words).orElse(List.of());
        boolean search = selection.query().text().isPresent();
        QueryFilter wanted = new QueryFilter(selection.query());
        return state.tickets.values().stream()
                .filter(entry -> entry.stored().ticket().tenant().equals(selection.tenant()))
                .filter(entry -> !search || SearchText.matches(entry.searchText(), words))
                .filter(entry -> selection.scope().includes(entry.stored().ticket()))
                .filter(entry -> wanted.test(entry.stored().ticket()));
    }

    @Override
    public Optional<IdempotencyClaim> findClaim(IdempotencyKey key) {
        return Optional.ofNullable(state.claims.get(key));
    }

    @Override
    public boolean claim(IdempotencyClaim claim) {
        return undo.put(state.claims, claim.key(), claim, false);
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public TicketId nextId() {
        // like a sequence, not undone: an id is never given twice
        return new TicketId(++state.lastId);
    }

    @Override
    public void insert(List<NewTicket> tickets) {
        for (NewTicket ticket : tickets) {
            long id = ticket.stored().ticket().id().value();
            if (!undo.put(state.tickets, id, new Entry(ticket.stored(), ticket.history()), false)) {
                throw new ConstraintViolatedException("ticket_pkey", null);
            }
        }
    }

    @Override
    public void update(StoredTicket before, StoredTicket after, List<HistoryEntry> history) {
        Ticket ticket = before.ticket();
        entry(ticket.tenant(), ticket.id()).ifPresent(entry -> {
            List<HistoryEntry> all = new ArrayList<>(entry.history());
            all.addAll(history);
            undo.put(state.tickets, ticket.id().value(), new Entry(after, all), true);
        });
    }

    @Override
    public void erase(String tenant, TicketId id) {
        if (entry(tenant, id).isPresent()) {
            undo.remove(state.tickets, id.value());
            state.claims.values().stream()
                    .filter(claim -> claim.ticket().equals(id))
                    .map(IdempotencyClaim::key)
                    .toList()
                    .forEach(key -> undo.remove(state.claims, key));
            new MemoryAttachments(state, undo).forget(tenant, id);
            new MemoryFeedback(this, state, undo).forget(tenant, id);
            new MemoryComments(state, undo).forget(id);
            new MemoryRunQueue(state, undo).forget(tenant, id);
            new MemoryRuns(state, undo).forget(tenant, id);
            new MemoryOutboxQueue(state, undo).forget(id);
            links().forget(tenant, id);
            new MemoryConversations(state, undo).forget(tenant, id);
            new MemoryExternals(state, undo).forget(tenant, id);
            new MemoryJobs(state, undo).forget(tenant, id);
        }
    }

    @Override
    public RunWriter runs() {
        return new MemoryRuns(state, undo);
    }

    @Override
    public ModelWriter models() {
        return new MemoryModels(state, undo);
    }

    @Override
    public RunQueue queue() {
        return new MemoryRunQueue(state, undo);
    }

    @Override
    public CommentWriter comments() {
        return new MemoryComments(state, undo);
    }

    @Override
    public AttachmentWriter attachments() {
        return new MemoryAttachments(state, undo);
    }

    @Override
    public FeedbackWriter feedback() {
        return new MemoryFeedback(this, state, undo);
    }

    @Override
    public MemoryLinks links() {
        return new MemoryLinks(state, undo);
    }

    @Override
    public ConversationWriter conversations() {
        return new MemoryConversations(state, undo);
    }

    @Override
    public WordReader words() {
        return new MemoryWords(state);
    }

    @Override
    public OutboxQueue outbox() {
        return new MemoryOutboxQueue(state, undo);
    }

    @Override
    public AssignmentRotations rotations() {
        return new MemoryAssignmentRotations(state, undo);
    }

    @Override
    public ExternalWriter externals() {
        return new MemoryExternals(state, undo);
    }

    @Override
    public ArchiveWriter archive() {
        return new MemoryArchive(this, state, undo);
    }

    @Override
    public JobQueue jobs() {
        return new MemoryJobs(state, undo);
    }

    @Override
    public RetentionQueue retention() {
        return new MemoryRetention(state, undo);
    }

    @Override
    public PersonWriter persons() {
        return new MemoryPersons(state, undo);
    }
}
