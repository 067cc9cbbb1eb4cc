package io.ticketkit.demo.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.ticketkit.Actor;
import io.ticketkit.ExternalReference;
import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.ProcessingState;
import io.ticketkit.Ticket;
import io.ticketkit.TicketProcessor;
import io.ticketkit.demo.testing.ZendeskServer;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whole synchronisations: what a Zendesk has comes in, is classified, and what was found goes back. */
class ZendeskJobTest extends ZendeskTesting {
    private final TicketKit kit =
            TicketKit.builder().storage(new InMemoryTicketStorage()).build();
    private final TicketProcessor processor = kit.as(Actor.staff("demo")).processor();

    @AfterEach
    void closeTheKit() {
        kit.close();
    }

    private ProcessingOptions.Builder options() {
        return ProcessingOptions.builder().attempts(3).backOff(Duration.ofMillis(1), Duration.ofMillis(2));
    }

    private ProcessingOptions writing() {
        return options().sink(new ZendeskSink(client)).build();
    }

    private ProcessingProgress changes(ProcessingOptions options) {
        ProcessingInput input = ProcessingInput.source(ZendeskSource.changes(client, Instant.EPOCH));
        return processor.job("changes", input, options).run();
    }

    @Test
    void aSearchOfMoreThanAThousandIsTakenInOnce() {
        server.addMany(1_111);
        ProcessingInput input = ProcessingInput.source(ZendeskSource.search(client, "*"));
        ProcessingProgress done = processor
                .job("search", input, options().concurrency(16).build())
                .run();
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(1_111);
        ExternalReference last = new ExternalReference(client.system(), "1110");
        Ticket ticket = processor.find(last).orElseThrow();
        assertThat(ticket.title()).isEqualTo("Problem 1110");
        assertThat(ticket.category().code()).isEqualTo("billing");
        // again: all is known
        assertThat(processor.job("search", input, options().build()).run().done())
                .isEqualTo(1_111);
    }

    @Test
    void changesComeInAndWhatWasFoundGoesBackOnce() {
        server.addMany(25);
        server.status(3, "closed");
        server.status(4, "deleted");
        server.breaksAfter("PUT /api/v2/tickets/[0-9]+\\.json");
        server.fails("PUT /api/v2/tickets/[0-9]+/tags\\.json", 500);
        server.fails("GET /api/v2/tickets/[0-9]+/comments.*", 429, "Retry-After", "1");
        ProcessingProgress done = changes(writing());
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(done.done()).isEqualTo(24);
        for (long id = 1; id <= 25; id++) {
            boolean open = id != 3 && id != 4;
            assertThat(server.ticket(id).notes()).as("notes of %s", id).hasSize(open ? 1 : 0);
            assertThat(server.ticket(id).tags().isEmpty()).isEqualTo(!open);
        }
        assertThat(server.ticket(10).tags()).contains("category_billing");

        // what was written is a change at Zendesk, too: it comes again, and nothing is done
        int writes = asked("PUT .*").size();
        server.add("Another", "I was charged twice.");
        assertThat(changes(writing()).done()).isEqualTo(25);
        assertThat(asked("PUT .*")).hasSize(writes + 2);
        assertThat(server.ticket(26).tags()).contains("category_billing");
    }

    @Test
    void whereMoreIsAskedThanZendeskAllowsAllIsDoneOnce() {
        server.addMany(60);
        server.stopTheClock();
        server.limit(25);
        ProcessingProgress done = changes(writing());
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(waits).contains(Duration.ofSeconds(10));
        for (long id = 1; id <= 60; id++) {
            assertThat(server.ticket(id).notes()).as("notes of %s", id).hasSize(1);
            assertThat(server.ticket(id).tags()).hasSize(3);
        }
    }

    @Test
    void ofTwoHostsThatWorkAtOnceOneAddsTheNote() throws Exception {
        server.stopTheClock();
        server.addMany(20);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (TicketKit other =
                        TicketKit.builder().storage(new InMemoryTicketStorage()).build();
                ZendeskClient own = client(Duration.ofSeconds(25))) {
            ProcessingOptions options =
                    options().attempts(20).sink(new ZendeskSink(own)).build();
            ProcessingInput input = ProcessingInput.source(ZendeskSource.changes(own, Instant.EPOCH));
            TicketProcessor elsewhere = other.as(Actor.staff("demo")).processor();
            Future<ProcessingProgress> second = threads.submit(
                    () -> elsewhere.job("changes", input, options).run());
            ProcessingProgress first =
                    changes(options().attempts(20).sink(new ZendeskSink(client)).build());
            assertThat(first.state()).isEqualTo(ProcessingState.DONE);
            assertThat(second.get().state()).isEqualTo(ProcessingState.DONE);
        } finally {
            threads.shutdownNow();
        }
        for (long id = 1; id <= 20; id++) {
            assertThat(server.ticket(id).notes()).as("notes of %s", id).hasSize(1);
        }
    }

    @Test
    void whatCannotBeWrittenBackIsWrittenWhenTheJobIsRunAgain() {
        server.addMany(3);
        for (int i = 0; i < 9; i++) {
            server.fails("PUT .*tags.*", 403);
        }
        ProcessingProgress stopped = changes(writing());
        assertThat(stopped.state()).isEqualTo(ProcessingState.STOPPED);
        assertThat(stopped.failure()).contains(ProcessingFailure.SINK);
        assertThat(stopped.unwritten()).isEqualTo(3);
        ProcessingProgress done = changes(writing());
        assertThat(done.state()).isEqualTo(ProcessingState.DONE);
        assertThat(server.ticket(1).notes()).hasSize(1);
    }

    @Test
    void aLoginThatDoesNotWorkStopsTheJobAndTheLogSaysWhy() {
        server.addMany(3);
        // logs of tests are turned off; other tests listen to more than this package meanwhile, and keep it for
        // themselves
        Logger logger = (Logger) LoggerFactory.getLogger("io.ticketkit.demo.zendesk");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(log);
        try (ZendeskClient wrong = new ZendeskClient(
                settings(server.url(), "TICKET_ZENDESK_TOKEN", "other-geheim"), waits::add, Duration.ofSeconds(9))) {
            ProcessingInput input = ProcessingInput.source(ZendeskSource.changes(wrong, Instant.EPOCH));
            ProcessingProgress stopped =
                    processor.job("changes", input, options().build()).run();
            assertThat(stopped.failure()).contains(ProcessingFailure.SOURCE);
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
            logger.setAdditive(true);
            log.stop();
        }
        List<String> lines = List.copyOf(log.list).stream()
                .map(event -> event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .toList();
        assertThat(lines)
                .anyMatch(line -> line.startsWith("Zendesk was not read: the login is not accepted"))
                .noneMatch(line -> line.contains("geheim") || line.contains(ZendeskServer.EMAIL));
    }
}
