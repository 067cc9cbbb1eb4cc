package io.ticketkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.Status;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What docs/analytics.md shows. */
class AnalyticsTest {
    @Test
    void figuresOfJune() {
        var clock = new SettableClock(Instant.parse("2026-06-15T10:00:00Z"));
        try (TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .clock(clock)
                .build()) {
            TicketService tickets = kit.forTenant("acme").as(Actor.staff("lead"));
            var ticket = tickets.submit(TicketDraft.of("Refund", "I was charged twice."));
            clock.advance(Duration.ofHours(2));
            tickets.transition(ticket.id(), Expected.any(), Status.RESOLVED);
            tickets.feedback().rate(ticket.id(), 5, null);

            TrendRange june = TrendRange.of(
                    TrendRange.Unit.WEEK,
                    LocalDate.of(2026, 6, 1),
                    LocalDate.of(2026, 6, 30),
                    ZoneId.of("Europe/Berlin"));

            var weeks = tickets.trend(TicketQuery.all(), june);
            var tags = tickets.analytics().breakdown(TicketQuery.all(), TicketDimension.TAG, 10);
            var both = tickets.analytics()
                    .breakdowns(TicketQuery.all(), Set.of(TicketDimension.CATEGORY, TicketDimension.ASSIGNEE), 10);
            var times =
                    tickets.analytics().times(TicketQuery.all(), TicketMilestone.RESOLUTION, june.from(), june.end());
            var backlog = tickets.analytics().backlog(TicketQuery.all());
            var reopenings = tickets.analytics().reopenings(TicketQuery.all(), june.from(), june.end());
            var satisfaction = tickets.analytics().satisfaction(TicketQuery.all(), june.from(), june.end());
            var work = tickets.runs().work(june);
            var current = tickets.runs().current(ZoneId.of("Europe/Berlin"));
            var costliest = tickets.runs().costliest(june.from(), june.end(), 10);

            assertThat(weeks).hasSize(5);
            assertThat(weeks.get(2))
                    .hasToString("TrendBucket[2026-06-15, created 1, resolved 1, reopened 0, open at end 0]");
            assertThat(tags.shares())
                    .singleElement()
                    .satisfies(none -> assertThat(none.value()).isNull());
            assertThat(both)
                    .extracting(breakdown -> breakdown.dimension())
                    .containsExactly(TicketDimension.CATEGORY, TicketDimension.ASSIGNEE);
            assertThat(times.percentiles().orElseThrow().p90()).isEqualTo(Duration.ofHours(2));
            assertThat(backlog.ages().count()).isZero();
            assertThat(reopenings.rate()).hasValue(0);
            assertThat(satisfaction.mean()).hasValue(5);
            assertThat(work.get(2).classified()).isEqualTo(1);
            assertThat(current).allMatch(since -> since.classified() == 1);
            assertThat(costliest)
                    .singleElement()
                    .satisfies(one -> assertThat(one.ticket()).isEqualTo(ticket.id()));
        }
    }
}
