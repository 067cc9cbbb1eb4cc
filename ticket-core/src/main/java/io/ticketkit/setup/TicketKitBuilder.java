package io.ticketkit.setup;

import io.ticketkit.AccessPolicy;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.AttachmentRules;
import io.ticketkit.Classifier;
import io.ticketkit.ReopenPolicy;
import io.ticketkit.Routing;
import io.ticketkit.StatsProvider;
import io.ticketkit.Taxonomy;
import io.ticketkit.TicketListener;
import io.ticketkit.TransactionHooks;
import io.ticketkit.TransactionRunner;
import io.ticketkit.Workflow;
import io.ticketkit.assist.Assistant;
import io.ticketkit.assist.FirstSentenceTitle;
import io.ticketkit.assist.TitleSuggester;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.TicketStorage;
import java.time.Clock;
import java.time.Duration;

/** Collects how a {@link TicketKit} shall work; not thread-safe. */
public final class TicketKitBuilder extends KitSettings {
    TicketKitBuilder() {}

    /**
     * Sets where tickets are kept. Must be given.
     *
     * @param value the storage; the kit closes it
     * @return this
     */
    public TicketKitBuilder storage(TicketStorage value) {
        this.storage = value;
        return this;
    }

    /**
     * Sets who counts. Default: the storage.
     *
     * @param value for example one that reads a replica; must heed tenant, scope and query
     * @return this
     */
    public TicketKitBuilder statsProvider(StatsProvider value) {
        this.stats = value;
        return this;
    }

