package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.PageRequest;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunValue;
import io.ticketkit.TicketDraft;
import io.ticketkit.TrendRange;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.SettableClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A person accepts what a machine chose, and the reports know. */
class RunReportsTest {
    @Test
    void machinesAreJudgedByPeople() {
        var clock = new SettableClock(Instant.parse("2026-06-15T10:00:00Z"));
        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .clock(clock)
                .build()) {
            var tickets = kit.as(Actor.staff("agent-7"));

            var answer = tickets.classify("Refund", "I was charged twice.");
            var ticket = tickets.submit(TicketDraft.builder()
                    .title("Refund")
                    .description("I was charged twice.")
                    .classification(answer) // links its runs to the ticket
                    .build());
            tickets.accept(ticket.id(), Expected.version(1), ClassifiedField.CATEGORY);

            var runs = tickets.runs().ofTicket(ticket.id(), PageRequest.first());
            var june = TrendRange.days(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 6, 30), ZoneId.of("Europe/Berlin"));
            var usage = tickets.runs().usage(june);
            var accuracy = tickets.runs()
                    .accuracy(
                            Instant.parse("2026-06-01T00:00:00Z"),
                            clock.instant().plusSeconds(1));

            assertThat(runs.items()).singleElement().satisfies(run -> {
                RunValue category = run.values().get(ClassifiedField.CATEGORY);
                assertThat(category)
                        .isNotNull()
                        .extracting(RunValue::suggested, RunValue::fate)
                        .containsExactly("billing", RunValue.Fate.ACCEPTED);
            });
            assertThat(usage).singleElement().satisfies(day -> {
                assertThat(day.start()).isEqualTo(LocalDate.of(2026, 6, 15));
                assertThat(day.runs()).isEqualTo(1);
            });
            assertThat(accuracy)
                    .filteredOn(row -> row.field() == ClassifiedField.CATEGORY)
                    .extracting(RunAccuracy::accepted)
                    .containsExactly(1L);
        }
    }
}
