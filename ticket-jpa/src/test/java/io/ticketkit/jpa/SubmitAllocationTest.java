package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a submit leaves to the garbage collector: classification, history, run and all that goes to the database. */
class SubmitAllocationTest {
    private static final int UNTIL_COMPILED = 500;
    private static final int MEASURED = 200;
    private static final long MOST = 100_000;

    private static final String DESCRIPTION =
            "It shows an error after the login since the last update, and I cannot pay the"
                    + " invoice of this month. My account was charged twice before, please help us: the export of the customer orders"
                    + " has to be delivered tomorrow, and nobody here can open the window with the button for it.";

    @Test
    void isUnderAHundredKilobytes() {
        try (TestDatabase database = TestDatabase.postgresql();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build();
                TicketKit kit = TicketKit.builder().storage(storage).build()) {
            TicketService tickets = kit.as(Actor.requester("maria"));
            submit(tickets, UNTIL_COMPILED);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            submit(tickets, MEASURED);
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / MEASURED)
                    .isLessThan(MOST);
        }
    }

    private static void submit(TicketService tickets, int count) {
        for (int i = 0; i < count; i++) {
            tickets.submit(TicketDraft.builder()
                    .title("Report " + i + " shows an error")
                    .description(DESCRIPTION)
                    .build());
        }
    }
}
