package io.ticketkit.internal;

import io.ticketkit.Assisted;
import io.ticketkit.ChatReply;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.NextActions;
import io.ticketkit.ReplyDraft;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunPurpose;
import io.ticketkit.Source;
import io.ticketkit.Summary;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.assist.AssistanceRequest;
import io.ticketkit.assist.Assistant;
import io.ticketkit.assist.ConversationRequest;
import io.ticketkit.assist.Knowledge;
import io.ticketkit.assist.KnowledgeSource;
import io.ticketkit.assist.OfflineAssistant;
import io.ticketkit.spi.TicketStorage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Always helps, within the time limit: first asks the host's assistant, on a thread that can be left behind when it does
 * not come back, then the offline one. Records a run of each that was asked. Call it outside transactions.
 */
public final class AssistanceRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AssistanceRunner.class);
    private static final int MAX_CONCURRENT = 32;
    /** So that an assistant that keeps to the deadline can still tell why it gave up, and what that cost. */
    private static final Duration GRACE = Duration.ofMillis(100);
    /** Which part of the time the host's knowledge may take, so that the rest is left for the assistant. */
    private static final int KNOWLEDGE_SHARE = 4;

    private static final int KNOWLEDGE = 5;

    private final @Nullable Assistant first;
    private final @Nullable KnowledgeSource knowledge;
    private final Assistant offline = new OfflineAssistant();
    private final Duration limit;
    private final boolean drafts;
    private final TicketStorage storage;
    private final Clock clock;
    private final ExecutorService threads;

    /**
     * Fixes who is asked.
     *
     * @param first asked first, within the limit, or null for nobody
     * @param knowledge what the host knows, or null for nothing
     * @param limit how long one piece of help may take
     * @param drafts whether replies to new tickets are drafted
     * @param storage where runs are recorded
     * @param clock tells when they are asked
     */
    public AssistanceRunner(
            @Nullable Assistant first,
            @Nullable KnowledgeSource knowledge,
            Duration limit,
            boolean drafts,
            TicketStorage storage,
            Clock clock) {
        this.first = first;
        this.knowledge = knowledge;
        this.limit = limit;
        this.drafts = drafts;
        this.storage = storage;
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        this.threads =
                new ThreadPoolExecutor(0, MAX_CONCURRENT, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "ticketkit-assistant-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Until when help that is asked for now is of use; for the request, and for {@link #knowledge}. */
    Deadline deadline() {
        return Deadline.after(limit);
    }

    ReplyDraft reply(AssistanceRequest request, ReplyCalibration calibration) {
        Asking<ReplyDraft> asking = beginReply(request);
        return recorded(asking.question(), calibration.applied(asking.outcome(this)));
    }

    Summary summarize(AssistanceRequest request) {
        return help(RunPurpose.SUMMARY, request, assistant -> assistant.summarize(request));
    }

    NextActions nextActions(AssistanceRequest request) {
        return help(RunPurpose.ACTIONS, request, assistant -> assistant.nextActions(request));
    }

    ChatReply chat(ConversationRequest request) {
        TicketId ticket = request.ticket().map(Ticket::id).orElse(null);
        Question question = new Question(RunPurpose.CHAT, request.tenant(), ticket, request.deadline());
        return help(question, assistant -> assistant.chat(request));
    }

    /**
     * Asks only the offline assistant: inside a transaction of the host nobody waits for a model. There the chat is locked,
     * so that its ticket is not erased before the run is recorded.
     */
    ChatReply chatOffline(ConversationRequest request) {
        TicketId ticket = request.ticket().map(Ticket::id).orElse(null);
        Question question = new Question(RunPurpose.CHAT, request.tenant(), ticket, request.deadline());
        List<ClassificationRun> runs = new ArrayList<>();
        ChatReply help = offline(question, assistant -> assistant.chat(request), runs);
        return new Helped<>(help, runs, false).recorded(PendingRuns.recorded(storage, runs));
    }

    /** What is asked, for the run. */
    record Question(
            RunPurpose purpose, String tenant, @Nullable TicketId ticket, Deadline deadline) {}

    /** One thing an assistant can do. */
    interface Ability<T> {
        Optional<T> by(Assistant assistant) throws Exception;
    }

    private <T extends Assisted<T>> T help(RunPurpose purpose, AssistanceRequest request, Ability<T> ability) {
        TicketId ticket = request.ticket().id();
        return help(new Question(purpose, request.tenant(), ticket, request.deadline()), ability);
    }

    private <T extends Assisted<T>> T help(Question question, Ability<T> ability) {
        return recorded(question, begin(question, ability).outcome(this));
    }

    private <T extends Assisted<T>> T recorded(Question question, Helped<T> helped) {
        TicketId ticket = question.ticket();
        return helped.recorded(
                ticket == null
                        ? PendingRuns.recorded(storage, helped.runs())
                        : PendingRuns.recorded(storage, question.tenant(), ticket, helped.runs()));
    }

    /** Asks for a draft and does not wait for it. Its runs are the caller's to record. */
    Asking<ReplyDraft> beginReply(AssistanceRequest request) {
        TicketId ticket = request.ticket().id();
        Question question = new Question(RunPurpose.REPLY, request.tenant(), ticket, request.deadline());
        return begin(question, assistant -> assistant.reply(request));
    }

    /** Somebody who is being asked, or nobody where there is only the offline assistant. */
    record Asking<T extends Assisted<T>>(
            Question question,
            Ability<T> ability,
            Instant at,
            Deadline since,
            @Nullable Future<Optional<T>> answer,
            AtomicReference<@Nullable Duration> took) {

        /** Waits until there is an answer, it failed, or the deadline has passed; then the offline one helps. */
        Helped<T> outcome(AssistanceRunner runner) {
            return runner.ended(this);
        }
    }

    private <T extends Assisted<T>> Asking<T> begin(Question question, Ability<T> ability) {
        Assistant asked = first;
        Instant at = clock.instant();
        Deadline since = Deadline.after(Duration.ZERO);
        AtomicReference<@Nullable Duration> took = new AtomicReference<>();
        Future<Optional<T>> answer = null;
        if (asked != null) {
            try {
                answer = threads.submit(() -> {
                    try {
                        return answerOf(ability, asked);
                    } finally {
                        took.set(since.elapsed());
                    }
                });
            } catch (RejectedExecutionException e) {
                LOG.warn("The assistant is not asked: too many are being asked already");
            }
        }
        return new Asking<>(question, ability, at, since, answer, took);
    }

    private <T extends Assisted<T>> Helped<T> ended(Asking<T> asking) {
        List<ClassificationRun> runs = new ArrayList<>();
        Optional<T> given = first == null ? Optional.empty() : outcome(first, asking, runs);
        T help = given.orElseGet(() -> offline(asking.question(), asking.ability(), runs));
        return new Helped<>(help, List.copyOf(runs), given.isPresent());
    }

    private <T extends Assisted<T>> Optional<T> outcome(
            Assistant assistant, Asking<T> asking, List<ClassificationRun> runs) {
        Attempt<T> attempt = attempt(asking);
        ModelCall call = attempt.call();
        Duration took = asking.took().get();
        ClassificationRun.Builder run = run(
                        asking.question(), call == null ? assistant.source() : Source.LLM, asking.at())
                .duration(took == null ? asking.since().elapsed() : took)
                .call(call);
        if (attempt.failure() != null) {
            run.failed(attempt.failure());
        } else {
            attempt.answer()
                    .ifPresentOrElse(help -> run.confidence(stated(help)), () -> run.outcome(RunOutcome.ABSTAINED));
        }
        runs.add(run.build());
        return attempt.answer();
    }

    private <T extends Assisted<T>> T offline(Question question, Ability<T> ability, List<ClassificationRun> runs) {
        Instant at = clock.instant();
        Deadline since = Deadline.after(Duration.ZERO);
        T help;
        try {
            help = ability.by(offline).orElseThrow();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the offline assistant never fails", e);
        }
        runs.add(run(question, help.source(), at)
                .duration(since.elapsed())
                .confidence(stated(help))
                .build());
        return help;
    }

    /** How sure a draft says it is: what people say of it is compared with that. */
    private static @Nullable Double stated(Assisted<?> help) {
        return help instanceof ReplyDraft draft ? draft.confidence() : null;
    }

    private static ClassificationRun.Builder run(Question question, Source source, Instant at) {
        return ClassificationRun.builder(question.tenant(), source, at)
                .purpose(question.purpose())
                .ticket(question.ticket());
    }

    /** What came of asking: an answer, none, or a failure. */
    private record Attempt<T>(
            Optional<T> answer,
            @Nullable FailureReason failure,
            @Nullable ModelCall call) {}

    private <T extends Assisted<T>> Attempt<T> attempt(Asking<T> asking) {
        Future<Optional<T>> future = asking.answer();
        if (future == null) {
            return new Attempt<>(Optional.empty(), FailureReason.BUSY, null);
        }
        try {
            Duration time = asking.question().deadline().remaining().plus(GRACE);
            Optional<T> answer = future.get(time.toNanos(), TimeUnit.NANOSECONDS);
            ModelCall call = answer.flatMap(help -> help.provenance().call()).orElse(null);
            return new Attempt<>(answer, null, call);
        } catch (TimeoutException e) {
            LOG.warn("The assistant did not answer within {} ms", limit.toMillis());
            future.cancel(true);
            return new Attempt<>(Optional.empty(), FailureReason.TIMEOUT, null);
        } catch (ExecutionException e) {
            FailureReason reason = Failures.reasonOf(e.getCause());
            // only the type: a message may quote the ticket
            LOG.warn("The assistant failed with {} ({})", nameOf(e.getCause()), reason.wireName());
            return new Attempt<>(Optional.empty(), reason, Failures.callOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.cancel(true);
            return new Attempt<>(Optional.empty(), FailureReason.INTERRUPTED, null);
        }
    }

    /** How long asking may take, all in all. */
    Duration limit() {
        return limit.plus(GRACE);
    }

    /** Whether replies to new tickets are drafted. */
    boolean drafts() {
        return drafts;
    }

    /** What cannot forget is logged: nobody waits for it. */
    void forget(String tenant) {
        if (first == null) {
            return;
        }
        try {
            first.forget(tenant);
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.warn(
                    "The assistant did not forget what was erased: {}",
                    e.getClass().getName());
        }
    }

    /** What kind of assistant is asked first. */
    Source source() {
        return first == null ? offline.source() : first.source();
    }

    /** Null is no answer: hosts' lambdas do that. */
    @SuppressWarnings("NullAway")
    private static <T> Optional<T> answerOf(Ability<T> ability, Assistant assistant) throws Exception {
        return Objects.requireNonNullElse(ability.by(assistant), Optional.empty());
    }

    /** What the host knows about a matter; nothing when it fails or takes more than its part of the time. */
    List<Knowledge> knowledge(String tenant, String query, Deadline deadline) {
        KnowledgeSource source = knowledge;
        if (source == null || query.isBlank()) {
            return List.of();
        }
        Future<List<Knowledge>> found;
        try {
            found = threads.submit(() -> source.find(tenant, query, KNOWLEDGE));
        } catch (RejectedExecutionException e) {
            LOG.warn("Helping goes on without knowledge: too many are being asked already");
            return List.of();
        }
        try {
            long wait = deadline.remaining().dividedBy(KNOWLEDGE_SHARE).toNanos();
            return found.get(wait, TimeUnit.NANOSECONDS).stream()
                    .limit(KNOWLEDGE)
                    .toList();
        } catch (ExecutionException e) {
            LOG.warn("Helping goes on without knowledge: its source failed with {}", nameOf(e.getCause()));
        } catch (TimeoutException e) {
            LOG.warn("Helping goes on without knowledge: its source did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        found.cancel(true);
        return List.of();
    }

    private static String nameOf(@Nullable Throwable cause) {
        return cause == null ? "an unknown error" : cause.getClass().getName();
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
