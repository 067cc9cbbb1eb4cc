package io.ticketkit.internal;

import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Deadline;
import io.ticketkit.Limits;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.RunValue;
import io.ticketkit.Source;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.TicketService;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Asks a classifier about tickets that people decided about already, and compares. Records nothing. */
final class Replay {
    private static final List<ClassifiedField> COMPARED =
            List.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY, ClassifiedField.SENTIMENT);

    private final ClassificationRunner runner;
    private final Taxonomy taxonomy;
    private final TicketService tickets;
    private final TextClassification texts;
    private final BacktestOptions options;

    Replay(Engine engine, TicketService tickets, TextClassification texts, BacktestOptions options) {
        this.runner = engine.classification();
        this.taxonomy = engine.rules().taxonomy();
        this.tickets = tickets;
        this.texts = texts;
        this.options = options;
    }

    private record Past(Ticket ticket, Map<ClassifiedField, String> decided) {}

    private record Replayed(Past past, Asked.Outcome outcome) {}

    BacktestReport of(Classifier classifier) {
        Deadline since = Deadline.after(Duration.ZERO);
        BacktestReport.Builder report = BacktestReport.builder(options.threshold());
        DecidedTickets past = new DecidedTickets();
        AtomicLong done = new AtomicLong();
        new ManyAtOnce(runner, options.concurrency())
                .each(past, (number, one, askers) -> replay(classifier, one, askers), (Replayed one) -> {
                    report.add(
                            one.past().decided(),
                            answers(one.outcome()),
                            one.outcome().run());
                    options.progress().accept(done.incrementAndGet());
                });
        return report.build(past.read, since.elapsed());
    }

    private Replayed replay(Classifier classifier, Past past, ExecutorService askers) {
        Ticket ticket = past.ticket();
        return new Replayed(past, runner.ask(classifier, texts.request(ticket.title(), ticket.description()), askers));
    }

    private Map<ClassifiedField, RunValue> answers(Asked.Outcome outcome) {
        return outcome.answer()
                .map(answer -> FieldTexts.suggested(ClassificationRunner.onlyKnown(answer, taxonomy)))
                .orElse(Map.of());
    }

    private Map<ClassifiedField, String> decided(Ticket ticket) {
        Map<ClassifiedField, String> decided = new EnumMap<>(ClassifiedField.class);
        for (ClassifiedField field : COMPARED) {
            boolean askable =
                    field != ClassifiedField.CATEGORY || taxonomy.active().contains(ticket.category());
            if (ticket.origin(field).source() == Source.PERSON && askable) {
                decided.put(field, FieldTexts.of(ticket, field));
            }
        }
        return decided;
    }

    /** Reads page by page, so that no transaction is open while the classifier is asked. */
    private final class DecidedTickets implements Iterator<Past> {
        private final Deque<Past> ahead = new ArrayDeque<>();
        private @Nullable PageRequest next = PageRequest.first(Limits.PAGE);
        private long read;
        private long given;

        @Override
        public boolean hasNext() {
            while (ahead.isEmpty() && next != null && given < options.limit() && read < options.readAtMost()) {
                Page<Ticket> page = tickets.search(options.query(), next);
                next = page.next()
                        .map(cursor -> PageRequest.at(cursor, Limits.PAGE))
                        .orElse(null);
                page.items().stream().limit(options.readAtMost() - read).forEach(this::add);
            }
            return !ahead.isEmpty() && given < options.limit();
        }

        private void add(Ticket ticket) {
            read++;
            Map<ClassifiedField, String> decided = decided(ticket);
            if (!decided.isEmpty()) {
                ahead.add(new Past(ticket, decided));
            }
        }

        @Override
        public Past next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            given++;
            return ahead.remove();
        }
    }
}
