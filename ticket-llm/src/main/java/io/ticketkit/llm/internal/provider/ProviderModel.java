package io.ticketkit.llm.internal.provider;

import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatModel;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.internal.http.CircuitBreaker;
import io.ticketkit.llm.internal.http.Exchange;
import io.ticketkit.llm.internal.http.Timing;
import io.ticketkit.llm.internal.http.Transport;
import io.ticketkit.llm.internal.http.Workers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine behind every provider: breaker, limit and deadline around a {@link Conversation}. */
public final class ProviderModel implements ChatModel {
    /** After how many failures in a row nothing is called. */
    public static final int FAILURES = 5;

    /** For how long nothing is called then. */
    public static final Duration PAUSE = Duration.ofSeconds(30);

    /** Who leaves less than this cannot say that an endpoint did not answer. */
    private static final Duration FAIR = Duration.ofMillis(100);

    /** How long to wait for a place: enough for a burst, and the offline answer is still in time. */
    private static final Duration QUEUE = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(ProviderModel.class);
    private static final Set<Integer> ABOUT_ONE_TICKET = Set.of(400, 413, 422);

    private final String name;
    private final Transport transport;
    private final Conversation conversation;
    private final CircuitBreaker breaker;
    private final Workers workers;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Fixes everything.
     *
     * @param transport is closed with this
     * @param maxRetries how often to send again what may then succeed
     * @param maxConcurrent how many calls may be under way
     */
    public ProviderModel(
            String name, WireFormat format, Transport transport, int maxRetries, int maxConcurrent, Timing timing) {
        this.name = name;
        this.transport = transport;
        this.conversation = new Conversation(format, transport, maxRetries, timing);
        this.breaker = new CircuitBreaker(FAILURES, PAUSE, timing);
        this.workers = new Workers(name, maxConcurrent);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatAnswer chat(ChatRequest request) throws ChatException, InterruptedException {
        if (request.deadline().hasPassed()) {
            throw unsent(FailureReason.TIMEOUT, "the deadline had passed before anything was sent");
        }
        CircuitBreaker.Permit permit = breaker.tryAcquire()
                .orElseThrow(() -> unsent(FailureReason.CIRCUIT_OPEN, "nothing is called after failures in a row"));
        try (permit) {
            if (!workers.tryTake(min(QUEUE, request.deadline().remaining()))) {
                throw unsent(FailureReason.BUSY, "too many calls are under way, see maxConcurrent");
            }
            boolean hurried = request.deadline().remaining().compareTo(FAIR) < 0;
            try {
                ChatAnswer answer = converse(request);
                permit.answered();
                return answer;
            } catch (ChatException e) {
                if (e.reason() != FailureReason.TIMEOUT || !hurried) {
                    tell(permit, e);
                }
                throw e;
            }
        }
    }

    private void tell(CircuitBreaker.Permit permit, ChatException failure) {
        boolean opened = switch (failure.reason()) {
            case AUTHENTICATION, QUOTA -> permit.failed(true);
            case TIMEOUT, UNREACHABLE, RATE_LIMITED, SERVER_ERROR -> permit.failed(false);
            case INVALID_REQUEST, INVALID_ANSWER -> {
                if (ABOUT_ONE_TICKET.contains(failure.status().orElse(0))) {
                    permit.answered();
                    yield false;
                }
                // no such model, another server's page: the next ticket fares no better
                yield permit.failed(false);
            }
            default -> false; // says nothing of the endpoint
        };
        if (opened) {
            LOG.warn("The model {} is not called for {} s: {}", name, PAUSE.toSeconds(), failure.reason());
        }
    }

    private ChatAnswer converse(ChatRequest request) throws ChatException, InterruptedException {
        Exchange exchange = new Exchange();
        running.add(exchange);
        try {
            Future<ChatAnswer> future = workers.start(() -> conversation.run(request, exchange));
            return await(future, request.deadline(), exchange);
        } catch (RejectedExecutionException e) {
            throw unsent(FailureReason.ERROR, "the model is closed");
        } finally {
            running.remove(exchange);
        }
    }

    private ChatAnswer await(Future<ChatAnswer> future, Deadline deadline, Exchange exchange)
            throws ChatException, InterruptedException {
        try {
            return future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ChatException.builder(FailureReason.TIMEOUT, "no answer until the deadline")
                    .attempts(exchange.sent())
                    .build();
        } catch (ExecutionException e) {
            throw failure(e.getCause(), exchange);
        } finally {
            if (!future.isDone()) {
                exchange.cancel();
                future.cancel(true);
            }
        }
    }

    /** Of what nobody expected only the type is told: its message may hold anything. */
    private ChatException failure(@Nullable Throwable cause, Exchange exchange) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (closed) {
            return ended(exchange, "the model was closed");
        }
        return cause instanceof ChatException known
                ? known
                : ended(
                        exchange,
                        "failed with "
                                + (cause == null ? "nothing" : cause.getClass().getName()));
    }

    private static ChatException ended(Exchange exchange, String message) {
        return ChatException.builder(FailureReason.ERROR, message)
                .attempts(exchange.sent())
                .build();
    }

    private static ChatException unsent(FailureReason reason, String message) {
        return ChatException.builder(reason, message).attempts(0).build();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void close() {
        closed = true;
        workers.close();
        running.forEach(Exchange::cancel);
        transport.close();
    }
}
