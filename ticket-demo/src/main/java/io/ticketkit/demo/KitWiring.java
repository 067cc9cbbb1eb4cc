package io.ticketkit.demo;

import io.ticketkit.Classifier;
import io.ticketkit.NotificationSink;
import io.ticketkit.Notifications;
import io.ticketkit.OutboxHandler;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.demo.settings.OutgoingSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.zendesk.ZendeskClient;
import io.ticketkit.demo.zendesk.ZendeskDesk;
import io.ticketkit.jpa.JpaTicketStorage;
import io.ticketkit.setup.Assistance;
import io.ticketkit.setup.BackgroundClassification;
import io.ticketkit.setup.Drafting;
import io.ticketkit.setup.Learning;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.Retention;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Builds TicketKit on a database as settings have it. */
final class KitWiring {
    /** How long a ticket waits at most until its turn comes. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often it is looked for what is kept no longer. */
    private static final Duration LOOK = Duration.ofMinutes(5);

    /** For pages that show the numbers all the time. */
    static final Duration STATS_AGE = Duration.ofSeconds(1);

    private final JpaTicketStorage storage;
    private final Clock clock;
    /** Of all kits: the next one knows at once what the one before had taken up from the database. */
    private final LearningClassifier learned = LearningClassifier.create();

    KitWiring(JpaTicketStorage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /**
     * A kit that works already, its storage shared.
     *
     * @throws io.ticketkit.demo.settings.SettingsException when a setting does not work here
     */
    WiredKit wire(Settings settings) {
        Opened opened = new Opened();
        try {
            Optional<LanguageModel> model = LanguageModel.of(settings.llm()).map(opened::add);
            TicketKit kit = opened.add(new Wiring(settings, opened).kit(model));
            Optional<ZendeskDesk> zendesk = settings.zendesk()
                    .map(desk -> opened.add(new ZendeskClient(desk)))
                    .map(ZendeskDesk::new);
            return new WiredKit(settings, kit, zendesk, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Who tries a model without a kit. */
    ModelTrial modelTrial() {
        return new ModelTrial(storage::spendLedger, clock);
    }

    private final class Wiring {
        private final Settings settings;
        private final Opened opened;

        Wiring(Settings settings, Opened opened) {
            this.settings = settings;
            this.opened = opened;
        }

        TicketKit kit(Optional<LanguageModel> model) {
            TicketKitBuilder builder = TicketKit.builder()
                    .storage(new SharedStorage(storage))
                    .statsAge(STATS_AGE)
                    .accessPolicy(new AdminPrivacy())
                    .retention(Retention.of(settings.retention()).on(executor()).every(LOOK))
                    .taxonomy(settings.taxonomy())
                    .assignment(Assigning.of(settings.agents()))
                    .reviewThreshold(settings.reviewThreshold())
                    .classificationTime(settings.classificationTime());
            model.map(asked -> asked.classifier(storage::spendLedger, clock))
                    .ifPresent(asked -> builder.classifier(new PermittedFields(settings, asked)));
            model.flatMap(asked -> asked.assistant(storage::spendLedger, clock)).ifPresent(builder::assistant);
            if (settings.draftsReplies()) {
                builder.assistance(Assistance.standard()
                        .draftingAtSubmit(Drafting.on(executor()).every(PAUSE)));
            }
            if (settings.background() && model.isPresent()) {
                ScheduledExecutorService executor = executor();
                builder.backgroundClassification(
                        BackgroundClassification.on(executor).every(PAUSE));
            }
            builder.outbox(outbox(settings.outgoing()));
            return builder.offlineClassifier(new PermittedFields(settings, offline(builder)))
                    .build();
        }

        /** People are told by mail, or it is logged what they would be told; another program by its webhook. */
        private Outbox outbox(OutgoingSettings outgoing) {
            List<OutboxHandler> handlers = new ArrayList<>();
            NotificationSink sink = outgoing.mail()
                    .<NotificationSink>map(mail -> new MailSink(mail, clock))
                    .orElseGet(LogSink::new);
            handlers.add(Notifications.handler("notifications", sink));
            outgoing.webhook()
                    .map(webhook -> opened.add(new WebhookHandler(webhook, clock)))
                    .ifPresent(handlers::add);
            ScheduledExecutorService executor = Executors.newScheduledThreadPool(handlers.size());
            opened.add(executor::shutdown);
            return Outbox.to(handlers.toArray(new OutboxHandler[0]))
                    .on(executor)
                    .every(PAUSE);
        }

        /** Knows words, and what people decided. */
        private Classifier offline(TicketKitBuilder builder) {
            if (settings.lesson().isZero()) {
                return KeywordClassifier.standard();
            }
            ScheduledExecutorService executor = executor();
            builder.learning(Learning.of(learned).on(executor).every(settings.lesson()));
            return Classifiers.firstOf(learned, KeywordClassifier.standard());
        }

        private ScheduledExecutorService executor() {
            ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
            opened.add(executor::shutdown);
            return executor;
        }
    }
}
