package io.ticketkit.internal;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.Classification;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Expected;
import io.ticketkit.FieldChange;
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
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketFeedback;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLinks;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketRouting;
import io.ticketkit.TicketRuns;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tickets of one tenant as one actor may see and change them. */
final class ScopedTicketService implements TicketService {
    /** What follows from the text. */
    private static final Set<ClassifiedField> SCORED =
            EnumSet.of(ClassifiedField.SENTIMENT, ClassifiedField.URGENCY_SCORE);

    private final Engine engine;
    private final Rules rules;
    private final TextClassification texts;
    private final String tenant;
    private final Actor actor;

    ScopedTicketService(Engine engine, String tenant, Actor actor) {
        this.engine = engine;
        this.texts = new TextClassification(engine, tenant);
        this.rules = engine.rules();
        this.tenant = tenant;
        this.actor = actor;
    }

    @Override
    public Ticket submit(TicketDraft draft) {
        return new Submitting(engine, tenant, actor).one(draft);
    }

    @Override
    public List<Ticket> submitAll(List<TicketDraft> drafts) {
        return new Submitting(engine, tenant, actor).all(drafts);
    }

    @Override
    public Optional<Ticket> find(TicketId id) {
        Access access = require(Action.VIEW);
        return engine.storage().read(reader -> reader.find(tenant, access.scope(), id));
    }

    @Override
    public Page<Ticket> search(TicketQuery query, PageRequest page) {
        TicketSelection selection = selection(query);
        Cursors cursors = cursors("tickets", Fingerprint.of(query));
        Seek seek = cursors.seek(page);
        List<Ticket> found = found(query, reader -> reader.page(selection, seek));
        return cursors.page(page, seek, found, ticket -> Seek.Position.of(ticket, query.order()));
    }

    @Override
    public long count(TicketQuery query) {
        TicketSelection selection = selection(query);
        return found(query, reader -> reader.count(selection));
    }

    /** A list shows what was just written; what words find may be read where it is not yet. */
    private <T> T found(TicketQuery query, Function<TicketReader, T> work) {
        return query.text().isPresent()
                ? engine.storage().readLagging(work)
                : engine.storage().read(work);
    }

    @Override
    public TicketStats stats(TicketQuery query) {
        return engine.stats().of(selection(query), actor).withCategoriesOf(rules.taxonomy());
    }

    @Override
    public List<TrendBucket> trend(TicketQuery query, TrendRange range) {
        return engine.stats().provider().trend(selection(query), range);
    }

    @Override
    public TicketAnalytics analytics() {
        return new ScopedAnalytics(engine, tenant, actor);
    }

    private TicketSelection selection(TicketQuery query) {
        return rules.selection(tenant, actor, query);
    }

    private Cursors cursors(String list, String filter) {
        return Cursors.of(list, tenant, actor, filter);
    }

    @Override
    public Ticket update(TicketId id, Expected expected, TicketChange change) {
        Access access = require(Action.VIEW);
        PendingRuns runs = new PendingRuns(engine.storage());
        BiFunction<String, String, Classification> score = scoreBefore(id, access, change, runs);
        return runs.around(() -> engine.write((writer, emit) -> {
            StoredTicket stored = lock(writer, access, id);
            Ticket before = stored.ticket();
            Versions.check(expected, before);
            Revision revision = new Revision(rules, actor, before, change);
            if (revision.isEmpty()) {
                return before;
            }
            if (revision.changesStatus()) {
                Merged.refuse(writer, access.scope(), before);
            }
            revision.check(access);
            Ticket after = revision.after(score);
            History history = History.next(stored, after.updatedAt(), actor);
            List<FieldChange> changes = Differences.between(before, after);
            List<HistoryEntry> lines = history.changed(changes, after, revision.accepted());
            writer.update(stored, history.stored(after), lines);
            Decisions.of(before, after, revision.accepted()).forEach(decision -> runs.with(writer, decision));
            if (revision.changesText()) {
                SCORED.forEach(field -> runs.with(writer, w -> w.supersede(tenant, id, field)));
                runs.keep(writer, Fates.of(runs.asked(), after, SCORED));
                if (engine.background()) {
                    NewTickets.queue(engine, writer, after);
                }
            }
            emit.accept(new TicketEvent.Updated(history.header(after), after, changes, revision.accepted()));
            return after;
        }));
    }

