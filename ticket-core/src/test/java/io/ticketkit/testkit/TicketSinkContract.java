package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.ExternalReference;
import io.ticketkit.Ticket;
import io.ticketkit.TicketSink;
import io.ticketkit.WriteBack;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TicketSink} must do. Extend it, give it a system that takes what is found, and run it with JUnit 5;
 * AssertJ must be on the test class path.
 */
public abstract class TicketSinkContract {
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    /** For subclasses. */
    protected TicketSinkContract() {}

    /**
     * The sink under test.
     *
     * @return a sink of the same system each time, as after a restart
     * @throws Exception when that fails, and with it the test
     */
    protected abstract TicketSink sink() throws Exception;

    /**
     * Makes a ticket in its system.
     *
     * @return what it is called there
     * @throws Exception when that fails, and with it the test
     */
    protected abstract ExternalReference ticket() throws Exception;

    /**
     * What the sink has written to a ticket in its system, in the order it did.
     *
     * @param reference the ticket
     * @return its texts
     * @throws Exception when that fails, and with it the test
     */
    protected abstract List<String> written(ExternalReference reference) throws Exception;

    private static WriteBack found(String key, String title, ExternalReference... references) {
        try (TicketKit kit =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build()) {
            Ticket ticket =
                    kit.as(Actor.staff("agent-1")).submit(Fixtures.draft(title).build());
            return new WriteBack(key, ticket, List.of(references));
        }
    }

    @Test
    void whatIsFoundIsWritten() throws Exception {
        ExternalReference ticket = ticket();
        WriteBack found = found(KEY, "One", ticket);
        sink().write(found);
        assertThat(written(ticket)).hasSize(1).first().asString().contains(found.note());
    }

    @Test
    void theSameIsWrittenOnceHoweverOftenItComes() throws Exception {
        ExternalReference ticket = ticket();
        WriteBack found = found(KEY, "One", ticket);
        TicketSink sink = sink();
        sink.write(found);
        sink.write(found);
        sink().write(found);
        assertThat(written(ticket)).hasSize(1);
    }

    @Test
    void eachTicketHasItsOwn() throws Exception {
        ExternalReference one = ticket();
        ExternalReference two = ticket();
        sink().write(found(KEY, "One", one));
        sink().write(found(OTHER, "Two", two));
        assertThat(written(one)).hasSize(1);
        assertThat(written(two)).hasSize(1);
    }

    @Test
    void severalAtATimeAreEachWrittenOnce() throws Exception {
        TicketSink sink = sink();
        List<ExternalReference> tickets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            tickets.add(ticket());
        }
        ExecutorService threads = Executors.newFixedThreadPool(tickets.size());
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < tickets.size(); i++) {
                WriteBack found = found(KEY.substring(1) + i, "Ticket", tickets.get(i));
                calls.add(threads.submit(() -> {
                    sink.write(found);
                    return true;
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (ExternalReference ticket : tickets) {
            assertThat(written(ticket)).hasSize(1);
        }
    }

    @Test
    void ticketsOfOtherSystemsAreLeftAlone() throws Exception {
        ExternalReference ticket = ticket();
        TicketSink sink = sink();
        sink.write(found(KEY, "Nowhere else"));
        sink.write(found(OTHER, "Elsewhere", new ExternalReference("another-system", ticket.id())));
        assertThat(written(ticket)).isEmpty();
    }
}
