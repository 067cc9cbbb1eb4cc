package io.ticketkit.demo;

import io.ticketkit.Actor;
import io.ticketkit.Classifier;
import io.ticketkit.NotificationSink;
import io.ticketkit.Notifications;
import io.ticketkit.OutboxHandler;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.classify.Classifiers;
import io.ticketkit.classify.KeywordClassifier;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.demo.http.WebServer;
import io.ticketkit.demo.settings.OutgoingSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.Users;
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
import io.ticketkit.testkit.samples.SampleTickets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host application in miniature: opens a database, embeds TicketKit, serves it. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private static final Clock CLOCK = Clock.systemUTC();
    /** How long a ticket waits at most until its turn comes. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How often it is looked for what is kept no longer. */
    private static final Duration LOOK = Duration.ofMinutes(5);

    private static final Duration MONTH = Duration.ofDays(30);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final TicketKit kit;
    private final int port;

    private Demo(Settings settings, boolean serves) {
        try {
            // first: where it must not connect to is known before a database is touched
            Optional<LanguageModel> model = LanguageModel.of(settings.llm()).map(this::opened);
            Database database = opened(new Database(settings.database()));
            this.kit = opened(kit(settings, model, database.storage()));
            IntConsumer samples = count -> samples(settings, database, 1)
                    .between(CLOCK.instant().minus(MONTH), CLOCK.instant())
                    .seed(count, done -> {});
            this.port = serves ? opened(server(settings, database, samples)).start() : 0;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private WebServer server(Settings settings, Database database, IntConsumer samples) {
        Optional<ZendeskDesk> zendesk =
                settings.zendesk().map(desk -> opened(new ZendeskClient(desk))).map(ZendeskDesk::new);
        Optional<Logins> logins = settings.auth().secret().map(secret -> logins(database.users(CLOCK), kit, secret));
        return new WebServer(settings, kit::as, logins, zendesk, database::answers, samples);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /**
     * Starts it.
     *
     * @throws io.ticketkit.demo.settings.SettingsException when a setting does not work here
     */
    public static Demo start(Settings settings) {
        return new Demo(settings, true);
    }

    /** Starts all but the server: for what is done from the command line. */
    static Demo withoutServer(Settings settings) {
        return new Demo(settings, false);
    }

    TicketKit kit() {
        return kit;
    }

    static SampleTickets samples(Settings settings, Database database, long seed) {
        return new SampleTickets(database.storage(), settings.taxonomy(), CLOCK, seed, settings.reviewThreshold());
    }

    private static Logins logins(Users users, TicketKit kit, String secret) {
        TicketService all = kit.as(Actor.system("ticketkit-demo"));
        Predicate<String> namesTickets =
                email -> all.count(TicketQuery.builder().requesters(email).build()) > 0;
        return new Logins(users, secret, namesTickets, CLOCK);
    }

    private TicketKit kit(Settings settings, Optional<LanguageModel> model, JpaTicketStorage storage) {
        TicketKitBuilder builder = TicketKit.builder()
                .storage(storage)
                .accessPolicy(new AdminPrivacy())
                .retention(Retention.of(settings.retention()).on(executor()).every(LOOK))
                .taxonomy(settings.taxonomy())
                .assignment(Assigning.of(settings.agents()))
                .reviewThreshold(settings.reviewThreshold())
                .classificationTime(settings.classificationTime());
        model.map(asked -> asked.classifier(storage::spendLedger, CLOCK))
                .ifPresent(asked -> builder.classifier(new PermittedFields(settings, asked)));
        model.flatMap(asked -> asked.assistant(storage::spendLedger, CLOCK)).ifPresent(builder::assistant);
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
        return builder.offlineClassifier(new PermittedFields(settings, offline(settings, builder)))
                .build();
    }

    /** People are told by mail, or it is logged what they would be told; another program by its webhook. */
    private Outbox outbox(OutgoingSettings settings) {
        List<OutboxHandler> handlers = new ArrayList<>();
        NotificationSink sink = settings.mail()
                .<NotificationSink>map(mail -> new MailSink(mail, CLOCK))
                .orElseGet(LogSink::new);
        handlers.add(Notifications.handler("notifications", sink));
        settings.webhook()
                .map(webhook -> opened(new WebhookHandler(webhook, CLOCK)))
                .ifPresent(handlers::add);
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(handlers.size());
        opened(executor::shutdown);
        return Outbox.to(handlers.toArray(new OutboxHandler[0])).on(executor).every(PAUSE);
    }

    /** Knows words, and what people decided. */
    private Classifier offline(Settings settings, TicketKitBuilder builder) {
        if (settings.lesson().isZero()) {
            return KeywordClassifier.standard();
        }
        LearningClassifier learned = LearningClassifier.create();
        ScheduledExecutorService executor = executor();
        builder.learning(Learning.of(learned).on(executor).every(settings.lesson()));
        return Classifiers.firstOf(learned, KeywordClassifier.standard());
    }

    private ScheduledExecutorService executor() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        opened(executor::shutdown);
        return executor;
    }

    public int port() {
        return port;
    }

    /** Finishes requests in flight, then lets go of the database. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("Something did not close", e);
            }
        }
    }
}
