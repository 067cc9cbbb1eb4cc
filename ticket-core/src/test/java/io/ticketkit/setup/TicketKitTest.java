package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Backlog;
import io.ticketkit.Breakdown;
import io.ticketkit.DurationStats;
import io.ticketkit.HostReference;
import io.ticketkit.Reopenings;
import io.ticketkit.Satisfaction;
import io.ticketkit.Scope;
import io.ticketkit.StatsProvider;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAnalytics;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.ValidationException;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.spi.AttachmentStore;
import io.ticketkit.spi.TicketReader;
import io.ticketkit.spi.TicketStorage;
import io.ticketkit.spi.TicketWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TicketKitTest {
    private final TicketStorage joining = new Joining();

    @Test
    void aKitWithoutStorageSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TicketKit.builder().build())
                .withMessageContaining("storage(");
    }

    @Test
    void afterCommitListenersOfAJoiningKitNeedHooks() {
        TicketKitBuilder builder = TicketKit.builder().storage(joining).afterCommit(event -> {});

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("transactionHooks");
        assertThat(builder.transactionHooks(Runnable::run).build()).isNotNull();
        assertThatIllegalStateException()
                .isThrownBy(() -> TicketKit.builder()
                        .storage(new InMemoryTicketStorage())
                        .transactionHooks(Runnable::run)
                        .build())
                .withMessageContaining("joining");
    }

    @Test
    void settingsAreChecked() {
        TicketKitBuilder builder = TicketKit.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.reviewThreshold(1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.reviewThreshold(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.classificationTime(Duration.ZERO));
    }

    @Test
    void tenantsAndActorsAreChecked() {
        TicketKit kit = TicketKit.builder().storage(new InMemoryTicketStorage()).build();

        for (String bad : new String[] {"", " ", "x".repeat(65), "a\nb", "a\0", "\u00a0\u200b"}) {
            assertThatThrownBy(() -> kit.forTenant(bad))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageStartingWith("tenant:");
            assertThatThrownBy(() -> Actor.staff(bad.repeat(4)))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageStartingWith("actor:");
        }
    }

    @Test
    void nothingPersonalInToString() {
        TicketService service =
                TicketKit.builder().storage(new InMemoryTicketStorage()).build().as(Actor.staff("secret"));
        TicketDraft draft = TicketDraft.builder()
                .title("secret")
                .description("secret")
                .requester("secret")
                .hostReference(new HostReference("order", "secret"))
                .build();
        Ticket ticket = service.submit(draft);

        for (Object object : new Object[] {
            draft,
            ticket,
            service,
            Actor.requester("secret").inTeams(java.util.Set.of("secret")),
            Scope.requester("secret"),
            Scope.assignee("secret"),
            Scope.host(new HostReference("order", "secret")),
            TicketChange.builder().title("secret").assignee("secret").build(),
            TicketQuery.builder().text("secret").requesters("secret").build(),
            service.history(ticket.id(), io.ticketkit.PageRequest.first()).items(),
            service.classify("secret", "secret")
        }) {
            assertThat(object.toString()).doesNotContain("secret");
        }
    }

    @Test
    void aHostsOwnCounterIsAsked() {
        TicketKit kit = TicketKit.builder()
                .storage(new InMemoryTicketStorage())
                .statsProvider(new Elsewhere())
                .build();

        assertThat(kit.as(Actor.staff("a")).stats(TicketQuery.all()).byCategory())
                .hasToString("{account=0, billing=0, general=0, technical=0}");
        LocalDate day = LocalDate.of(2026, 6, 1);
        assertThat(kit.as(Actor.staff("a")).trend(TicketQuery.all(), TrendRange.days(day, day, ZoneOffset.UTC)))
                .hasToString("[TrendBucket[2026-06-01, created 7, resolved 0, reopened 0, open at end 0]]");
        TicketAnalytics analytics = kit.as(Actor.staff("a")).analytics();
        assertThat(analytics
                        .breakdown(TicketQuery.all(), TicketDimension.TAG, 1)
                        .others())
                .isEqualTo(7);
        assertThat(analytics
                        .reopenings(TicketQuery.all(), Instant.MIN, Instant.MAX)
                        .rate())
                .hasValue(1.0 / 7);
        assertThat(analytics
                        .satisfaction(TicketQuery.all(), Instant.MIN, Instant.MAX)
                        .count())
                .isEqualTo(7);
    }

    @Test
    void aStoreOfItsOwnForFilesNeedsHooksWhereTheHostCommits() {
        AttachmentStore store = new InMemoryTicketStorage().attachmentStore();

        assertThatThrownBy(() -> TicketKit.builder()
                        .storage(new Joining())
                        .attachmentStore(store)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transactionHooks");
        TicketKit.builder()
                .storage(new Joining())
                .attachmentStore(store)
                .transactionHooks(Runnable::run)
                .build()
                .close();
    }

    private static final class Elsewhere implements StatsProvider {
        @Override
        public TicketStats stats(TicketSelection selection) {
            return TicketStats.builder().days(7).build();
        }

        @Override
        public List<TrendBucket> trend(TicketSelection selection, TrendRange range) {
            return List.of(TrendBucket.builder(range.periods().get(0).start())
                    .created(7)
                    .build());
        }

        @Override
        public List<Breakdown> breakdowns(TicketSelection selection, Set<TicketDimension> dimensions, int limit) {
            return dimensions.stream()
                    .map(dimension -> Breakdown.builder(dimension).others(7, 1).build())
                    .toList();
        }

        @Override
        public DurationStats times(TicketSelection selection, TicketMilestone milestone, Instant from, Instant end) {
            return DurationStats.none();
        }

        @Override
        public Backlog backlog(TicketSelection selection, Instant now) {
            return Backlog.of(DurationStats.none(), List.of(0L, 0L, 0L, 0L, 0L));
        }

        @Override
        public Reopenings reopenings(TicketSelection selection, Instant from, Instant end) {
            return new Reopenings(7, 1);
        }

        @Override
        public Satisfaction satisfaction(TicketSelection selection, Instant from, Instant end) {
            return Satisfaction.of(new TreeMap<>(Map.of(5, 7L)));
        }
    }

    private static final class Joining implements TicketStorage {
        @Override
        public <T> T read(Function<? super TicketReader, ? extends T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T write(Function<? super TicketWriter, ? extends T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean joins() {
            return true;
        }

        @Override
        public void close() {}
    }
}
