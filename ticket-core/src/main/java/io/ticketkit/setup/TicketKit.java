package io.ticketkit.setup;

import io.ticketkit.Actor;
import io.ticketkit.AssistanceWorker;
import io.ticketkit.ClassificationWorker;
import io.ticketkit.LearningWorker;
import io.ticketkit.Limits;
import io.ticketkit.OutboxMonitor;
import io.ticketkit.OutboxWorker;
import io.ticketkit.RetentionWorker;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.internal.Deliveries;
import io.ticketkit.internal.Engine;
import io.ticketkit.internal.OwnTransactions;
import io.ticketkit.internal.WorkerSchedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TicketKit, wired: the one object a host keeps. Thread-safe; make one, share it, close it at the end.
 *
 * <pre>{@code
 * TicketKit kit = TicketKit.builder().storage(storage).build();
 * TicketService tickets = kit.as(Actor.staff("agent-7"));
 * Ticket ticket = tickets.submit(TicketDraft.of("Charged twice", "I was charged twice for order 4711."));
 * }</pre>
 */
public final class TicketKit implements AutoCloseable {
    /** The tenant of {@link #as}. */
    public static final String DEFAULT_TENANT = "default";

    private final Engine engine;
    private final OwnTransactions transactions;
    private final @Nullable ClassificationWorker worker;
    private final @Nullable LearningWorker learner;
    private final @Nullable AssistanceWorker drafter;
    private final @Nullable Deliveries deliveries;
    private final @Nullable RetentionWorker retainer;
    private final List<WorkerSchedule> schedules;

    TicketKit(
            Engine engine,
            OwnTransactions transactions,
            @Nullable ClassificationWorker worker,
            @Nullable LearningWorker learner,
            @Nullable AssistanceWorker drafter,
            @Nullable Deliveries deliveries,
            @Nullable RetentionWorker retainer,
            List<WorkerSchedule> schedules) {
        this.engine = engine;
        this.transactions = transactions;
        this.worker = worker;
        this.learner = learner;
        this.drafter = drafter;
        this.deliveries = deliveries;
        this.retainer = retainer;
        this.schedules = schedules;
    }

    /** {@return a builder; only a storage must be given} */
    public static TicketKitBuilder builder() {
        return new TicketKitBuilder();
    }

    /**
     * The tickets of a host without tenants.
     *
     * @param actor who acts
     * @return a cheap view; make one per request
     */
    public TicketService as(Actor actor) {
        return forTenant(DEFAULT_TENANT).as(actor);
    }

    /**
     * The tickets of one tenant. Nothing of another tenant can be reached through it.
     *
     * @param name 1 to 64 characters; the host decides what they mean
     * @return where to say who acts
     * @throws ValidationException when the name is too long, has no letter or digit, or has control characters
     */
    public Tenant forTenant(String name) {
        if (name.codePoints().noneMatch(Character::isLetterOrDigit)
                || name.length() > Limits.NAME
                || name.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw new ValidationException(List.of(new Violation(
                    "tenant",
                    "A tenant has 1 to 64 characters, at least one letter or digit, no control characters.")));
        }
        return actor -> engine.service(name, actor);
    }

    /**
     * Who works off what waits for the classifier in background mode.
     *
     * @return always the same worker; of use until the kit is closed
     * @throws IllegalStateException when the kit was built without background classification
     */
    public ClassificationWorker classificationWorker() {
        if (worker == null) {
            throw new IllegalStateException("This kit asks its classifier inline: build it with"
                    + " backgroundClassification(BackgroundClassification.onTick()).");
        }
        return worker;
    }

    /**
     * Who learns from what people decided.
     *
     * @return always the same worker; of use until the kit is closed
     * @throws IllegalStateException when the kit was built without learning
     */
    public LearningWorker learningWorker() {
        if (learner == null) {
            throw new IllegalStateException(
                    "This kit does not learn: build it with" + " learning(Learning.of(LearningClassifier.create())).");
        }
        return learner;
    }

    /**
     * Who drafts first replies to new tickets.
     *
     * @return always the same worker; of use until the kit is closed
     * @throws IllegalStateException when the kit was built without drafting
     */
    public AssistanceWorker assistanceWorker() {
        if (drafter == null) {
            throw new IllegalStateException("This kit drafts nothing by itself: build it with"
                    + " assistance(Assistance.standard().draftingAtSubmit(Drafting.onTick())).");
        }
        return drafter;
    }

    /**
     * Who delivers events to the handlers.
     *
     * @return always the same worker; of use until the kit is closed
     * @throws IllegalStateException when the kit was built without an outbox
     */
    public OutboxWorker outboxWorker() {
        return deliveries();
    }

    /**
     * What waits to be delivered.
     *
     * @return always the same view; of use until the kit is closed
     * @throws IllegalStateException when the kit was built without an outbox
     */
    public OutboxMonitor outbox() {
        return deliveries().monitor();
    }

    private Deliveries deliveries() {
        if (deliveries == null) {
            throw new IllegalStateException("This kit delivers no events: build it with outbox(Outbox.to(handler)).");
        }
        return deliveries;
    }

    /**
     * Who removes what is kept no longer, and ends erasings of people that were broken off.
     *
     * @return always the same worker; of use until the kit is closed
     * @throws IllegalStateException with a joining storage, when the kit was built without a transaction runner
     */
    public RetentionWorker retentionWorker() {
        if (retainer == null) {
            throw new IllegalStateException(
                    "This kit has no transactions of its own: build it with" + " transactionRunner(…).");
        }
        return retainer;
    }

    /**
     * Removes, of all tenants, the content of files that for a day has belonged to no ticket: what a crash or a lost
     * connection left over. Once a day, on one node, is enough; it asks the database about some hundred files at a time.
     * Joining, it works in a transaction of the {@link TicketKitBuilder#transactionRunner}, or of the caller where there
     * is none.
     *
     * @return how many were removed
     * @throws io.ticketkit.StorageException when the storage, or the store of the files, fails
     */
    public long removeUnusedFiles() {
        return engine.files().removeUnused(transactions, engine.rules().clock().instant());
    }

    /**
     * Closes the storage, ends every thread this kit started, and interrupts the calls of its classifier and
     * assistant that are under way; it waits for none. For handlers of events that are at work it waits, up to five seconds, so that what they did
     * is recorded; what has not begun is left to other nodes. Calling it again does nothing.
     */
    @Override
    public void close() {
        schedules.forEach(WorkerSchedule::close);
        if (deliveries != null) {
            deliveries.close();
        }
        engine.classification().close();
        engine.assistance().close();
        engine.storage().close();
    }

    /** The tickets of one tenant. */
    @FunctionalInterface
    public interface Tenant {
        /**
         * Says who acts.
         *
         * @param actor who acts
         * @return a cheap view; make one per request
         */
        TicketService as(Actor actor);
    }
}
