package io.ticketkit.testkit;

import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.Classifier;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.ModelReport;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunUsage;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketRuns;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A service whose every call is made the way a host makes it: in a transaction of its own where that is needed. */
record HostCalls(StorageHarness harness, TicketService service) implements TicketService {
    @Override
    public Ticket submit(TicketDraft draft) {
        return harness.asHost(() -> service.submit(draft));
    }

    @Override
    public Optional<Ticket> find(TicketId id) {
        return harness.asHost(() -> service.find(id));
    }

    @Override
    public Page<Ticket> search(TicketQuery query, PageRequest page) {
        return harness.asHost(() -> service.search(query, page));
    }

    @Override
    public long count(TicketQuery query) {
        return harness.asHost(() -> service.count(query));
    }

    @Override
    public TicketStats stats(TicketQuery query) {
        return harness.asHost(() -> service.stats(query));
    }

    @Override
    public List<TrendBucket> trend(TicketQuery query, TrendRange range) {
        return harness.asHost(() -> service.trend(query, range));
    }

    @Override
    public Ticket update(TicketId id, Expected expected, TicketChange change) {
        return harness.asHost(() -> service.update(id, expected, change));
    }

    @Override
    public void erase(TicketId id) {
        harness.asHost(() -> {
            service.erase(id);
            return true;
        });
    }

    @Override
    public Page<HistoryEntry> history(TicketId id, PageRequest page) {
        return harness.asHost(() -> service.history(id, page));
    }

    @Override
    public Classification classify(@Nullable String title, String description) {
        return service.classify(title, description);
    }

    @Override
    public String suggestTitle(String description) {
        return service.suggestTitle(description);
    }

    @Override
    public long classifyAll(Iterable<TicketDraft> drafts, int concurrency, Consumer<? super ClassifiedDraft> each) {
        return service.classifyAll(drafts, concurrency, each);
    }

    @Override
    public BacktestReport backtest(Classifier classifier, BacktestOptions options) {
        return harness.asHost(() -> service.backtest(classifier, options));
    }

    @Override
    public TicketRuns runs() {
        TicketRuns runs = service.runs();
        return new TicketRuns() {
            @Override
            public Page<ClassificationRun> ofTicket(TicketId id, PageRequest page) {
                return harness.asHost(() -> runs.ofTicket(id, page));
            }

            @Override
            public List<RunAccuracy> accuracy(Instant from, Instant end) {
                return harness.asHost(() -> runs.accuracy(from, end));
            }

            @Override
            public List<RunUsage> usage(TrendRange range) {
                return harness.asHost(() -> runs.usage(range));
            }
        };
    }

    @Override
    public List<ModelReport> models() {
        return harness.asHost(service::models);
    }
}
