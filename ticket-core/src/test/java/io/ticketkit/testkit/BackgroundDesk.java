package io.ticketkit.testkit;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassificationRequest;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Classifier;
import io.ticketkit.FailureReason;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunOutcome;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.BackgroundClassification;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import io.ticketkit.spi.TicketStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** A desk whose kits ask their classifier in the background. Workers take what waits of any tenant: one test at a time. */
final class BackgroundDesk {
    private final StorageHarness harness;
    private final Desk desk;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    BackgroundDesk(StorageHarness harness) {
        this.harness = harness;
        this.desk = new Desk(harness);
        SettableClock future = new SettableClock(Instant.parse("2100-01-01T00:00:00Z"));
        TicketKit leftovers = kit(0, request -> Optional.empty(), builder -> builder.clock(future));
        while (leftovers.classificationWorker().tick() > 0) {
            // what other tests left waiting
        }
        asked.clear();
    }

    Desk desk() {
        return desk;
    }

    TicketKit kit(int node, Classifier model) {
        return kit(node, model, builder -> {});
    }

    TicketKit kit(int node, Classifier model, Consumer<TicketKitBuilder> settings) {
        return desk.kit(node, builder -> {
            builder.classifier(counted(model))
                    .classificationTime(Duration.ofMinutes(1))
                    .backgroundClassification(BackgroundClassification.onTick().callsAtOnce(3));
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
                asked.add(request.title().orElse(""));
                return model.classify(request);
            }

            @Override
            public Source source() {
                return Source.LLM;
            }
        };
    }

    /** The titles of all that any kit's model was asked about. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    TicketStorage storage(int node) {
        return harness.node(node);
    }

    TicketService staff(TicketKit kit) {
        return desk.service(kit, Actor.staff("agent-1"));
    }

    Ticket submit(TicketKit kit, String title) {
        return staff(kit).submit(Fixtures.draft(title).build());
    }

    Ticket found(Ticket ticket) {
        return desk.staff().find(ticket.id()).orElseThrow();
    }

    List<ClassificationRun> runs(Ticket ticket) {
        return runs(ticket.id());
    }

    private List<ClassificationRun> runs(TicketId id) {
        return desk.staff().runs().ofTicket(id, PageRequest.first()).items();
    }

    /** The runs but those of the offline classifier. */
    List<ClassificationRun> modelRuns(Ticket ticket) {
        return runs(ticket).stream().filter(run -> run.source() == Source.LLM).toList();
    }

    List<RunOutcome> outcomes(Ticket ticket) {
        return modelRuns(ticket).stream().map(ClassificationRun::outcome).toList();
    }

    /** Surer than what is there, and less sure, but above and below the review threshold. */
    static Classification answer() {
        return Classification.builder(Source.LLM)
                .category("billing", 0.95)
                .priority(Priority.HIGH, 0.75)
                .sentiment(Sentiment.ANGRY, 0.5)
                .rationale("They were charged twice.")
                .build();
    }

    static Classifier failing(FailureReason reason) {
        return request -> {
            throw new ClassificationException(reason, "failed", null, null);
        };
    }
}