    /**
     * How to score a changed text inside the transaction: with what the classifier, asked before it, said of this very
     * text, else offline.
     */
    private BiFunction<String, String, Classification> scoreBefore(
            TicketId id, Access access, TicketChange change, PendingRuns runs) {
        BiFunction<String, String, Classification> offline = (title, description) ->
                runs.asked(engine.classification().classifyOffline(texts.request(title, description)));
        boolean text =
                change.fields().contains(TicketField.TITLE) || change.fields().contains(TicketField.DESCRIPTION);
        if (!text || engine.asksOnlyOffline() || !change.violations().isEmpty()) {
            return offline;
        }
        Ticket seen = engine.storage()
                .read(reader -> reader.find(tenant, access.scope(), id))
                .orElseThrow(() -> new TicketNotFoundException(id));
        String title = change.title().orElse(seen.title());
        String description = change.description().orElse(seen.description());
        if (!access.allows(Action.EDIT) || (title.equals(seen.title()) && description.equals(seen.description()))) {
            return offline;
        }
        Classification classification = runs.asked(engine.classification().classify(texts.request(title, description)));
        return (t, d) -> t.equals(title) && d.equals(description) ? classification : offline.apply(t, d);
    }

    private StoredTicket lock(TicketWriter writer, Access access, TicketId id) {
        return writer.lock(tenant, access.scope(), id).orElseThrow(() -> new TicketNotFoundException(id));
    }

    @Override
    public void erase(TicketId id) {
        Access access = require(Action.VIEW);
        engine.write((writer, emit) -> {
            StoredTicket stored = lock(writer, access, id);
            if (!access.allows(Action.ERASE)) {
                throw new AccessDeniedException(actor, Action.ERASE);
            }
            new TicketErasing(engine, tenant, actor).erase(writer, emit, stored);
            return stored;
        });
    }

    @Override
    public Page<HistoryEntry> history(TicketId id, PageRequest page) {
        Access access = require(Action.VIEW);
        Cursors cursors = cursors("history", id.toString());
        Seek seek = cursors.seek(page);
        List<HistoryEntry> found = engine.storage().read(reader -> {
            checkSees(reader, access, id);
            return reader.history(tenant, access.scope(), id, access.allows(Action.INTERNAL_NOTES), seek);
        });
        return cursors.page(page, seek, found, line -> new Seek.Position(line.event(), line.position()));
    }

    @Override
    public long historyLength(TicketId id) {
        Access access = require(Action.VIEW);
        return engine.storage().read(reader -> {
            checkSees(reader, access, id);
            return reader.historyLength(tenant, id, access.allows(Action.INTERNAL_NOTES));
        });
    }

    private void checkSees(TicketReader reader, Access access, TicketId id) {
        if (reader.find(tenant, access.scope(), id).isEmpty()) {
            throw new TicketNotFoundException(id);
        }
    }

    @Override
    public Classification classify(@Nullable String title, String description) {
        require(Action.CLASSIFY);
        return texts.classify(title, description);
    }

    @Override
    public String suggestTitle(String description) {
        require(Action.CLASSIFY);
        return texts.suggestTitle(description);
    }

    @Override
    public long classifyAll(Iterable<TicketDraft> drafts, int concurrency, Consumer<? super ClassifiedDraft> each) {
        require(Action.CLASSIFY);
        return texts.classifyAll(drafts, concurrency, each);
    }

    @Override
    public BacktestReport backtest(Classifier classifier, BacktestOptions options) {
        require(Action.VIEW_RUNS);
        return new Replay(engine, this, texts, options).of(classifier);
    }

    @Override
    public TicketRuns runs() {
        return new ScopedTicketRuns(engine, tenant, actor);
    }

    @Override
    public List<ModelReport> models() {
        require(Action.VIEW_RUNS);
        return SharedModels.reports(engine.storage(), tenant, rules.reviewThreshold());
    }

    @Override
    public TicketComments comments() {
        return new ScopedComments(engine, tenant, actor);
    }

    @Override
    public TicketAttachments attachments() {
        return new ScopedAttachments(engine, tenant, actor);
    }

    @Override
    public TicketFeedback feedback() {
        return new ScopedFeedback(engine, tenant, actor);
    }

    @Override
    public TicketLinks links() {
        return new ScopedLinks(engine, tenant, actor);
    }

    @Override
    public TicketRouting routing() {
        return new ScopedRouting(engine, tenant, actor);
    }

    @Override
    public TicketConversations conversations() {
        return new ScopedConversations(engine, tenant, actor);
    }

    @Override
    public TicketAssistant assistant() {
        return new ScopedAssistant(engine, tenant, actor);
    }

    @Override
    public TicketProcessor processor() {
        return new ScopedProcessor(engine, tenant, actor);
    }

    @Override
    public TicketArchive archive() {
        return new ScopedArchive(engine, tenant, actor);
    }

    @Override
    public TicketPrivacy privacy() {
        return new ScopedPrivacy(engine, tenant, actor);
    }

    private Access require(Action action) {
        return rules.require(actor, action);
    }
}
