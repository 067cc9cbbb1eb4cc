package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.StorageException;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The primary is killed ({@code kill -9}) while tickets are submitted, and its synchronous standby takes over. How many
 * before and after: {@code -Dfailover.tickets=5000}.
 */
@Tag("long")
class FailoverTest {
    private static final int TICKETS = Integer.getInteger("failover.tickets", 200);
    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, TicketId> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsThereTwice() throws Exception {
        try (PostgresPair pair = PostgresPair.start(directory, true);
                HikariDataSource pool = PostgresPair.pool(pair.url(), WRITERS);
                TicketKit kit = TicketKit.builder()
                        .storage(JpaTicketStorage.managed(pool).build())
                        .build()) {
            TicketService tickets = kit.as(Actor.system("writer"));
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS, FailoverTest::daemon);
            try {
                for (int writer = 0; writer < WRITERS; writer++) {
                    String name = "writer-" + writer + "-";
                    writers.execute(() -> write(tickets, name));
                }
                awaitAcknowledged(TICKETS);
                pair.killPrimary();
                int before = acknowledged.size();
                pair.promoteStandby();
                awaitAcknowledged(before + TICKETS);
                System.out.println("fail-over: " + before + " tickets acknowledged before, "
                        + (acknowledged.size() - before) + " after, " + refused + " refused on the way");
            } finally {
                over.set(true);
                writers.shutdown();
                assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            }
            assertThat(refused).hasPositiveValue();
            acknowledged.forEach((key, id) ->
                    assertThat(tickets.get(id).title()).as("title of %s", id).isEqualTo(key));
            // each writer went on until its last was acknowledged
            assertThat(tickets.count(TicketQuery.all())).isEqualTo(acknowledged.size());
            assertThat(pair.value(pair.standbyUrl(), "select count(distinct title) from ticket"))
                    .isEqualTo(String.valueOf(acknowledged.size()));
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private void awaitAcknowledged(int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acknowledged.size() >= count);
    }

    /** Goes on until told to stop, but not before its last ticket was acknowledged. */
    private void write(TicketService tickets, String name) {
        for (int number = 1; !over.get(); number++) {
            String key = name + number;
            TicketDraft draft = TicketDraft.builder()
                    .title(key)
                    .description("The app crashes")
                    .idempotencyKey(key)
                    .build();
            while (!acknowledged.containsKey(key)) {
                try {
                    acknowledged.put(key, tickets.submit(draft).id());
                } catch (StorageException e) {
                    // whether it was stored nobody knows: the key tells
                    refused.incrementAndGet();
                }
            }
        }
    }
}
