package io.ticketkit.memory;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.RunId;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.RunValue;
import io.ticketkit.TicketId;
import io.ticketkit.spi.QueuedRun;
import io.ticketkit.spi.RunQueue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The queued runs within one transaction. */
final class MemoryRunQueue implements RunQueue {
    private final MemoryState state;
    private final UndoLog undo;

    MemoryRunQueue(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public void add(QueuedRun run) {
        removeWaiting(
                run.run().tenant(),
                run.run().ticket().orElseThrow(),
                Optional.of(run.run().purpose()));
        new MemoryRuns(state, undo).insert(List.of(run.run()));
        undo.put(state.queue, idOf(run), run, false);
    }

    private void removeWaiting(String tenant, TicketId ticket, Optional<RunPurpose> purpose) {
        of(tenant, ticket)
                .filter(queued -> queued.run().outcome() == RunOutcome.WAITING)
                .filter(queued -> purpose.map(p -> p == queued.run().purpose()).orElse(true))
                .toList()
                .forEach(this::remove);
    }

    private Stream<QueuedRun> of(String tenant, TicketId ticket) {
        return state.queue.values().stream()
                .filter(queued -> queued.run().tenant().equals(tenant)
                        && queued.run().ticket().filter(ticket::equals).isPresent());
    }

    private void remove(QueuedRun queued) {
        undo.remove(state.queue, idOf(queued));
        undo.remove(state.runs, idOf(queued));
    }

    private static long idOf(QueuedRun queued) {
        return queued.run().id().orElseThrow().value();
    }

    @Override
    public List<QueuedRun> claim(RunPurpose purpose, Instant now, Instant leaseUntil, int limit) {
        return due(RunOutcome.WAITING, purpose, now, limit).stream()
                .map(queued -> replaced(new QueuedRun(
                        ClassificationRun.builder(
                                        queued.run().tenant(), queued.run().source(), now)
                                .id(queued.run().id().orElseThrow())
                                .ticket(queued.run().ticket().orElseThrow())
                                .purpose(queued.run().purpose())
                                .outcome(RunOutcome.STARTED)
                                .build(),
                        queued.textHash(),
                        leaseUntil,
                        queued.attempt())))
                .toList();
    }

    @Override
    public List<QueuedRun> overdue(RunPurpose purpose, Instant now, int limit) {
        return due(RunOutcome.STARTED, purpose, now, limit);
    }

    private List<QueuedRun> due(RunOutcome outcome, RunPurpose purpose, Instant now, int limit) {
        return state.queue.values().stream()
                .filter(queued -> queued.run().outcome() == outcome
                        && queued.run().purpose() == purpose
                        && (outcome != RunOutcome.WAITING
                                || queued.run().ticket().isPresent())
                        && !queued.at().isAfter(now))
                .sorted(Comparator.comparing(QueuedRun::at).thenComparing(MemoryRunQueue::idOf))
                .limit(limit)
                .toList();
    }

    private QueuedRun replaced(QueuedRun queued) {
        undo.put(state.queue, idOf(queued), queued, true);
        undo.put(state.runs, idOf(queued), queued.run(), true);
        return queued;
    }

    private boolean isStarted(RunId run) {
        QueuedRun queued = state.queue.get(run.value());
        return queued != null && queued.run().outcome() == RunOutcome.STARTED;
    }

    @Override
    public boolean finish(ClassificationRun run) {
        RunId id = run.id().orElseThrow();
        ClassificationRun recorded = state.runs.get(id.value());
        if (recorded == null || !isStarted(id)) {
            return false;
        }
        TicketId ticket = recorded.ticket().orElse(null);
        if (ticket != null) {
            run.values().forEach((field, value) -> supersede(run.tenant(), ticket, field, value));
        }
        undo.remove(state.queue, id.value());
        undo.put(state.runs, id.value(), run.toBuilder().ticket(ticket).build(), true);
        return true;
    }

    private void supersede(String tenant, TicketId ticket, ClassifiedField field, RunValue value) {
        if (value.fate() == RunValue.Fate.APPLIED) {
            new MemoryRuns(state, undo).supersede(tenant, ticket, field);
        }
    }

    @Override
    public boolean postpone(RunId run, Instant due) {
        QueuedRun queued = state.queue.get(run.value());
        if (queued == null || !isStarted(run)) {
            return false;
        }
        replaced(new QueuedRun(
                queued.run().toBuilder().outcome(RunOutcome.WAITING).build(),
                queued.textHash(),
                due,
                queued.attempt()));
        return true;
    }

    @Override
    public boolean drop(RunId run) {
        QueuedRun queued = state.queue.get(run.value());
        if (queued == null || !isStarted(run)) {
            return false;
        }
        remove(queued);
        return true;
    }

    /** The ticket is being erased. */
    void forget(String tenant, TicketId ticket) {
        removeWaiting(tenant, ticket, Optional.empty());
        of(tenant, ticket)
                .toList()
                .forEach(queued -> replaced(new QueuedRun(
                        queued.run().toBuilder().ticket(null).build(), null, queued.at(), queued.attempt())));
    }
}
