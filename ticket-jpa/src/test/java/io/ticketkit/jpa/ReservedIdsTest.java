package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Ids that were reserved by a transaction whose end the database did not live to see. */
class ReservedIdsTest {
    @Test
    void areNotUsedWhenTheDatabaseMayHaveForgottenThem() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql();
                Outage outage = new Outage(database);
                JpaTicketStorage one = JpaTicketStorage.managed(outage).build();
                JpaTicketStorage two =
                        JpaTicketStorage.managed(database.dataSource()).build()) {
            assertThatThrownBy(() -> one.write(writer -> {
                        writer.nextId();
                        outage.breakConnections();
                        return writer;
                    }))
                    .isInstanceOf(StorageUnavailableException.class);
            // a standby that takes over knows only the steps of a sequence that a commit followed
            database.execute("alter sequence ticket_id_seq restart with 1");

            TicketService here = tickets(one);
            TicketService there = tickets(two);
            for (int i = 0; i < 3; i++) {
                submit(here);
                submit(there);
            }
            assertThat(here.count(TicketQuery.all())).isEqualTo(6);
        }
    }

    // not closed: that would close the storage
    private static TicketService tickets(JpaTicketStorage storage) {
        return TicketKit.builder().storage(storage).build().as(Actor.staff("agent-1"));
    }

    private static void submit(TicketService tickets) {
        tickets.submit(TicketDraft.of("Printer", "It jams."));
    }
}
