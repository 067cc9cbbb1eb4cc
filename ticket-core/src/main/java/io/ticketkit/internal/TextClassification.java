package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketKitException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.TicketStorage;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Classifies texts that are no tickets yet, for one tenant. */
final class TextClassification {
    private static final int MOST_AT_ONCE = 256;

    private final TicketStorage storage;
    private final ClassificationRunner runner;
    private final Rules rules;
    private final String tenant;

    TextClassification(Engine engine, String tenant) {
        this.storage = engine.storage();
        this.runner = engine.classification();
        this.rules = engine.rules();
        this.tenant = tenant;
    }

    Classification classify(@Nullable String title, String description) {
        TicketDraft text = text(title, description);
        return finished(runner.classify(request(title == null ? null : text.title(), text.description())), text);
    }

    /** The model's, where there is one: it has often been asked about the same text just now. */
    String suggestTitle(String description) {
        return runner.asksFirst()
                ? classify(null, description).title().orElseThrow()
                : runner.suggestTitle(text(null, description).description());
    }

    /** Of the drafts not more are read than are under way; what comes of them is told on the caller's thread. */
    long classifyAll(Iterable<TicketDraft> drafts, int concurrency, Consumer<? super ClassifiedDraft> each) {
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw new IllegalArgumentException("concurrency: 1 to " + MOST_AT_ONCE + ", not " + concurrency);
        }
        ExecutorService workers = runner.newThreads(concurrency);
        ExecutorService askers = runner.newThreads(concurrency);
        try {
            CompletionService<ClassifiedDraft> results = new ExecutorCompletionService<>(workers);
            Iterator<TicketDraft> rest = drafts.iterator();
            long begun = 0;
            long told = 0;
            while (begun > told || rest.hasNext()) {
                if (rest.hasNext() && begun - told < concurrency) {
                    long number = begun++;
                    TicketDraft draft = rest.next();
                    results.submit(() -> classified(number, draft, askers));
                } else {
                    each.accept(results.take().get());
                    told++;
                }
            }
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("classifyAll was interrupted; what was told so far is done");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a classification failed with what nobody expected", e.getCause());
        } finally {
            runner.end(workers);
            runner.end(askers);
        }
    }

    private ClassifiedDraft classified(long number, TicketDraft draft, ExecutorService askers) {
        try {
            TicketDraft text = text(draft.title().isBlank() ? null : draft.title(), draft.description());
            String title = draft.title().isBlank() ? null : text.title();
            Classification answer = runner.classify(request(title, text.description()), askers);
            return new ClassifiedDraft(number, draft, Optional.of(finished(answer, text)), Optional.empty());
        } catch (TicketKitException e) {
            return new ClassifiedDraft(number, draft, Optional.empty(), Optional.of(e));
        }
    }

    private Classification finished(Classification answer, TicketDraft text) {
        Classification recorded = answer.toBuilder()
                .runs(PendingRuns.recorded(storage, answer.runs()))
                .build();
        return runner.withTitle(recorded, text.description());
    }

    /** What is asked about a text. */
    ClassificationRequest.Builder request(@Nullable String title, String description) {
        return ClassificationRequest.builder(description)
                .tenant(tenant)
                .title(title)
                .taxonomy(rules.taxonomy());
    }

    private static TicketDraft text(@Nullable String title, String description) {
        TicketDraft text = TicketDraft.of(title == null ? "untitled" : title, description);
        List<Violation> violations = text.violations();
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return text;
    }
}
