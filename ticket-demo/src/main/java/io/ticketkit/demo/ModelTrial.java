package io.ticketkit.demo;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.Deadline;
import io.ticketkit.FailureReason;
import io.ticketkit.StorageException;
import io.ticketkit.demo.administration.Report;
import io.ticketkit.demo.administration.Report.Line;
import io.ticketkit.demo.settings.LlmSettings;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.settings.SettingsException;
import io.ticketkit.spi.SpendLedger;
import java.math.BigDecimal;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a language model to classify one small ticket, and says in words what came of it. */
final class ModelTrial {
    private static final Logger LOG = LoggerFactory.getLogger(ModelTrial.class);

    /** Longer than tickets wait: too slow is another thing than not there. */
    private static final Duration LEAST = Duration.ofSeconds(15);

    private static final String TICKET = "I cannot log in any more since yesterday: my password is not accepted.";

    private final Supplier<SpendLedger> ledger;
    private final Clock clock;

    ModelTrial(Supplier<SpendLedger> ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    Report report(Settings settings) {
        LlmSettings llm = settings.llm();
        if (llm.provider() == LlmSettings.Provider.OFFLINE) {
            return new Report(List.of(new Line(
                    "settings",
                    false,
                    "No language model is set up: give TICKET_LLM_PROVIDER and its key. Words decide.")));
        }
        if (!llm.isUsable()) {
            return new Report(List.of(new Line(
                    "settings",
                    false,
                    "There is no key for " + llm.provider().wireName() + ": give TICKET_LLM_API_KEY.")));
        }
        List<Line> lines = new ArrayList<>();
        try (LanguageModel model = LanguageModel.of(llm).orElseThrow()) {
            lines.add(new Line(
                    "settings",
                    true,
                    "The model " + llm.model() + " of " + llm.provider().wireName()
                            + llm.baseUrl().map(url -> " is asked at " + url).orElse(" is asked where its provider is")
                            + (llm.key().isPresent() ? ", with a key." : ", without a key.")));
            ask(model, settings, lines);
        } catch (SettingsException e) {
            lines.add(new Line("settings", false, String.valueOf(e.getMessage())));
        }
        return new Report(lines);
    }

    private void ask(LanguageModel model, Settings settings, List<Line> lines) {
        Duration time = settings.classificationTime();
        Deadline deadline = Deadline.after(time.compareTo(LEAST) > 0 ? time : LEAST);
        try {
            Optional<Classification> answer = model.classifier(ledger, clock)
                    .classify(ClassificationRequest.builder(TICKET)
                            .taxonomy(settings.taxonomy())
                            .deadline(deadline)
                            .build());
            if (answer.isEmpty()) {
                lines.add(new Line("answer", false, "The model gave no classification."));
            } else {
                works(answer.get(), lines);
                inTime(deadline.elapsed(), time, lines);
            }
        } catch (ClassificationException e) {
            lines.add(failed(e, settings.llm(), deadline));
        } catch (StorageException e) {
            lines.add(new Line("budget", false, "The database does not answer: what was spent today is not known."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lines.add(new Line("answer", false, "The test was interrupted."));
        } catch (Exception e) {
            LOG.warn("A test of the language model failed", e);
            lines.add(new Line("answer", false, "The test failed for a reason that only the log knows."));
        }
    }

    private static void works(Classification answer, List<Line> lines) {
        String category = answer.category().map(found -> found.value().code()).orElse("no category");
        Optional<BigDecimal> cost = answer.call().flatMap(call -> call.cost());
        lines.add(new Line(
                "answer",
                true,
                "It answers, and classifies a test ticket as " + category + "."
                        + cost.map(usd ->
                                        " That cost " + usd.stripTrailingZeros().toPlainString() + " US dollars.")
                                .orElse(" What that cost is not known: TICKET_LLM_PRICES has no prices for it.")));
    }

    private static void inTime(Duration took, Duration time, List<Line> lines) {
        boolean ok = took.compareTo(time) <= 0;
        String seconds = seconds(took) + " s";
        lines.add(new Line(
                "time",
                ok,
                ok
                        ? "It took " + seconds + " of the " + seconds(time) + " s that tickets wait."
                        : "It took " + seconds + ", but tickets wait only " + seconds(time)
                                + " s: raise TICKET_LLM_TIMEOUT_SECONDS, take a faster model, or classify in the"
                                + " background (TICKET_CLASSIFICATION)."));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }

    private static Line failed(ClassificationException e, LlmSettings llm, Deadline deadline) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new Line(
                        "tls",
                        false,
                        "There is no encrypted connection (TLS): the certificate is not one that is trusted here, is that"
                                + " of another name, or what listens there speaks no TLS. Look at TICKET_LLM_BASE_URL.");
            }
            if (cause instanceof UnknownHostException) {
                return new Line(
                        "connection",
                        false,
                        "There is no connection: the name is not known here, or leads where nothing may be asked (a private"
                                + " network, this machine). Look at TICKET_LLM_BASE_URL.");
            }
        }
        return new Line(name(e.reason()), false, words(e.reason(), llm, deadline));
    }

    private static String name(FailureReason reason) {
        return switch (reason) {
            case UNREACHABLE -> "connection";
            case AUTHENTICATION -> "key";
            case INVALID_REQUEST -> "model";
            case RATE_LIMITED, QUOTA, BUSY -> "limits";
            case BUDGET_SPENT -> "budget";
            case TIMEOUT -> "time";
            default -> "answer";
        };
    }

    private static String words(FailureReason reason, LlmSettings llm, Deadline deadline) {
        return switch (reason) {
            case UNREACHABLE ->
                "There is no connection, or it broke: nobody listens there, or what listens is no model. Look at"
                        + " TICKET_LLM_BASE_URL.";
            case AUTHENTICATION ->
                "The key is refused, or it may not use this model (401 or 403): look at TICKET_LLM_API_KEY, and whether it"
                        + " is one of " + llm.provider().wireName() + ".";
            case INVALID_REQUEST ->
                "The request is refused (400 or 404): the model " + llm.model()
                        + " is not known there, or does not take what is sent. Look at TICKET_LLM_MODEL,"
                        + " TICKET_LLM_TEMPERATURE and TICKET_LLM_BASE_URL.";
            case RATE_LIMITED -> "The provider asks to slow down (429): the key works; try again later.";
            case QUOTA ->
                "What was paid for at the provider is used up: the key is known, but its account has no credit.";
            case BUDGET_SPENT ->
                "The day's budget is spent, or does not suffice for a call: nothing was asked. Raise"
                        + " TICKET_LLM_DAILY_BUDGET_USD, or wait for the next day (UTC).";
            case TIMEOUT -> "No answer came within " + seconds(deadline.elapsed()) + " s.";
            case SERVER_ERROR -> "The provider has a failure of its own (5xx): try again later.";
            case TRUNCATED ->
                "The answer was cut off after " + llm.maxTokens()
                        + " tokens: raise TICKET_LLM_MAX_TOKENS, or take a model that does not reason first.";
            case INVALID_ANSWER ->
                "What answers is not a model of this kind, or it does not keep to the form asked for: look at"
                        + " TICKET_LLM_PROVIDER, TICKET_LLM_BASE_URL and TICKET_LLM_MODEL.";
            case REFUSED, FILTERED -> "The model declined to answer, or a filter held the answer back.";
            default -> "The call failed (" + reason.wireName() + ").";
        };
    }
}