    /**
     * Lets {@link io.ticketkit.TicketService#stats} tell numbers that were counted a moment ago, for pages that ask again
     * and again: many who ask for the same at the same time cost one count. Who changed something through this kit is never
     * told numbers from before that, unless the storage counts on a replica that lags; others may be. What is written past
     * this kit, by another node or to the storage itself, is seen when the age has passed. Default: {@link Duration#ZERO},
     * which counts at every call, as a storage that joins always does.
     *
     * @param age how old the numbers may be; a second is a good measure
     * @return this
     * @throws IllegalArgumentException when it is negative
     */
    public TicketKitBuilder statsAge(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("statsAge must not be negative: " + age);
        }
        this.statsAge = age;
        return this;
    }

    /**
     * Sets the categories. Default: {@link Taxonomy#support()}.
     *
     * @param value the taxonomy
     * @return this
     */
    public TicketKitBuilder taxonomy(Taxonomy value) {
        this.taxonomy = value;
        return this;
    }

    /**
     * Sets the transitions. Default: {@link Workflow#standard()}.
     *
     * @param value the workflow
     * @return this
     */
    public TicketKitBuilder workflow(Workflow value) {
        this.workflow = value;
        return this;
    }

    /**
     * Sets which replies of requesters open a ticket again. Default: {@link ReopenPolicy#standard()}.
     *
     * @param value the policy
     * @return this
     */
    public TicketKitBuilder reopenOnReply(ReopenPolicy value) {
        this.reopening = value;
        return this;
    }

    /**
     * Sets who may do and see what. Default: {@link AccessPolicy#standard()}.
     *
     * @param value the policy
     * @return this
     */
    public TicketKitBuilder accessPolicy(AccessPolicy value) {
        this.policy = value;
        return this;
    }

    /**
     * Sets what tells the time. Default: the system's clock.
     *
     * @param value the clock; its zone plays no part
     * @return this
     */
    public TicketKitBuilder clock(Clock value) {
        this.clock = value;
        return this;
    }

    /**
     * Sets the classifier that is asked first. Default: none. It runs on a daemon thread of the kit (at most 32 at
     * once), outside any transaction, and is interrupted when its time is over; whatever goes wrong, the offline
     * classifier answers. A joining kit asks it only in {@link io.ticketkit.TicketService#classify}.
     *
     * @param value the classifier
     * @return this
     */
    public TicketKitBuilder classifier(Classifier value) {
        this.classifier = value;
        return this;
    }

    /**
     * Sets the classifier that answers where the first does not, or leaves fields out. Default:
     * {@link KeywordClassifier#standard()}, with {@link #learning} after what was learned. It runs on the caller's thread, possibly inside a transaction: it must be
     * fast and call nobody.
     *
     * @param value the classifier
     * @return this
     */
    public TicketKitBuilder offlineClassifier(Classifier value) {
        this.offlineClassifier = value;
        return this;
    }

    /**
     * Sets how long submitting may wait for the first classifier. Default: 3.5 seconds.
     *
     * @param value more than zero
     * @return this
     * @throws IllegalArgumentException when it is not
     */
    public TicketKitBuilder classificationTime(Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException("classificationTime must be more than zero");
        }
        this.classificationTime = value;
        return this;
    }

    /**
     * Sets the confidence below which a classified field needs review. Default: 0.7.
     *
     * @param value 0 to 1
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public TicketKitBuilder reviewThreshold(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("reviewThreshold must be between 0 and 1");
        }
        this.reviewThreshold = value;
        return this;
    }

    /**
     * Sets who suggests titles. Default: {@link FirstSentenceTitle}.
     *
     * @param value the suggester
     * @return this
     */
    public TicketKitBuilder titleSuggester(TitleSuggester value) {
        this.titles = value;
        return this;
    }

    /**
     * Adds a listener that is told inside the transaction; what it throws rolls the change back. With a storage that does
     * not join it must not call the kit: it would wait for its own transaction, or not see it. React after commit instead.
     *
     * @param listener the listener
     * @return this
     */
    public TicketKitBuilder beforeCommit(TicketListener listener) {
        beforeCommit.add(listener);
        return this;
    }

    /**
     * Adds a listener that is told once the change is committed; what it throws is logged and stops nobody. It is told
     * at most once: a crash between commit and call loses the call. With a joining storage it needs
     * {@link #transactionHooks}.
     *
     * @param listener the listener
     * @return this
     */
    public TicketKitBuilder afterCommit(TicketListener listener) {
        afterCommit.add(listener);
        return this;
    }

    /**
     * Sets how a kit with a joining storage learns that the host committed. Default: none.
     *
     * @param value the host's hooks
     * @return this
     */
    public TicketKitBuilder transactionHooks(TransactionHooks value) {
        this.hooks = value;
        return this;
    }

    /**
     * Sets how a kit with a joining storage gets transactions of its own, which work in the background needs. Default:
     * none.
     *
     * @param value the host's runner
     * @return this
     */
    public TicketKitBuilder transactionRunner(TransactionRunner value) {
        this.runner = value;
        return this;
    }

    /**
     * Has the classifier asked in the background. Submitting, and changing a text, stores the offline answer at once;
     * {@link TicketKit#classificationWorker()} asks the classifier later, on any node, within the same
     * {@link #classificationTime}, and applies its answer where the text is still the same and nobody has chosen.
     * {@link io.ticketkit.TicketService#classify} still asks it inline, and a draft that brings a classification is
     * not asked about again. Default: off. Needs a classifier, and with a joining storage a
     * {@link #transactionRunner}.
     *
     * @param value who drives it, and how much at once
     * @return this
     */
    public TicketKitBuilder backgroundClassification(BackgroundClassification value) {
        this.background = value;
        return this;
    }

    /**
     * Has the kit learn from the categories and priorities that people choose, correct and accept, for each tenant from
     * its own tickets. {@link TicketKit#learningWorker()} does it; what was learned is kept in the storage, for all
     * nodes. The offline classifier is then the one that learns and, where it does not answer,
     * {@link KeywordClassifier#standard()}; an {@link #offlineClassifier} of the host is left alone, and asks it, for
     * example in a chain, or not at all. Default: off. Needs, with a joining storage, a {@link #transactionRunner}.
     *
     * @param value who learns, who drives it, and how often at most
     * @return this
     */
    public TicketKitBuilder learning(Learning value) {
        this.learning = value;
        return this;
    }

    /**
     * Sets the assistant that is asked first for drafts, summaries, next actions and in chats. Default: none. Runs on a daemon
     * thread (at most 32 at once) until its time is over; else {@link io.ticketkit.assist.OfflineAssistant} helps.
     *
     * @param value the assistant
     * @return this
     */
    public TicketKitBuilder assistant(Assistant value) {
        this.assistant = value;
        return this;
    }

    /**
     * Sets how those who help are helped. Default: {@link Assistance#standard()}.
     *
     * @param value the settings
     * @return this
     */
    public TicketKitBuilder assistance(Assistance value) {
        this.assistance = value;
        return this;
    }

    /**
     * Has events delivered to handlers of the host: each event is stored in the transaction of its change, and handled
     * later, on any node, at least once. Default: no handlers, and no event is stored. Needs, with a joining storage, a
     * {@link #transactionRunner}.
     *
     * @param value to whom, who drives it, and how
     * @return this
     */
    public TicketKitBuilder outbox(Outbox value) {
        this.outbox = value;
        return this;
    }

    /**
     * Sets the rules that say where new tickets go. Default: none. See {@link io.ticketkit.TicketRouting}.
     *
     * @param value the rules
     * @return this
     */
    public TicketKitBuilder routing(Routing value) {
        this.routing = value;
        return this;
    }

    /**
     * Sets who chooses an assignee for new tickets that have none. Default: {@link AssignmentStrategy#none()}. See
     * {@link io.ticketkit.TicketRouting}.
     *
     * @param value the strategy
     * @return this
     */
    public TicketKitBuilder assignment(AssignmentStrategy value) {
        this.assignment = value;
        return this;
    }

    /**
     * Sets which files may be attached. Default: {@link AttachmentRules#standard()}.
     *
     * @param value the rules
     * @return this
     */
    public TicketKitBuilder attachmentRules(AttachmentRules value) {
        this.attachmentRules = value;
        return this;
    }

    /**
     * Sets where the content of attached files is kept. Default: {@link TicketStorage#attachmentStore()}, the database for
     * example. A store is for one storage alone: {@link TicketKit#removeUnusedFiles()} removes from it what that storage
     * does not know. With a joining storage it needs {@link #transactionHooks}.
     *
     * @param value the store, for example a {@link io.ticketkit.spi.FileAttachmentStore}
     * @return this
     */
    public TicketKitBuilder attachmentStore(AttachmentStore value) {
        this.attachmentStore = value;
        return this;
    }

    /**
     * Sets for how long what is kept. Default: everything for ever. {@link TicketKit#retentionWorker()} removes it. Needs, with
     * a joining storage, a {@link #transactionRunner}.
     *
     * @param value the rules, and who drives it
     * @return this
     */
    public TicketKitBuilder retention(Retention value) {
        this.retention = value;
        return this;
    }

    /**
     * Makes the kit.
     *
     * @return the kit; close it at the end
     * @throws IllegalStateException when no storage was given, when after-commit listeners or a store for attachments were
     *     given with a joining storage but no hooks, hooks or a transaction runner with a storage that does not join, background
     *     classification, learning, drafting, retention or an outbox without what it needs, or a routing rule that no ticket could fit
     */
    public TicketKit build() {
        return new KitAssembly(this).kit();
    }
}
