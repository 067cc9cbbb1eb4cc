package io.ticketkit.setup;

import io.ticketkit.AssistanceWorker;
import io.ticketkit.ClassificationWorker;
import io.ticketkit.Classifier;
import io.ticketkit.LearningWorker;
import io.ticketkit.OutboxHandler;
import io.ticketkit.RetentionRules;
import io.ticketkit.RetentionWorker;
import io.ticketkit.assist.KnowledgeSource;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.internal.AssistanceRunner;
import io.ticketkit.internal.AttachmentFiles;
import io.ticketkit.internal.BackgroundWorker;
import io.ticketkit.internal.ClassificationRunner;
import io.ticketkit.internal.Deliveries;
import io.ticketkit.internal.Dispatch;
import io.ticketkit.internal.DraftWorker;
import io.ticketkit.internal.Engine;
import io.ticketkit.internal.EventPublisher;
import io.ticketkit.internal.Learner;
import io.ticketkit.internal.OwnTransactions;
import io.ticketkit.internal.RecentStats;
import io.ticketkit.internal.Retainer;
import io.ticketkit.internal.Rules;
import io.ticketkit.internal.StorageStats;
import io.ticketkit.internal.WorkerSchedule;
import io.ticketkit.spi.TicketStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks what a builder has collected, and puts a kit together from it. */
final class KitAssembly {
    private final TicketKitBuilder from;
    private final TicketStorage storage;
    private final OwnTransactions transactions;
    private final List<WorkerSchedule> schedules = new ArrayList<>();

    KitAssembly(TicketKitBuilder from) {
        this.from = from;
        TicketStorage given = from.storage;
        if (given == null) {
            throw new IllegalStateException(
                    "TicketKit needs a storage: call storage(JpaTicketStorage.managed(dataSource)"
                            + ".build()), or storage(new InMemoryTicketStorage()) for a try.");
        }
        this.storage = given;
        this.transactions = new OwnTransactions(from.runner);
    }

    TicketKit kit() {
        checkHooks();
        checkRunner();
        Engine engine = engine();
        return new TicketKit(
                engine,
                transactions,
                asker(engine),
                learner(engine),
                drafter(engine),
                deliveries(engine),
                retainer(engine),
                schedules);
    }

    private void checkHooks() {
        if (storage.joins() && !from.afterCommit.isEmpty() && from.hooks == null) {
            throw new IllegalStateException("After-commit listeners with a joining storage need transactionHooks(…): "
                    + "only the host knows when its transaction was committed.");
        }
        if (storage.joins() && from.attachmentStore != null && from.hooks == null) {
            throw new IllegalStateException(
                    "attachmentStore(…) with a joining storage needs transactionHooks(…): files are"
                            + " removed when the host's transaction was committed, and only the host knows when that is.");
        }
        if (!storage.joins() && (from.hooks != null || from.runner != null)) {
            throw new IllegalStateException("transactionHooks(…) and transactionRunner(…) are for a joining storage;"
                    + " this one commits itself.");
        }
    }

    /** What works when no transaction of the host is active needs transactions of its own. */
    private void checkRunner() {
        if (from.background != null && from.classifier == null) {
            throw new IllegalStateException("backgroundClassification(…) needs somebody to ask: classifier(…).");
        }
        boolean none = storage.joins() && from.runner == null;
        if (none && from.background != null) {
            throw new IllegalStateException("backgroundClassification(…) with a joining storage needs"
                    + " transactionRunner(…): it changes tickets when no transaction of the host is active. A data source"
                    + " for runs does not do: tickets change only in the host's transactions.");
        }
        if (none && from.learning != null) {
            throw new IllegalStateException("learning(…) with a joining storage needs transactionRunner(…): it reads"
                    + " tickets and stores models when no transaction of the host is active.");
        }
        if (none && from.assistance.drafting().isPresent()) {
            throw new IllegalStateException("draftingAtSubmit(…) with a joining storage needs transactionRunner(…): it"
                    + " writes notes when no transaction of the host is active.");
        }
        if (none && from.retention != null) {
            throw new IllegalStateException("retention(…) with a joining storage needs transactionRunner(…): it removes"
                    + " tickets when no transaction of the host is active.");
        }
        if (none && from.outbox != null) {
            throw new IllegalStateException("outbox(…) with a joining storage needs transactionRunner(…): events are"
                    + " claimed and settled when no transaction of the host is active.");
        }
    }

