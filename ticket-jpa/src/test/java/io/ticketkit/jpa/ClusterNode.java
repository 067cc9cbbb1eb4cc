package io.ticketkit.jpa;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.Expected;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.Priority;
import io.ticketkit.Source;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.setup.BackgroundClassification;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * One of several processes on one database: it submits tickets, counts each on a ticket that all share, delivers events and has
 * tickets classified in the background. What it has done becomes a line of a file that all write to. Arguments: the
 * database, the file, its name, how many tickets, the tickets to count on. Begins when told to on its input, and ends
 * well when that ends.
 */
final class ClusterNode {
    static final String HANDLER = "journal";
    static final String COUNT = "count";
    static final int WRITERS = 2;
    /** Events at once, and texts at once: what a process that is killed may have begun. */
    static final int BATCH = 8;

    private final TicketService tickets;
    private final Journal journal;
    private final List<TicketId> counters;

    private ClusterNode(TicketService tickets, Journal journal, List<TicketId> counters) {
        this.tickets = tickets;
        this.journal = journal;
        this.counters = counters;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        List<TicketId> counters = Stream.of(args[4].split(",", -1))
                .map(id -> new TicketId(Long.parseLong(id)))
                .toList();
        ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
        try (HikariDataSource pool = PostgresPair.pool(args[0], 8);
                FileChannel file =
                        FileChannel.open(Path.of(args[1]), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                TicketKit kit = kit(pool, new Journal(file, args[2]), executor)) {
            System.out.println("ready");
            System.in.read();
            new ClusterNode(kit.as(Actor.staff(args[2])), new Journal(file, args[2]), counters)
                    .write(Integer.parseInt(args[3]));
            System.out.println("written");
            while (System.in.read() >= 0) {
                // the others' events and texts
            }
        } finally {
            executor.shutdown();
        }
    }

    private static TicketKit kit(HikariDataSource pool, Journal journal, ScheduledExecutorService executor) {
        return TicketKit.builder()
                .storage(JpaTicketStorage.managed(pool).migrate(false).build())
                .outbox(Outbox.to(journal)
                        .on(executor)
                        .every(Duration.ofMillis(50))
                        .batch(BATCH)
                        .callsAtOnce(4)
                        .handlerTime(Duration.ofSeconds(1))
                        .lease(Duration.ofSeconds(3)))
                .classifier(request -> {
                    journal.add("asked " + request.title().orElse(""));
                    return answer();
                })
                .backgroundClassification(BackgroundClassification.on(executor)
                        .every(Duration.ofMillis(50))
                        .callsAtOnce(BATCH))
                .build();
    }

    static Optional<Classification> answer() {
        return Optional.of(
                Classification.builder(Source.LLM).priority(Priority.HIGH, 0.9).build());
    }

    private void write(int share) throws InterruptedException {
        List<Thread> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int first = writer;
            writers.add(new Thread(() -> {
                for (int number = first; number < share; number += WRITERS) {
                    submit(number);
                }
            }));
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private void submit(int number) {
        String title = journal.process() + "-" + number;
        tickets.submit(TicketDraft.of(title, "It jams."));
        journal.add("submitted " + title);
        count(tickets.get(counters.get(number % counters.size())));
    }

    private void count(Ticket seen) {
        Ticket current = seen;
        while (true) {
            int count = Integer.parseInt(current.attributes().getOrDefault(COUNT, "0"));
            TicketChange change = TicketChange.builder()
                    .attribute(COUNT, String.valueOf(count + 1))
                    .build();
            try {
                tickets.update(current.id(), Expected.version(current.version()), change);
                journal.add("counted " + current.id());
                return;
            } catch (StaleTicketException e) {
                current = e.current();
            }
        }
    }

    /** A line is there when the call has returned, also for others, whatever becomes of this process. */
    private record Journal(FileChannel file, String process) implements OutboxHandler {
        void add(String what) {
            try {
                // one write to a file that is only appended to: whole, and after all before it
                file.write(ByteBuffer.wrap((process + " " + what + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String name() {
            return HANDLER;
        }

        @Override
        public void handle(OutboxEvent event) {
            add("handled " + event.ticketId() + ":" + event.number());
        }
    }
}
