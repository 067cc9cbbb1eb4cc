package io.ticketkit.testkit;

import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.Classifier;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.ModelReport;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAnalytics;
import io.ticketkit.TicketArchive;
import io.ticketkit.TicketAssistant;
import io.ticketkit.TicketAttachments;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketComments;
import io.ticketkit.TicketConversations;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketFeedback;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLinks;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketRouting;
import io.ticketkit.TicketRuns;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
    public List<Ticket> submitAll(List<TicketDraft> drafts) {
        return harness.asHost(() -> service.submitAll(drafts));
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
    public TicketAnalytics analytics() {
        return hosted(TicketAnalytics.class, service.analytics());
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
    public long historyLength(TicketId id) {
        return harness.asHost(() -> service.historyLength(id));
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
        return hosted(TicketRuns.class, service.runs());
    }

    @Override
    public TicketComments comments() {
        return hosted(TicketComments.class, service.comments());
    }

    @Override
    public TicketAttachments attachments() {
        return hosted(TicketAttachments.class, service.attachments());
    }

    @Override
    public TicketFeedback feedback() {
        return hosted(TicketFeedback.class, service.feedback());
    }

    @Override
    public TicketLinks links() {
        return hosted(TicketLinks.class, service.links());
    }

    @Override
    public TicketRouting routing() {
        return hosted(TicketRouting.class, service.routing());
    }

    @Override
    public TicketConversations conversations() {
        return hosted(TicketConversations.class, service.conversations());
    }

    @Override
    public TicketArchive archive() {
        return hosted(TicketArchive.class, service.archive());
    }

    @Override
    public TicketAssistant assistant() {
        return hosted(TicketAssistant.class, service.assistant());
    }

    @Override
    public TicketPrivacy privacy() {
        return hosted(TicketPrivacy.class, service.privacy());
    }

    /** The same view, every call of which is made in a transaction of the host. */
    private <T> T hosted(Class<T> type, T view) {
        InvocationHandler call = (proxy, method, arguments) -> {
            try {
                // Object: what a call without result gives is null
                return harness.asHost(() -> Optional.ofNullable(called(view, method, arguments)))
                        .orElse(null);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, call));
    }

    private static @Nullable Object called(Object view, Method method, Object @Nullable [] arguments) {
        try {
            return method.invoke(view, arguments);
        } catch (InvocationTargetException e) {
            throw sneaky(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static RuntimeException sneaky(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof IOException e) {
            return new UncheckedIOException(e);
        }
        return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
    }

    @Override
    public List<ModelReport> models() {
        return harness.asHost(service::models);
    }

    /** It works in transactions of its own, and is not called in one. */
    @Override
    public TicketProcessor processor() {
        return service.processor();
    }
}