    private Engine engine() {
        ClassificationRunner classification =
                new ClassificationRunner(from.classifier, offline(), from.titles, from.classificationTime, from.clock);
        Assistance help = from.assistance;
        KnowledgeSource knowledge = help.knowledge().orElse(null);
        return new Engine(
                storage,
                // joining, what the host has not yet committed is counted
                new RecentStats(
                        from.stats == null ? new StorageStats(storage) : from.stats,
                        storage.joins() ? Duration.ZERO : from.statsAge),
                new Rules(from.taxonomy, from.workflow, from.reopening, from.policy, from.reviewThreshold, from.clock),
                classification,
                new AssistanceRunner(
                        from.assistant, knowledge, help.time(), help.drafting().isPresent(), storage, from.clock),
                new Dispatch(from.routing, from.assignment, from.taxonomy),
                new EventPublisher(from.beforeCommit, from.afterCommit, from.hooks),
                handlerNames(),
                new AttachmentFiles(storage, from.attachmentStore, from.attachmentRules),
                from.background != null,
                transactions);
    }

    private Classifier offline() {
        if (from.offlineClassifier != null) {
            return from.offlineClassifier;
        }
        Classifier words = KeywordClassifier.standard();
        return from.learning == null ? words : Classifiers.firstOf(from.learning.classifier(), words);
    }

    private List<String> handlerNames() {
        return from.outbox == null
                ? List.of()
                : from.outbox.handlers().stream().map(OutboxHandler::name).toList();
    }

    private @Nullable ClassificationWorker asker(Engine engine) {
        BackgroundClassification settings = from.background;
        if (settings == null) {
            return null;
        }
        ClassificationWorker worker = new BackgroundWorker(engine, transactions, settings.callsAtOnce());
        settings.executor()
                .map(executor -> new WorkerSchedule("Classifying", worker::tick, executor, settings.every()))
                .ifPresent(schedules::add);
        return worker;
    }

    private @Nullable LearningWorker learner(Engine engine) {
        Learning settings = from.learning;
        if (settings == null) {
            return null;
        }
        LearningWorker worker =
                new Learner(engine, transactions, settings.classifier(), TicketKit.DEFAULT_TENANT, settings.every());
        settings.executor()
                .map(executor -> new WorkerSchedule("Learning", worker::tick, executor, settings.pause()))
                .ifPresent(schedules::add);
        return worker;
    }

    private @Nullable AssistanceWorker drafter(Engine engine) {
        Drafting settings = from.assistance.drafting().orElse(null);
        if (settings == null) {
            return null;
        }
        AssistanceWorker worker = new DraftWorker(engine, transactions, settings.policy(), settings.callsAtOnce());
        settings.executor()
                .map(executor -> new WorkerSchedule("Drafting", worker::tick, executor, settings.every()))
                .ifPresent(schedules::add);
        return worker;
    }

    /** Also without rules: erasings that were broken off are ended by somebody. */
    private @Nullable RetentionWorker retainer(Engine engine) {
        if (storage.joins() && from.runner == null) {
            return null;
        }
        Retention settings =
                from.retention == null ? Retention.of(RetentionRules.builder().build()) : from.retention;
        RetentionWorker worker = new Retainer(engine, settings::of);
        settings.executor()
                .map(executor -> new WorkerSchedule("Retention", worker::tick, executor, settings.every()))
                .ifPresent(schedules::add);
        return worker;
    }

    private @Nullable Deliveries deliveries(Engine engine) {
        Outbox settings = from.outbox;
        if (settings == null) {
            return null;
        }
        Deliveries deliveries = new Deliveries(engine, transactions, settings.handlers(), settings.settings());
        settings.executor()
                .ifPresent(executor -> deliveries
                        .each()
                        .forEach(delivery -> schedules.add(
                                new WorkerSchedule("Delivering", delivery::tick, executor, settings.every()))));
        return deliveries;
    }
}
