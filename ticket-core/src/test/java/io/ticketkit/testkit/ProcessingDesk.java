package io.ticketkit.testkit;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.ModelCall;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.SourcePage;
import io.ticketkit.SourceTicket;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketProcessor;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TicketSink;
import io.ticketkit.TicketSource;
import io.ticketkit.WriteBack;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import io.ticketkit.spi.JobQueue;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A desk with a model that costs something, and a helpdesk beside it. */
final class ProcessingDesk {
    static final BigDecimal PRICE = new BigDecimal("0.0025");

    private final StorageHarness harness;
    private final Desk desk;
    /** How often the model was asked, by title. */
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    ProcessingDesk(StorageHarness harness) {
        this.harness = harness;
        this.desk = new Desk(harness);
    }

    /** Another system, that gives tickets and takes what was found. */
    static final class Helpdesk implements TicketSource, TicketSink {
        final List<SourceTicket> tickets;
        /** How often something was written, by key. */
        final Map<String, Integer> written = new ConcurrentHashMap<>();

        final Map<String, WriteBack> found = new ConcurrentHashMap<>();
        final AtomicInteger reads = new AtomicInteger();
        volatile boolean readable = true;
        volatile boolean writable = true;

        Helpdesk(int size) {
            this(IntStream.rangeClosed(1, size)
                    .mapToObj(i -> new SourceTicket(
                            "h-" + i, Fixtures.draft("Problem " + i).build()))
                    .toList());
        }

        Helpdesk(List<SourceTicket> tickets) {
            this.tickets = tickets;
        }

        @Override
        public String system() {
            return "helpdesk";
        }

        @Override
        public SourcePage read(Optional<String> cursor, int limit) throws Exception {
            reads.incrementAndGet();
            if (!readable) {
                throw new IllegalStateException("a message that may be personal");
            }
            int from = cursor.map(Integer::parseInt).orElse(0);
            int end = Math.min(tickets.size(), from + limit);
            return new SourcePage(tickets.subList(from, end), Integer.toString(end), end < tickets.size());
        }

        @Override
        public void write(WriteBack back) throws Exception {
            written.merge(back.dedupeKey(), 1, Integer::sum);
            if (!writable) {
                throw new IllegalStateException("a message that may be personal");
            }
            back.references().forEach(reference -> found.put(reference.id(), back));
        }
    }

    Desk desk() {
        return desk;
    }

    TicketKit kit(int node) {
        return kit(node, request -> Optional.of(answer()), builder -> {});
    }

    TicketKit kit(int node, Classifier model) {
        return kit(node, model, builder -> {});
    }

    TicketKit kit(int node, Classifier model, Consumer<TicketKitBuilder> settings) {
        return desk.kit(node, builder -> {
            // waiting takes real time
            builder.clock(Clock.systemUTC()).classifier(counted(model)).classificationTime(Duration.ofSeconds(30));
            if (harness.node(node).joins()) {
                builder.transactionRunner(work -> harness.asHost(() -> {
                    work.run();
                    return true;
                }));
            }
            settings.accept(builder);
        });
    }

    private Classifier counted(Classifier model) {
        return new Classifier() {
            @Override
            public Optional<Classification> classify(ClassificationRequest request) throws Exception {
                asked.merge(request.title().orElse(""), 1, Integer::sum);
                return model.classify(request);
            }

            @Override
            public Source source() {
                return Source.LLM;
            }
        };
    }

    Map<String, Integer> asked() {
        return asked;
    }

    static Classification answer() {
        return Classification.builder(Source.LLM)
                .category("billing", 0.95)
                .priority(Priority.HIGH, 0.9)
                .sentiment(Sentiment.ANGRY, 0.95)
                .urgencyScore(80, 0.95)
                .call(ModelCall.builder("m-1").cost(PRICE).build())
                .build();
    }

    static BigDecimal price(long calls) {
        return PRICE.multiply(BigDecimal.valueOf(calls));
    }

    /** On a thread of its own: the common pool may have but one, which those who wait would take from each other. */
    static <T> CompletableFuture<T> apart(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "apart").start());
    }

    static ProcessingOptions.Builder options() {
        return ProcessingOptions.builder()
                .concurrency(4)
                .pageSize(5)
                .attempts(2)
                .callTime(Duration.ofSeconds(20))
                .backOff(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    TicketService staff(TicketKit kit) {
        return desk.service(kit, Actor.staff("agent-1"));
    }

    TicketProcessor processor(TicketKit kit) {
        return staff(kit).processor();
    }

    List<Ticket> tickets() {
        TicketService staff = desk.staff();
        return staff.search(TicketQuery.all(), PageRequest.first(200)).items();
    }

    Stream<ClassificationRun> runs(Ticket ticket) {
        return desk.staff().runs().ofTicket(ticket.id(), PageRequest.first(200)).items().stream();
    }

    /** What the runs of all tickets cost, as far as that is known. */
    BigDecimal costOfRuns() {
        return tickets().stream()
                .flatMap(this::runs)
                .flatMap(run -> run.call().flatMap(ModelCall::cost).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static List<TicketDraft> drafts(int size) {
        return IntStream.rangeClosed(1, size)
                .mapToObj(i -> Fixtures.draft("Draft " + i).build())
                .toList();
    }

    /** Something in one transaction, as a node does it. */
    <T> T on(int node, Function<JobQueue, T> work) {
        return harness.asHost(() -> harness.node(node).write(writer -> work.apply(writer.jobs())));
    }
}
