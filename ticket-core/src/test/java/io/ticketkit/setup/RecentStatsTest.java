package io.ticketkit.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.StatsProvider;
import io.ticketkit.Status;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.TicketStats;
import io.ticketkit.internal.StorageStats;
import io.ticketkit.memory.InMemoryTicketStorage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RecentStatsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Actor WRITER = Actor.staff("writer");
    private static final Actor READER = Actor.staff("reader");

    private final InMemoryTicketStorage storage = new InMemoryTicketStorage();
    private final AtomicInteger counts = new AtomicInteger();

    private TicketKit kit(Duration age, UnaryOperator<TicketStats> count) {
        StorageStats real = new StorageStats(storage);
        StatsProvider provider = (StatsProvider) Proxy.newProxyInstance(
                StatsProvider.class.getClassLoader(), new Class<?>[] {StatsProvider.class}, (proxy, method, args) -> {
                    counts.incrementAndGet();
                    return count.apply(real.stats((TicketSelection) args[0]));
                });
        return TicketKit.builder()
                .storage(storage)
                .statsProvider(provider)
                .statsAge(age)
                .build();
    }

    private TicketKit kit(Duration age) {
        return kit(age, UnaryOperator.identity());
    }

    private static void submit(TicketService tickets) {
        tickets.submit(
                TicketDraft.builder().title("Help").description("It hums.").build());
    }

    private static long total(TicketService tickets) {
        return tickets.stats(TicketQuery.all()).total();
    }

    @Test
    void withoutAnAgeEveryCallCounts() {
        TicketService tickets = kit(Duration.ZERO).as(READER);
        for (int i = 1; i <= 3; i++) {
            total(tickets);
            assertThat(counts).hasValue(i);
        }
        assertThatThrownBy(() -> TicketKit.builder().statsAge(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoWroteIsNeverToldNumbersFromBefore() {
        TicketKit kit = kit(LONG);
        TicketService writer = kit.as(WRITER);
        TicketService reader = kit.as(READER);
        assertThat(total(reader)).isZero();
        assertThat(total(reader)).isZero();
        assertThat(counts).hasValue(1);
        for (int i = 1; i <= 3; i++) {
            submit(writer);
            assertThat(total(writer)).isEqualTo(i);
            assertThat(total(writer)).isEqualTo(i);
            // what was counted for the writer serves others
            assertThat(total(reader)).isEqualTo(i);
            assertThat(counts).hasValue(1 + i);
        }
        submit(writer);
        assertThat(total(reader)).isEqualTo(3);
        assertThat(total(writer)).isEqualTo(4);
    }

    @Test
    void aWriterWithAnotherRoleOrTenantIsAnother() {
        TicketKit kit = kit(LONG);
        TicketService other = kit.forTenant("other").as(WRITER);
        assertThat(total(kit.as(READER))).isZero();
        assertThat(total(other)).isZero();
        submit(kit.as(Actor.system("writer")));
        submit(other);
        assertThat(total(kit.as(WRITER))).isZero();
        assertThat(total(other)).isEqualTo(1);
    }

    @Test
    void theyAreCountedAnewWhenTheyAreOlder() {
        TicketKit kit = kit(Duration.ofMillis(20));
        TicketService reader = kit.as(READER);
        total(reader);
        submit(kit.as(WRITER));
        Awaitility.await().untilAsserted(() -> assertThat(total(reader)).isEqualTo(1));
    }

    @Test
    void otherQueriesScopesAndTenantsHaveNumbersOfTheirOwn() {
        TicketKit kit = kit(LONG);
        TicketService requester = kit.as(Actor.requester("r"));
        submit(requester);
        submit(kit.as(WRITER));
        assertThat(total(requester)).isEqualTo(1);
        assertThat(total(kit.as(Actor.requester("s")))).isZero();
        assertThat(total(kit.as(READER))).isEqualTo(2);
        assertThat(total(kit.forTenant("other").as(READER))).isZero();
        TicketQuery closed = TicketQuery.builder().statuses(Status.CLOSED).build();
        assertThat(kit.as(READER).stats(closed).total()).isZero();
        assertThat(counts).hasValue(5);
    }

    /** One that tells when it counts, and goes on when it is told to. */
    private TicketKit pausing(CountDownLatch counting, CountDownLatch goOn) {
        return kit(LONG, stats -> {
            counting.countDown();
            Awaitility.await().until(() -> goOn.getCount() == 0);
            return stats;
        });
    }

    @Test
    void manyWhoAskAtTheSameTimeCostOneCount() throws Exception {
        CountDownLatch counting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TicketKit kit = pausing(counting, goOn);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> total(kit.as(READER))));
            }
            counting.await();
            goOn.countDown();
            for (Future<Long> answer : answers) {
                assertThat(answer.get()).isZero();
            }
            assertThat(counts).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whoWritesWhileItIsCountedSharesTheNextCount() throws Exception {
        CountDownLatch counting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TicketKit kit = pausing(counting, goOn);
        ExecutorService threads = Executors.newFixedThreadPool(9);
        try {
            Future<Long> first = threads.submit(() -> total(kit.as(READER)));
            counting.await();
            List<Future<Long>> others = new ArrayList<>();
            CountDownLatch written = new CountDownLatch(8);
            for (int i = 0; i < 8; i++) {
                TicketService writer = kit.as(Actor.staff("writer-" + i));
                others.add(threads.submit(() -> {
                    submit(writer);
                    written.countDown();
                    written.await();
                    return total(writer);
                }));
            }
            written.await();
            assertThat(counts).as("one at a time").hasValue(1);
            goOn.countDown();
            assertThat(first.get()).isZero();
            for (Future<Long> other : others) {
                assertThat(other.get()).isEqualTo(8);
            }
            assertThat(counts).hasValue(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFailureIsNotKept() {
        AtomicInteger failures = new AtomicInteger(1);
        TicketKit kit = kit(LONG, stats -> {
            if (failures.getAndDecrement() > 0) {
                throw new StorageUnavailableException(null);
            }
            return stats;
        });
        assertThatThrownBy(() -> total(kit.as(READER))).isInstanceOf(StorageUnavailableException.class);
        assertThat(total(kit.as(READER))).isZero();
    }
}
