package io.ticketkit.internal;

import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassifiedDraft;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketKitException;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.TicketStorage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Classifies texts that are no tickets yet, for one tenant. */
final class TextClassification {
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

    /** What comes of the drafts is told on the caller's thread. */
    long classifyAll(Iterable<TicketDraft> drafts, int concurrency, Consumer<? super ClassifiedDraft> each) {
        return new ManyAtOnce(runner, concurrency).each(drafts.iterator(), this::classified, each);
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

    /** The texts, stripped; refused when they could not be a ticket's. */
    static TicketDraft text(@Nullable String title, String description) {
        TicketDraft text = TicketDraft.of(title == null ? "untitled" : title, description);
        List<Violation> violations = text.violations();
        if (!violations.isEmpty()) {
            throw new ValidationException(violations);
        }
        return text;
    }
}
