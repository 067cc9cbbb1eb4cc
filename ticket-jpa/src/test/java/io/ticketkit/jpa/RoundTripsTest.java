package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.PageRequest;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How often PostgreSQL is asked: over a network that is what a call costs most. */
class RoundTripsTest {
    private final List<String> trips = new ArrayList<>();

    /** The same, and what goes to the database is noted. */
    private <T> T noting(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    String name = method.getName();
                    if (name.startsWith("execute") || name.equals("commit") || name.equals("rollback")) {
                        trips.add(name);
                    }
                    try {
                        Object result = method.invoke(real, values);
                        if (result instanceof Connection connection) {
                            return noting(Connection.class, connection);
                        }
                        return result instanceof PreparedStatement statement
                                ? noting(PreparedStatement.class, statement)
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private int tripsOf(Runnable call) {
        trips.clear();
        call.run();
        return trips.size();
    }

    private static TicketDraft draft(String title) {
        return TicketDraft.builder()
                .title(title)
                .description("It hums.")
                .tags("a", "b")
                .build();
    }

    @Test
    void areFew() {
        try (TestDatabase database = TestDatabase.postgresql();
                JpaTicketStorage storage = JpaTicketStorage.managed(noting(DataSource.class, database.dataSource()))
                        .build();
                TicketKit kit = TicketKit.builder().storage(storage).build()) {
            TicketService tickets = kit.as(Actor.staff("agent"));
            // reserves ids
            Ticket ticket = tickets.submit(draft("Printer"));
            // asks which words are frequent
            tickets.search(TicketQuery.builder().text("printer").build(), PageRequest.first());

            assertThat(tripsOf(() -> tickets.submit(draft("Scanner")))).isEqualTo(2);
            assertThat(tripsOf(() -> tickets.transition(ticket.id(), Expected.any(), Status.IN_PROGRESS)))
                    .isEqualTo(3);
            assertThat(tripsOf(() -> tickets.find(ticket.id()))).isEqualTo(1);
            assertThat(tripsOf(() -> tickets.search(TicketQuery.all(), PageRequest.first())))
                    .isEqualTo(1);
            assertThat(tripsOf(() ->
                            tickets.search(TicketQuery.builder().text("scanner").build(), PageRequest.first())))
                    .isEqualTo(1);
            List<TicketDraft> many = Stream.iterate(0, i -> i + 1)
                    .limit(20)
                    .map(i -> draft("Ticket " + i))
                    .toList();
            assertThat(tripsOf(() -> tickets.submitAll(many)))
                    .as("a batch for each table")
                    .isLessThanOrEqualTo(8);
        }
    }
}
