package io.ticketkit.llm.internal.provider;

import io.ticketkit.FailureReason;
import io.ticketkit.llm.chat.ChatAnswer;
import io.ticketkit.llm.chat.ChatException;
import io.ticketkit.llm.chat.ChatRequest;
import io.ticketkit.llm.chat.FinishReason;
import io.ticketkit.llm.internal.http.AnswerTooLongException;
import io.ticketkit.llm.internal.http.Backoff;
import io.ticketkit.llm.internal.http.Exchange;
import io.ticketkit.llm.internal.http.HttpReply;
import io.ticketkit.llm.internal.http.RefusedAddressException;
import io.ticketkit.llm.internal.http.Timing;
import io.ticketkit.llm.internal.http.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * From a question to its answer: steps down to what the endpoint can do, and remembers it once it worked; sends again what
 * may then succeed. Thread-safe.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final WireFormat format;
    private final Transport transport;
    private final int maxRetries;
    private final Timing timing;
    private volatile Rung rung = Rung.TOP;

    Conversation(WireFormat format, Transport transport, int maxRetries, Timing timing) {
        this.format = format;
        this.transport = transport;
        this.maxRetries = maxRetries;
        this.timing = timing;
    }

    ChatAnswer run(ChatRequest request, Exchange exchange) throws ChatException, InterruptedException {
        Rung current = rung;
        int retries = 0;
        while (true) {
            Outcome outcome = attempt(request, current, exchange);
            if (outcome instanceof Answered answered) {
                return answered.answer().attempts(exchange.sent()).build();
            }
            if (outcome instanceof TooMuch step) {
                current = step.lower();
            } else if (outcome instanceof Failure failure) {
                Duration wait = Backoff.before(failure.asked(), retries, timing.random());
                boolean again = failure.retryable()
                        && retries < maxRetries
                        && wait.compareTo(request.deadline().remaining()) < 0;
                if (!again) {
                    throw failure.exception().attempts(exchange.sent()).build();
                }
                LOG.debug("Sending again in {} ms", wait.toMillis());
                timing.sleep(wait);
                retries++;
            }
        }
    }

    private Outcome attempt(ChatRequest request, Rung asked, Exchange exchange) {
        HttpReply reply;
        try {
            reply = transport.post(format.request(request, asked), exchange);
        } catch (IOException e) {
            return failure(e);
        }
        JsonNode body = Json.read(reply.body()).orElseGet(Json::object);
        String id = id(reply, body);
        int status = reply.status();
        if (reply.isSuccess()) {
            Optional<ChatAnswer.Builder> answer = format.answer(body, asked);
            if (answer.isPresent()) {
                learn(asked);
                return new Answered(answer.get().requestId(id));
            }
            if (!body.path("error").isObject()) {
                return noAnswer(reply, id);
            }
            status = ErrorReply.statusIn(body).orElse(status);
        }
        ErrorReply error = format.error(status, body);
        if (error.blocked()) {
            return new Answered(
                    ChatAnswer.builder("").finish(FinishReason.PROMPT_BLOCKED).requestId(id));
        }
        Optional<Rung> lower = isAboutTheRequest(status) ? format.below(asked, request, error) : Optional.empty();
        return lower.isPresent() ? new TooMuch(lower.get()) : failure(reply, status, error, id);
    }

    private synchronized void learn(Rung worked) {
        Rung known = rung.and(worked);
        if (!known.equals(rung)) {
            LOG.debug("The endpoint takes less than was tried first: {}", known);
            rung = known;
        }
    }

    private static Failure noAnswer(HttpReply reply, @Nullable String id) {
        return new Failure(
                ChatException.builder(FailureReason.INVALID_ANSWER, "status " + reply.status() + " without an answer")
                        .requestId(id),
                false,
                Optional.empty());
    }

    private static boolean isAboutTheRequest(int status) {
        return status == 400 || status == 422;
    }

    private static Failure failure(HttpReply reply, int status, ErrorReply error, @Nullable String id) {
        String message = "status " + status
                + (error.code().isEmpty() ? "" : " " + error.code())
                + (status >= 300 && status < 400 ? ": redirects are not followed, see baseUrl" : "");
        boolean retryable = ErrorReply.isRetryable(status)
                && error.reason() != FailureReason.QUOTA
                && error.reason() != FailureReason.AUTHENTICATION;
        return new Failure(
                ChatException.builder(error.reason(), message).status(status).requestId(id),
                retryable,
                Backoff.asked(reply).or(error::retryAfter));
    }

    /** OkHttp's messages name the host, and nothing of the request. */
    private static Failure failure(IOException e) {
        if (e instanceof AnswerTooLongException || e.getCause() instanceof DataFormatException) {
            return new Failure(
                    ChatException.builder(FailureReason.INVALID_ANSWER, "the answer is too long, or not well-formed")
                            .cause(e),
                    false,
                    Optional.empty());
        }
        if (e instanceof RefusedAddressException) {
            return new Failure(
                    ChatException.builder(FailureReason.UNREACHABLE, "baseUrl: " + e.getMessage()),
                    false,
                    Optional.empty());
        }
        if (e instanceof InterruptedIOException) {
            return new Failure(
                    ChatException.builder(FailureReason.TIMEOUT, "given up").cause(e), false, Optional.empty());
        }
        String message =
                e instanceof UnknownHostException ? "the host's name is unknown" : "no connection, or it broke";
        return new Failure(
                ChatException.builder(FailureReason.UNREACHABLE, message).cause(e), true, Optional.empty());
    }

    /** The id as far as it can be stored and logged. */
    private @Nullable String id(HttpReply reply, JsonNode body) {
        return format.requestId(reply, body)
                .filter(id -> id.matches("[!-~]{1,100}"))
                .orElse(null);
    }

    private sealed interface Outcome {}

    private record Answered(ChatAnswer.Builder answer) implements Outcome {}

    /** The request asked for more than the endpoint can do. */
    private record TooMuch(Rung lower) implements Outcome {}

    private record Failure(ChatException.Builder exception, boolean retryable, Optional<Duration> asked)
            implements Outcome {}
}
