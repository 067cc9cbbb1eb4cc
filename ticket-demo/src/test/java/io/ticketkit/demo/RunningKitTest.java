package io.ticketkit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.demo.http.Lent;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.memory.InMemoryTicketStorage;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningKitTest {
    private static final Duration LONG = Duration.ofHours(1);

    /** A kit that tells when it is closed. */
    private static final class Watched {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final WiredKit kit;

        Watched() {
            Opened opened = new Opened();
            opened.add(closed::countDown);
            TicketKit ticketKit =
                    TicketKit.builder().storage(new InMemoryTicketStorage()).build();
            this.kit = new WiredKit(Settings.of(Map.of()), opened.add(ticketKit), Optional.empty(), opened);
        }

        boolean isClosed() {
            return closed.getCount() == 0;
        }

        void awaitClosed() throws InterruptedException {
            assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theNextRequestGetsTheNewKitAndTheOldIsClosed() throws InterruptedException {
        Watched first = new Watched();
        Watched second = new Watched();
        try (RunningKit running = new RunningKit(first.kit, LONG)) {
            running.replace(second.kit);
            first.awaitClosed();
            try (Lent lent = running.lend()) {
                assertThat(lent.served()).isSameAs(second.kit.served());
            }
            assertThat(second.isClosed()).isFalse();
        }
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void whoBeganWithTheOldKitEndsWithIt() throws InterruptedException {
        Watched first = new Watched();
        try (RunningKit running = new RunningKit(first.kit, LONG)) {
            Lent one = running.lend();
            Lent other = running.lend();
            running.replace(new Watched().kit);
            assertThat(one.served()).isSameAs(first.kit.served());
            one.close();
            one.close();
            assertThat(first.isClosed()).isFalse();
            other.close();
            first.awaitClosed();
        }
    }

    @Test
    void whoKeepsTheOldKitTooLongLosesIt() throws InterruptedException {
        Watched first = new Watched();
        try (RunningKit running = new RunningKit(first.kit, Duration.ofMillis(1))) {
            Lent kept = running.lend();
            running.replace(new Watched().kit);
            first.awaitClosed();
            kept.close();
        }
    }

    @Test
    void closingClosesWhatIsInUseAndWhatWaits() {
        Watched first = new Watched();
        Watched second = new Watched();
        Watched late = new Watched();
        RunningKit running = new RunningKit(first.kit, LONG);
        Lent kept = running.lend();
        running.replace(second.kit);
        running.close();
        running.close();
        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isTrue();
        running.replace(late.kit);
        assertThat(late.isClosed()).isTrue();
        kept.close();
    }

    @Test
    void nobodyIsEverLentAClosedKit() throws InterruptedException {
        Watched first = new Watched();
        Map<Object, Watched> all = new ConcurrentHashMap<>(Map.of(first.kit.served(), first));
        AtomicBoolean wrong = new AtomicBoolean();
        AtomicBoolean enough = new AtomicBoolean();
        try (RunningKit running = new RunningKit(first.kit, LONG)) {
            List<Thread> users = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread user = new Thread(() -> {
                    while (!enough.get()) {
                        try (Lent lent = running.lend()) {
                            Watched mine = all.get(lent.served());
                            Thread.onSpinWait();
                            if (mine == null || mine.isClosed()) {
                                wrong.set(true);
                            }
                        }
                    }
                });
                user.start();
                users.add(user);
            }
            Watched last = first;
            for (int i = 0; i < 200; i++) {
                last = new Watched();
                all.put(last.kit.served(), last);
                running.replace(last.kit);
            }
            enough.set(true);
            for (Thread user : users) {
                user.join();
            }
            for (Watched each : all.values()) {
                if (each != last) {
                    each.awaitClosed();
                }
            }
        }
        assertThat(wrong).isFalse();
    }
}
