package io.ticketkit.jpa;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.OutboxEvent;
import io.ticketkit.OutboxHandler;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A process that delivers events: each becomes a line of a file that several such processes write to. Arguments: the
 * database, the file, the name of the process. Says that it is ready, and ends well when its input does.
 */
final class DeliveringNode {
    static final String HANDLER = "journal";
    static final int BATCH = 16;
    static final Duration LEASE = Duration.ofSeconds(3);

    private DeliveringNode() {}

    public static void main(String[] args) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setMaximumPoolSize(4);
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        try (HikariDataSource pool = new HikariDataSource(config);
                FileChannel file =
                        FileChannel.open(Path.of(args[1]), StandardOpenOption.WRITE, StandardOpenOption.APPEND);
                TicketKit kit = TicketKit.builder()
                        .storage(JpaTicketStorage.managed(pool).migrate(false).build())
                        .outbox(Outbox.to(new Journal(file, args[2]))
                                .on(executor)
                                .every(Duration.ofMillis(50))
                                .batch(BATCH)
                                .callsAtOnce(4)
                                .handlerTime(Duration.ofSeconds(1))
                                .lease(LEASE))
                        .build()) {
            System.out.println("ready " + kit.outbox().backlog().size());
            while (System.in.read() >= 0) {
                // until whoever started this closes it, or has gone
            }
        } finally {
            executor.shutdown();
        }
    }

    /** A line is there when the call has returned, also for others, whatever becomes of this process. */
    private record Journal(FileChannel file, String process) implements OutboxHandler {
        @Override
        public String name() {
            return HANDLER;
        }

        @Override
        public void handle(OutboxEvent event) throws IOException {
            String line = event.ticketId() + " " + event.number() + " " + process + " " + event.attempt() + "\n";
            // one write to a file that is only appended to: whole, and after all before it
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
