package io.ticketkit.memory;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunId;
import io.ticketkit.RunUsage;
import io.ticketkit.RunValue;
import io.ticketkit.RunWork;
import io.ticketkit.Scope;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketId;
import io.ticketkit.TicketSpend;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.RunWriter;
import io.ticketkit.spi.Seek;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The runs within one transaction. */
final class MemoryRuns implements RunWriter {
    private final MemoryState state;
    private final UndoLog undo;

    MemoryRuns(MemoryState state, UndoLog undo) {
        this.state = state;
        this.undo = undo;
    }

    @Override
    public List<ClassificationRun> ofTicket(String tenant, TicketId ticket, Seek seek) {
        return MemoryTransaction.part(
                of(tenant, ticket),
                run -> new Seek.Position(EpochMicros.of(run.at()), idOf(run)),
                MemoryTransaction.BY_KEY_THEN_ID,
                seek);
    }

    private Stream<ClassificationRun> of(String tenant, TicketId ticket) {
        return state.runs.values().stream()
                .filter(run -> run.tenant().equals(tenant)
                        && run.ticket().filter(ticket::equals).isPresent());
    }

    @Override
    public Optional<TicketId> ticketOf(String tenant, RunId run) {
        return Optional.ofNullable(state.runs.get(run.value()))
                .filter(found -> found.tenant().equals(tenant))
                .flatMap(ClassificationRun::ticket);
    }

    private static long idOf(ClassificationRun run) {
        return run.id().orElseThrow().value();
    }

    @Override
    public List<RunAccuracy> accuracy(String tenant, Scope scope, Instant from, Instant end) {
        return RunReports.accuracy(asked(tenant, from, end)
                .filter(run -> run.ticket()
                        .map(ticket -> isVisible(run, ticket, scope))
                        .orElse(scope instanceof Scope.All)));
    }

    @Override
    public List<RunUsage> usage(String tenant, Scope scope, TrendRange range) {
        return range.periods().stream()
                .flatMap(period -> RunReports.usage(
                        period.start(),
                        asked(tenant, period.from(), period.end()).filter(run -> isSpentIn(scope, run))))
                .toList();
    }

    @Override
    public List<RunWork> work(String tenant, Scope scope, List<TrendRange.Period> periods) {
        return periods.stream()
                .map(period -> RunReports.work(
                        period.start(),
                        asked(tenant, period.from(), period.end()).filter(run -> isSpentIn(scope, run))))
                .toList();
    }

    @Override
    public List<TicketSpend> costliest(String tenant, Scope scope, Instant from, Instant end, int limit) {
        return RunReports.costliest(asked(tenant, from, end).filter(run -> isSpentIn(scope, run)), limit);
    }

    @Override
    public List<TicketDay> byTicket(String tenant, Scope scope, List<TrendRange.Period> periods, Seek seek) {
        record Placed(int place, TicketDay day) {}
        Stream<Placed> all = IntStream.range(0, periods.size()).boxed().flatMap(place -> {
            TrendRange.Period period = periods.get(place);
            return costliest(tenant, scope, period.from(), period.end(), Integer.MAX_VALUE).stream()
                    .map(spend -> new Placed(place, new TicketDay(period.start(), spend)));
        });
        return MemoryTransaction.part(
                        all,
                        one -> new Seek.Position(
                                one.place(), one.day().spend().ticket().value()),
                        MemoryTransaction.BY_KEY_THEN_ID,
                        seek)
                .stream()
                .map(Placed::day)
                .toList();
    }

    private boolean isSpentIn(Scope scope, ClassificationRun run) {
        return scope instanceof Scope.All
                || run.ticket().map(ticket -> isVisible(run, ticket, scope)).orElse(false);
    }

    private Stream<ClassificationRun> asked(String tenant, Instant from, Instant end) {
        return state.runs.values().stream()
                .filter(run -> run.tenant().equals(tenant)
                        && !run.at().isBefore(from)
                        && run.at().isBefore(end));
    }

    private boolean isVisible(ClassificationRun run, TicketId ticket, Scope scope) {
        return Optional.ofNullable(state.tickets.get(ticket.value()))
                .map(entry -> entry.stored().ticket())
                .filter(found -> found.tenant().equals(run.tenant()) && scope.includes(found))
                .isPresent();
    }

    @Override
    public RunId nextId() {
        return new RunId(++state.lastRunId);
    }

    @Override
    public void insert(List<ClassificationRun> runs) {
        for (ClassificationRun run : runs) {
            if (!undo.put(state.runs, idOf(run), run, false)) {
                throw new ConstraintViolatedException("ticket_run_pk", null);
            }
        }
    }

    @Override
    public Link link(ClassificationRun run) {
        ClassificationRun recorded = state.runs.get(idOf(run));
        if (recorded == null || !recorded.tenant().equals(run.tenant())) {
            return Link.UNKNOWN;
        } else if (recorded.ticket().isPresent()) {
            return Link.TAKEN;
        }
        ClassificationRun.Builder linked =
                recorded.toBuilder().ticket(run.ticket().orElseThrow());
        recorded.values()
                .forEach((field, value) -> Optional.ofNullable(run.values().get(field))
                        .ifPresent(fated -> linked.value(field, value.with(fated.fate()))));
        replace(linked.build());
        return Link.LINKED;
    }

    @Override
    public void decide(String tenant, TicketId ticket, ClassifiedField field, String chosen) {
        change(tenant, ticket, field, RunValue.Fate::isStanding, value -> value.decided(chosen));
    }

    @Override
    public void supersede(String tenant, TicketId ticket, ClassifiedField field) {
        change(
                tenant,
                ticket,
                field,
                fate -> fate == RunValue.Fate.APPLIED,
                value -> value.with(RunValue.Fate.SUPERSEDED));
    }

    private void change(
            String tenant,
            TicketId ticket,
            ClassifiedField field,
            Predicate<RunValue.Fate> wanted,
            UnaryOperator<RunValue> change) {
        for (ClassificationRun run : of(tenant, ticket).toList()) {
            RunValue value = run.values().get(field);
            if (value != null && wanted.test(value.fate())) {
                replace(run.toBuilder().value(field, change.apply(value)).build());
            }
        }
    }

    /** The ticket was erased. */
    void forget(String tenant, TicketId ticket) {
        of(tenant, ticket)
                .toList()
                .forEach(run ->
                        replace(run.toBuilder().ticket(null).rationale(null).build()));
    }

    private void replace(ClassificationRun run) {
        undo.put(state.runs, idOf(run), run, true);
    }
}
