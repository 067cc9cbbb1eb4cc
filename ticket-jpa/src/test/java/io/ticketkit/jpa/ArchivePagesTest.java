package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Actor;
import io.ticketkit.CommentDraft;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Scope;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketField;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketPast;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketSelection;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.Seek;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page of an archive is made of. */
class ArchivePagesTest {
    private static final TicketQuery OLDEST =
            TicketQuery.builder().order(TicketOrder.OLDEST).build();

    static Stream<Supplier<TestDatabase>> databases() {
        return Stream.of(TestDatabase::h2, TestDatabase::postgresql);
    }

    private static TicketKit kit(DataSource source) {
        return TicketKit.builder()
                .storage(JpaTicketStorage.managed(source).build())
                .build();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ofATicketThatChangesMeanwhileNothingIsHalf(Supplier<TestDatabase> databases) {
        try (TestDatabase database = databases.get();
                TicketKit busy = kit(database.dataSource())) {
            TicketService staff = busy.as(Actor.staff("agent"));
            List<Ticket> tickets = Stream.of("First", "Second", "Third")
                    .map(title -> staff.submit(TicketDraft.of(title, "It smokes.")))
                    .toList();
            // when two pages are read: of the first it is the second ticket, of the next the first
            AtomicInteger read = new AtomicInteger();
            Runnable change = () -> {
                if (Set.of(1, 3).contains(read.incrementAndGet())) {
                    staff.comments().add(tickets.get(1).id(), CommentDraft.reply("Better now?"));
                }
            };
            List<TicketPast> pasts = new ArrayList<>();
            try (TicketKit kit = kit(before("ticket_comment c", change, database.dataSource()))) {
                kit.as(Actor.system("export")).archive().export(OLDEST, pasts::add);
            }

            assertThat(pasts).extracting(past -> past.ticket().title()).containsExactly("First", "Second", "Third");
            assertThat(pasts).allSatisfy(past -> assertThat(past.violations()).isEmpty());
            assertThat(pasts.get(1).comments()).hasSize(2);
            assertThat(pasts.get(1).history())
                    .filteredOn(line -> line.kind() == HistoryEntry.Kind.COMMENTED)
                    .hasSize(2);
            assertThat(pasts.get(1).ticket().firstResponseAt()).isPresent();
        }
    }

    @Test
    void manyRowsAreMuchHoweverLittleTheySay() {
        try (TestDatabase database = TestDatabase.h2();
                JpaTicketStorage storage =
                        JpaTicketStorage.managed(database.dataSource()).build();
                TicketKit kit = TicketKit.builder().storage(storage).build()) {
            TicketService system = kit.as(Actor.system("import"));
            Ticket ticket = system.submit(TicketDraft.of("Small", "It smokes."));
            List<HistoryEntry> history = new ArrayList<>();
            for (int i = 1; i <= 14_000; i++) {
                history.add(HistoryEntry.builder(i, 0)
                        .at(ticket.createdAt())
                        .actor(Actor.Role.SYSTEM, "a")
                        .kind(HistoryEntry.Kind.CHANGED)
                        .change(new FieldChange(TicketField.TEAM, null, null))
                        .build());
            }
            system.archive()
                    .restore(Stream.of("a", "b")
                            .map(origin -> TicketPast.builder(origin, ticket)
                                    .history(history.size(), history)
                                    .build())
                            .toList());

            TicketSelection all = new TicketSelection(TicketKit.DEFAULT_TENANT, Scope.all(), OLDEST);
            int page = storage.read(reader ->
                    reader.archive().page(all, new Seek(null, false, 100)).size());

            assertThat(page).isEqualTo(1);
        }
    }

    /** Something is done before a statement that names a table. */
    private static DataSource before(String table, Runnable work, DataSource source) {
        return proxy(
                DataSource.class,
                source,
                (arguments, result) -> result instanceof Connection connection
                        ? proxy(Connection.class, connection, (texts, statement) -> {
                            if (texts != null && String.valueOf(texts[0]).contains(table)) {
                                work.run();
                            }
                            return statement;
                        })
                        : result);
    }

    /** Makes something else of what a method returned. */
    private interface Change {
        @Nullable
        Object of(Object @Nullable [] arguments, @Nullable Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return change.of(arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
