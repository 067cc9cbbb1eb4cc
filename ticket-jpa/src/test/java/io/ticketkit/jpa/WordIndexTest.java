package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PostgreSQL's index of words: what was written lately waits for it in a list, of which each search reads everything. */
class WordIndexTest {
    private static final Pattern PAGES =
            Pattern.compile("\"ticket_search_idx\".*?\"Shared Hit Blocks\": (\\d+)", Pattern.DOTALL);
    private static final int FEW = 80;

    @Test
    void aSearchReadsLittleOfWhatWasWrittenLately() throws SQLException {
        try (TestDatabase database = TestDatabase.postgresql()) {
            try (TicketKit kit = TicketKit.builder()
                    .storage(JpaTicketStorage.managed(database.dataSource()).build())
                    .build()) {
                TicketService staff = kit.as(Actor.staff("agent"));
                List<Integer> pages = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    staff.submitAll(drafts(100));
                    pages.add(pagesOfSearch(database));
                }
                assertThat(pages).allMatch(read -> read < FEW);
            }
        }
    }

    private static List<TicketDraft> drafts(int number) {
        String words = IntStream.range(0, 40).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        return IntStream.range(0, number)
                .mapToObj(i -> TicketDraft.builder()
                        .title("Ticket " + i)
                        .description(words)
                        .build())
                .collect(Collectors.toList());
    }

    /** Of 8 KB each. */
    private static int pagesOfSearch(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local enable_seqscan = off");
            try (ResultSet plan = statement.executeQuery("explain (analyze, buffers, format json)"
                    + " select id from ticket where search_vector @@ 'nothing'")) {
                plan.next();
                Matcher index = PAGES.matcher(plan.getString(1));
                assertThat(index.find()).isTrue();
                return Integer.parseInt(index.group(1));
            } finally {
                connection.rollback();
            }
        }
    }
}
