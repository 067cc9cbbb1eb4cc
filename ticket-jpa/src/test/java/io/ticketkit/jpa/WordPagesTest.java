package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.ticketkit.Actor;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.SearchText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rare words are found in another way than frequent ones: what is found, page after page, is the same. */
class WordPagesTest {
    private static final int TICKETS = 600;
    private static final List<String> SEARCHES =
            List.of("every", "third", "third half", "old", "rare", "ra", "recent", "rare recent", "nobody", "!");

    private static TestDatabase database;
    /** Of one connection: it tells only of itself at once what indexes it used. */
    private static HikariDataSource connection;

    private static TicketKit kit;

    @BeforeAll
    static void fill() throws SQLException {
        database = TestDatabase.postgresql();
        TicketSchema.of(database.dataSource()).migrate();
        connection = oneConnection();
        kit = kit(connection);
        TicketService staff = staff();
        for (int i = 0; i < TICKETS; i++) {
            String words = "every" + (i % 2 == 0 ? " half" : "") + (i % 3 == 0 ? " third" : "") + (i < 40 ? " old" : "")
                    + (i == 7 || i == 300 ? " rare" : "") + (i == TICKETS - 9 ? " recent rarely" : "");
            staff.submit(TicketDraft.builder()
                    .title("Ticket " + i)
                    .description(words)
                    .requester("person-" + i % 5)
                    .status(i % 4 == 0 ? Status.IN_PROGRESS : Status.OPEN)
                    .build());
        }
        // of somebody else: in a small table no index is of use
        database.execute("insert into ticket_category (tenant, code) values ('other', 'general')");
        database.execute("insert into ticket (id, tenant, title, description, search_text, category, priority, status,"
                + " sentiment, urgency_score, version, last_event, created_at, updated_at, category_source,"
                + " category_review, priority_source, priority_review, sentiment_source, sentiment_review,"
                + " urgency_score_source, urgency_score_review) select x, 'other', 't', 'd', case when x < 1025000"
                + " then ' every half' else ' every' end, 'general',"
                + " 'low', 'open', 'calm', 1, 1, 1, 946684800000000 + x, 946684800000000 + x, 'person', false, 'person',"
                + " false, 'person', false, 'person', false from generate_series(1000000, 1025300) x");
        database.execute("analyze ticket");
    }

    private static HikariDataSource oneConnection() {
        HikariDataSource one = new HikariDataSource();
        one.setJdbcUrl(database.url());
        one.setMaximumPoolSize(1);
        return one;
    }

    private static TicketKit kit(HikariDataSource connections) {
        return TicketKit.builder()
                .storage(JpaTicketStorage.managed(connections).migrate(false).build())
                .build();
    }

    @AfterAll
    static void close() {
        kit.close();
        connection.close();
        database.close();
    }

    private static TicketService staff() {
        return kit.as(Actor.staff("agent"));
    }

    @ParameterizedTest
    @EnumSource(TicketOrder.class)
    void areTheListWithoutWhatHasNotTheWords(TicketOrder order) {
        TicketService requester = kit.as(Actor.requester("person-3"));
        for (String text : SEARCHES) {
            assertSame(staff(), TicketQuery.builder().order(order), text, 37);
            assertSame(staff(), TicketQuery.builder().order(order).statuses(Status.IN_PROGRESS), text, 200);
            assertSame(requester, TicketQuery.builder().order(order), text, 20);
        }
    }

    private static void assertSame(TicketService service, TicketQuery.Builder query, String text, int size) {
        List<String> words = SearchText.words(text);
        Predicate<Ticket> matches =
                ticket -> SearchText.matches(SearchText.of(ticket.title(), ticket.description()), words);
        List<TicketId> expected = all(service, query.build(), 200).stream()
                .filter(matches)
                .map(Ticket::id)
                .toList();
        List<TicketId> found = all(service, query.text(text).build(), size).stream()
                .map(Ticket::id)
                .toList();
        assertThat(found).as(text).isEqualTo(expected);
    }

    /** Forward, and every page backward as well. */
    private static List<Ticket> all(TicketService service, TicketQuery query, int size) {
        List<Ticket> all = new ArrayList<>();
        Page<Ticket> page = service.search(query, PageRequest.first(size));
        while (true) {
            List<Ticket> items = page.items();
            all.addAll(items);
            if (page.next().isEmpty()) {
                return all;
            }
            Page<Ticket> next = service.search(query, PageRequest.at(page.next().get(), size));
            assertThat(service.search(query, PageRequest.at(next.previous().orElseThrow(), size))
                            .items())
                    .isEqualTo(items);
            page = next;
        }
    }

    /** What PostgreSQL would do by itself: it takes the beginning of a word for frequent. */
    @Test
    void aRareWordIsFoundByTheIndexOfWords() throws SQLException {
        long before = scans();

        assertThat(staff().search(TicketQuery.builder().text("rare half").build(), PageRequest.first(50))
                        .items())
                .hasSize(1);
        assertThat(staff().search(TicketQuery.builder().text("half").build(), PageRequest.first(50))
                        .items())
                .hasSize(50);

        assertThat(scans() - before).isEqualTo(1);
    }

    /** They are in none of the newest ones: the index of words would give all others. */
    @Test
    void wordsThatWereFrequentOnceAreFoundByTheList() throws SQLException {
        long before = scans();

        assertThat(kit.forTenant("other")
                        .as(Actor.staff("agent"))
                        .search(TicketQuery.builder().text("half").build(), PageRequest.first(50))
                        .items())
                .hasSize(50);

        assertThat(scans() - before).isZero();
    }

    /** Planning takes longer than reading the page; PostgreSQL goes on with it when plans for the words look cheaper. */
    @Test
    void thePlanOfASearchIsKept() throws SQLException {
        try (HikariDataSource one = oneConnection();
                TicketKit own = kit(one)) {
            TicketService staff = own.forTenant("other").as(Actor.staff("agent"));
            for (int i = 0; i < 20; i++) {
                String word = i % 2 == 0 ? "half" : "every";
                staff.search(TicketQuery.builder().text(word).build(), PageRequest.first(50));
            }

            List<Long> plannedAnew = new ArrayList<>();
            try (Connection c = one.getConnection();
                    Statement statement = c.createStatement();
                    ResultSet rows = statement.executeQuery("select custom_plans from pg_prepared_statements"
                            + " where statement like '%t.description%' and generic_plans + custom_plans > 10")) {
                while (rows.next()) {
                    plannedAnew.add(rows.getLong(1));
                }
            }
            // five times it tries what plans for the values would cost
            assertThat(plannedAnew).containsExactly(5L);
        }
    }

    private static long scans() throws SQLException {
        try (Connection c = connection.getConnection();
                Statement statement = c.createStatement()) {
            statement.execute("select pg_stat_force_next_flush()");
            try (ResultSet row = statement.executeQuery("select idx_scan from pg_stat_user_indexes where indexrelname ="
                    + " 'ticket_search_idx' and schemaname = current_schema()")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
