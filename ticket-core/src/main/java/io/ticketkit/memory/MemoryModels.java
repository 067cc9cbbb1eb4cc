package io.ticketkit.memory;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.spi.LabelledText;
import io.ticketkit.spi.ModelWriter;
import io.ticketkit.spi.StoredModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The learned models within one transaction. */
final class MemoryModels implements ModelWriter {
    /** Whose model of what. */
    record Key(String tenant, ClassifiedField field) {}

    /** When a tenant's turn is: the next round's, or that of the lease's end while somebody has claimed it. */
    record Turn(@Nullable String seen, Instant due) {}

    private final MemoryState state;
    private final UndoLog undo;

    MemoryModels(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public List<Version> versions(Collection<String> tenants) {
        Set<String> wanted = Set.copyOf(tenants);
        return state.models.values().stream()
                .filter(model -> wanted.contains(model.tenant()))
                .map(model -> new Version(model.tenant(), model.field(), model.version(), model.checksum()))
                .toList();
    }

    @Override
    public Optional<StoredModel> find(String tenant, ClassifiedField field) {
        return Optional.ofNullable(state.models.get(new Key(tenant, field)));
    }

    @Override
    public List<LabelledText> labelled(String tenant, @Nullable TicketId before, int limit) {
        return labelled(tenant)
                .filter(ticket -> before == null || ticket.id().value() < before.value())
                .sorted(Comparator.comparingLong((Ticket ticket) -> ticket.id().value())
                        .reversed())
                .limit(limit)
                .map(ticket -> new LabelledText(
                        ticket.id(),
                        ticket.title(),
                        ticket.description(),
                        isPersons(ticket, ClassifiedField.CATEGORY) ? ticket.category() : null,
                        isPersons(ticket, ClassifiedField.PRIORITY) ? ticket.priority() : null))
                .toList();
    }

    private Stream<Ticket> labelled(String tenant) {
        return labelled().filter(ticket -> ticket.tenant().equals(tenant));
    }

    private Stream<Ticket> labelled() {
        return state.tickets.values().stream()
                .map(entry -> entry.stored().ticket())
                .filter(ticket ->
                        isPersons(ticket, ClassifiedField.CATEGORY) || isPersons(ticket, ClassifiedField.PRIORITY));
    }

    private static boolean isPersons(Ticket ticket, ClassifiedField field) {
        return ticket.origin(field).source() == Source.PERSON;
    }

    /** Every change of a text or of a person's choice is a new version of its ticket. */
    @Override
    public String fingerprint(String tenant) {
        MessageDigest digest = sha256();
        labelled(tenant)
                .map(ticket -> ticket.id() + " " + ticket.version() + "\n")
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public List<Round> claim(Instant now, Instant leaseUntil, int limit) {
        Stream<String> tenants = Stream.concat(
                labelled().map(Ticket::tenant), state.models.keySet().stream().map(Key::tenant));
        List<Round> rounds = tenants.distinct()
                .filter(tenant -> !due(tenant).isAfter(now))
                .sorted(Comparator.comparing(this::due).thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .map(tenant -> new Round(tenant, seen(tenant)))
                .toList();
        rounds.forEach(round -> finish(round.tenant(), round.seen(), leaseUntil));
        return rounds;
    }

    private Instant due(String tenant) {
        Turn turn = state.turns.get(tenant);
        return turn == null ? Instant.MIN : turn.due();
    }

    private @Nullable String seen(String tenant) {
        Turn turn = state.turns.get(tenant);
        return turn == null ? null : turn.seen();
    }

    @Override
    public void finish(String tenant, @Nullable String seen, Instant due) {
        undo.put(state.turns, tenant, new Turn(seen, due), true);
    }

    @Override
    public boolean replace(StoredModel model) {
        long present =
                find(model.tenant(), model.field()).map(StoredModel::version).orElse(0L);
        return model.version() == present + 1
                && undo.put(state.models, new Key(model.tenant(), model.field()), model, true);
    }

    /** Nothing: transactions wait for each other anyway. */
    @Override
    public void hold(String tenant) {}

    @Override
    public void drop(String tenant, ClassifiedField field) {
        undo.remove(state.models, new Key(tenant, field));
    }
}
