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
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.TicketStorage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a kit shall work, as its builder collects it. */
abstract class KitSettings {
    @Nullable
    TicketStorage storage;

    @Nullable
    StatsProvider stats;

    Duration statsAge = Duration.ZERO;

    Taxonomy taxonomy = Taxonomy.support();
    Workflow workflow = Workflow.standard();
    ReopenPolicy reopening = ReopenPolicy.standard();
    AccessPolicy policy = AccessPolicy.standard();
    Clock clock = Clock.systemUTC();

    @Nullable
    Classifier classifier;

    @Nullable
    Classifier offlineClassifier;

    Duration classificationTime = Duration.ofMillis(3500);
    double reviewThreshold = 0.7;
    TitleSuggester titles = new FirstSentenceTitle();
    final List<TicketListener> beforeCommit = new ArrayList<>();
    final List<TicketListener> afterCommit = new ArrayList<>();

    @Nullable
    TransactionHooks hooks;

    @Nullable
    TransactionRunner runner;

    @Nullable
    BackgroundClassification background;

    @Nullable
    Learning learning;

    @Nullable
    Assistant assistant;

    Assistance assistance = Assistance.standard();

    @Nullable
    Outbox outbox;

    Routing routing = Routing.none();
    AssignmentStrategy assignment = AssignmentStrategy.none();

    @Nullable
    AttachmentStore attachmentStore;

    AttachmentRules attachmentRules = AttachmentRules.standard();

    @Nullable
    Retention retention;
}
