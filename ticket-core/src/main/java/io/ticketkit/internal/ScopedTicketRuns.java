package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Reclassified;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunId;
import io.ticketkit.RunUsage;
import io.ticketkit.RunWork;
import io.ticketkit.TicketDay;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketRuns;
import io.ticketkit.TicketSpend;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The runs of one tenant as one actor may see them. */
record ScopedTicketRuns(Engine engine, String tenant, Actor actor) implements TicketRuns {
    @Override
    public Page<ClassificationRun> ofTicket(TicketId id, PageRequest page) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        Cursors cursors = Cursors.of("runs", tenant, actor, id.toString());
        Seek seek = cursors.seek(page);
        List<ClassificationRun> found = engine.storage().read(reader -> {
            if (reader.find(tenant, access.scope(), id).isEmpty()) {
                throw new TicketNotFoundException(id);
            }
            return reader.runs().ofTicket(tenant, id, seek);
        });
        return cursors.page(page, seek, found, ScopedTicketRuns::positionOf);
    }

    private static Seek.Position positionOf(ClassificationRun run) {
        long id = run.id().map(RunId::value).orElseThrow();
        return new Seek.Position(EpochMicros.of(run.at()), id);
    }

    @Override
    public List<RunAccuracy> accuracy(Instant from, Instant end) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        return engine
                .storage()
                .readLagging(reader -> reader.runs().accuracy(tenant, access.scope(), from, end))
                .stream()
                .sorted(Comparator.comparing(RunAccuracy::field)
                        .thenComparing(RunAccuracy::source)
                        .thenComparing(row -> row.model().orElse("")))
                .toList();
    }

    @Override
    public List<RunUsage> usage(TrendRange range) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        return engine.storage().readLagging(reader -> reader.runs().usage(tenant, access.scope(), range)).stream()
                .sorted(Comparator.comparing(RunUsage::start)
                        .thenComparing(RunUsage::source)
                        .thenComparing(row -> row.model().orElse("")))
                .toList();
    }

    @Override
    public List<RunWork> work(TrendRange range) {
        return work(range.periods());
    }

    @Override
    public List<RunWork> current(ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(engine.rules().now(), zone);
        return work(Stream.of(TrendRange.Unit.values())
                .map(unit -> unit.around(today, zone))
                .toList());
    }

    private List<RunWork> work(List<TrendRange.Period> periods) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        return engine.storage().readLagging(reader -> reader.runs().work(tenant, access.scope(), periods));
    }

    @Override
    public List<TicketSpend> costliest(Instant from, Instant end, int limit) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        ScopedAnalytics.checkLimit(limit);
        return engine.storage()
                .readLagging(reader -> reader.runs().costliest(tenant, access.scope(), from, end, limit));
    }

    @Override
    public Page<TicketDay> byTicket(TrendRange range, PageRequest page) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        List<TrendRange.Period> periods = range.periods();
        Map<LocalDate, Integer> places = new HashMap<>();
        for (int place = 0; place < periods.size(); place++) {
            places.put(periods.get(place).start(), place);
        }
        String filter = range.from() + " " + range.end() + " " + periods.size();
        Cursors cursors = Cursors.of("runs-by-ticket", tenant, actor, filter);
        Seek seek = cursors.seek(page);
        List<TicketDay> found =
                engine.storage().readLagging(reader -> reader.runs().byTicket(tenant, access.scope(), periods, seek));
        return cursors.page(
                page,
                seek,
                found,
                day -> new Seek.Position(
                        places.getOrDefault(day.start(), 0),
                        day.spend().ticket().value()));
    }

    @Override
    public Reclassified reclassify(TicketId id) {
        Access access = engine.rules().require(actor, Action.VIEW_RUNS);
        engine.rules().require(actor, Action.CLASSIFY);
        engine.rules().require(actor, Action.EDIT);
        return new Reclassification(engine, tenant, access).of(id);
    }
}
