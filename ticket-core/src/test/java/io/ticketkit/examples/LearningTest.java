package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.classify.LearningClassifier;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.Learning;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A kit that learns from people. */
class LearningTest {
    @Test
    void peopleDecideAndTheKitLearns() {
        var storage = new InMemoryTicketStorage();
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

        TicketKit kit = TicketKit.builder()
                .storage(storage)
                .learning(Learning.of(LearningClassifier.create()).on(executor)) // one of the host's
                .build();

        try (kit) {
            var tickets = kit.as(Actor.staff("agent-7"));
            tickets.submit(TicketDraft.builder()
                    .title("The badge reader")
                    .description("It beeps and the door stays shut.")
                    .category("technical")
                    .build());

            int tenants = kit.learningWorker().tick();

            var models = tickets.models();

            // the executor may have learned it first, or be about to
            assertThat(tenants).isBetween(0, 1);
            assertThat(models).hasSizeBetween(tenants, 1);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> tickets.models().size() == 1);
        }
        executor.shutdownNow();
    }
}
