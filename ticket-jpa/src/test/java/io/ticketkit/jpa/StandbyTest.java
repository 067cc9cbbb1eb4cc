package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.StorageException;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.TicketWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Figures and searches on a real standby that follows by streaming. */
@ResourceLock("the log of replicas")
class StandbyTest {
    private static final TicketQuery WORDS = TicketQuery.builder().text("jams").build();

    @TempDir
    private Path directory;

    @Test
    void figuresAndSearchesComeFromTheStandbyAsOldAsItLags() throws Exception {
        try (PostgresPair pair = PostgresPair.start(directory, false);
                HikariDataSource primary = PostgresPair.pool(pair.primaryUrl(), 4);
                // makes the tables, which the standby gets as it gets all
                JpaTicketStorage storage = JpaTicketStorage.managed(primary)
                        .readOnly(pair.standbyWithoutPool())
                        .build();
                TicketKit kit = TicketKit.builder().storage(storage).build()) {
            TicketService tickets = kit.as(Actor.staff("agent-1"));
            submit(tickets);
            pair.awaitReplay();
            assertSeen(tickets, 1, 1);

            pair.pauseReplay();
            submit(tickets);
            assertThat(pair.bytesBehind()).isPositive();
            assertSeen(tickets, 1, 2);

            pair.resumeReplay();
            pair.awaitReplay();
            assertThat(pair.value(pair.standbyUrl(), "select now() - pg_last_xact_replay_timestamp() > interval '0'"))
                    .isEqualTo("t");
            assertSeen(tickets, 2, 2);
            assertThatThrownBy(() -> storage.readLagging(
                            reader -> ((TicketWriter) reader).comments().nextId(false)))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("25006");

            pair.stopStandby();
            submit(tickets);
            assertSeen(tickets, 3, 3);
        }
    }

    private static void submit(TicketService tickets) {
        tickets.submit(TicketDraft.of("Printer", "It jams."));
    }

    private static void assertSeen(TicketService tickets, long onTheStandby, int onThePrimary) {
        assertThat(tickets.stats(TicketQuery.all()).total()).isEqualTo(onTheStandby);
        assertThat(tickets.count(WORDS)).isEqualTo(onTheStandby);
        assertThat(tickets.search(WORDS).items()).hasSize((int) onTheStandby);
        assertThat(tickets.search(TicketQuery.all()).items()).hasSize(onThePrimary);
        assertThat(tickets.count(TicketQuery.all())).isEqualTo(onThePrimary);
    }
}
