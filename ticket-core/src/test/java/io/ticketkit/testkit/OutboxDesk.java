package io.ticketkit.testkit;

import io.ticketkit.Actor;
import io.ticketkit.DeadLetter;
import io.ticketkit.Expected;
import io.ticketkit.OutboxBacklog;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketService;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import io.ticketkit.spi.OutboxQueue;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/** A desk whose kits deliver to handlers of its own, so that tests do not meet. */
final class OutboxDesk {
    /** What a handler does with an event. */
    interface Reaction {
        void to(OutboxEvent event) throws Exception;
    }

    static final Duration FIRST_DELAY = Duration.ofSeconds(10);

    private final StorageHarness harness;
    private final Desk desk;
    private final String handler = "h-" + UUID.randomUUID();
    private final Queue<OutboxEvent> heard = new ConcurrentLinkedQueue<>();

    OutboxDesk(StorageHarness harness) {
        this.harness = harness;
        this.desk = new Desk(harness);
    }

    Desk desk() {
        return desk;
    }

    /** The name of the handler of this desk's kits. */
    String handler() {
        return handler;
    }

    /** A kit whose handler only listens. */
    TicketKit kit(int node) {
        return kit(node, event -> {});
    }

    /** A kit whose handler does something with each event, and is remembered to have heard it when that succeeds. */
    TicketKit kit(int node, Reaction reaction) {
        return kit(node, reaction, outbox -> outbox, builder -> {});
    }

    TicketKit kit(int node, Reaction reaction, Function<Outbox, Outbox> outbox, Consumer<TicketKitBuilder> settings) {
        return kit(node, outbox.apply(Outbox.to(handler(handler, reaction))), settings);
    }

    TicketKit kit(int node, Outbox outbox, Consumer<TicketKitBuilder> settings) {
        return desk.kit(node, builder -> {
            builder.outbox(outbox.backOff(FIRST_DELAY, Duration.ofHours(1)));
            if (harness.node(node).joins()) {
                builder.transactionRunner(work -> harness.asHost(() -> {
                    work.run();
                    return true;
                }));
            }
            settings.accept(builder);
        });
    }

    OutboxHandler handler(String name, Reaction reaction) {
        return new OutboxHandler() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void handle(OutboxEvent event) throws Exception {
                reaction.to(event);
                heard.add(event);
            }
        };
    }

    /** Everything that was handled, in the order of its end. */
    List<OutboxEvent> heard() {
        return List.copyOf(heard);
    }

    /** The numbers of a ticket's events that were handled. */
    List<Long> heard(Ticket ticket) {
        return heard.stream()
                .filter(event -> event.ticketId().equals(ticket.id()))
                .map(OutboxEvent::number)
                .toList();
    }

    TicketService staff(TicketKit kit) {
        return desk.service(kit, Actor.staff("agent-1"));
    }

    Ticket submit(TicketKit kit, String title) {
        return staff(kit).submit(Fixtures.draft(title).build());
    }

    /** Changes a ticket as often as told; each change is an event. */
    void change(TicketKit kit, Ticket ticket, int times) {
        TicketService staff = staff(kit);
        for (int i = 0; i < times; i++) {
            long version = staff.get(ticket.id()).version();
            staff.update(
                    ticket.id(),
                    Expected.any(),
                    TicketChange.builder().title("Change " + version).build());
        }
    }

    /** Ticks until nothing is left to do; how many were settled. */
    static int deliver(TicketKit kit) {
        int all = 0;
        int some = kit.outboxWorker().tick();
        while (some > 0) {
            all += some;
            some = kit.outboxWorker().tick();
        }
        return all;
    }

    List<DeadLetter> deadLetters(TicketKit kit) {
        return kit.outbox().deadLetters(handler, PageRequest.first()).items();
    }

    OutboxBacklog backlog(TicketKit kit) {
        return kit.outbox().backlog().stream()
                .filter(backlog -> backlog.handler().equals(handler))
                .findFirst()
                .orElseThrow();
    }

    /** Something in one transaction, as a node does it. */
    <T> T on(int node, Function<OutboxQueue, T> work) {
        return harness.asHost(() -> harness.node(node).write(writer -> work.apply(writer.outbox())));
    }
}
