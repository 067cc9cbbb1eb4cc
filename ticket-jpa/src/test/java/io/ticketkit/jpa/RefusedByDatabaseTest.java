package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.PageRequest;
import io.ticketkit.ProcessingInput;
import io.ticketkit.ProcessingOptions;
import io.ticketkit.ProcessingProgress;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A database that has rules of its own says no when what was held back is sent: that keeps nothing else out. */
class RefusedByDatabaseTest {
    private static final int TICKETS = 12;
    private static final int BAD = 7;

    private static TicketDraft draft(int number) {
        return TicketDraft.builder()
                .title(number == BAD ? "bad" : "Ticket " + number)
                .description("It hums.")
                .build();
    }

    @Test
    void onlyWhatItRefusesIsSetAside() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build();
                TicketKit kit = TicketKit.builder().storage(storage).build()) {
            database.execute(
                    "create function refuse() returns trigger language plpgsql as $$ begin"
                            + " if new.title = 'bad' then raise exception 'no' using errcode = '23514'; end if; return new; end $$");
            database.execute("create trigger refuse before insert on ticket for each row execute function refuse()");
            TicketService tickets = kit.as(Actor.staff("agent"));
            List<TicketDraft> drafts = IntStream.range(0, TICKETS)
                    .mapToObj(RefusedByDatabaseTest::draft)
                    .toList();

            assertThatThrownBy(() -> tickets.submitAll(drafts)).isInstanceOf(ConstraintViolatedException.class);
            assertThatThrownBy(() -> tickets.submit(draft(BAD))).isInstanceOf(ConstraintViolatedException.class);
            assertThat(tickets.count(TicketQuery.all())).isZero();

            ProcessingProgress progress = tickets.processor()
                    .job("import", ProcessingInput.drafts(drafts), ProcessingOptions.standard())
                    .run();
            assertThat(progress.done()).isEqualTo(TICKETS - 1);
            assertThat(progress.setAside()).isEqualTo(1);
            assertThat(tickets.search(TicketQuery.all(), PageRequest.first(50)).items())
                    .extracting(Ticket::title)
                    .doesNotContain("bad")
                    .hasSize(TICKETS - 1);
        }
    }
}
