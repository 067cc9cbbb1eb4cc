package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.ModelCall;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.RunValue;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose transaction runs share. */
class RunTransactionsTest {
    private static final List<TestDatabase> DATABASES = new ArrayList<>();

    private final String tenant = "tenant-" + UUID.randomUUID();
    private @Nullable EntityManager current;

    @BeforeAll
    static void databases() {
        DATABASES.add(TestDatabase.h2());
        DATABASES.add(TestDatabase.postgresql());
        DATABASES.forEach(database -> TicketSchema.of(database.dataSource()).migrate());
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(TestDatabase::close);
    }

    static Stream<Arguments> combinations() {
        return DATABASES.stream()
                .flatMap(database -> Stream.of(Provider.values()).map(provider -> Arguments.of(database, provider)));
    }

    /** A kit that joins; with a data source for runs, or null. */
    private TicketService tickets(@Nullable DataSource runs) {
        JpaTicketStorage.JoiningBuilder storage = JpaTicketStorage.joining(() -> current);
        if (runs != null) {
            storage.runDataSource(runs);
        }
        TicketKit kit = TicketKit.builder()
                .storage(storage.build())
                .classifier(request -> Optional.of(Classification.builder(Source.LLM)
                        .priority(Priority.HIGH, 0.9)
                        .call(ModelCall.builder("m").build())
                        .build()))
                .build();
        return kit.forTenant(tenant).as(Actor.staff("agent"));
    }

    private <T> T inTransaction(TestDatabase database, Provider provider, boolean commit, Supplier<T> work) {
        try (EntityManager manager = database.entityManagerFactory(provider).createEntityManager()) {
            current = manager;
            manager.getTransaction().begin();
            T result = work.get();
            if (commit) {
                manager.getTransaction().commit();
            } else {
                manager.getTransaction().rollback();
            }
            return result;
        } finally {
            current = null;
        }
    }

    private String runs(TestDatabase database) throws SQLException {
        String count = database.value("select count(*) from ticket_run where tenant = '" + tenant + "'");
        return count == null ? "" : count;
    }

    private static Ticket submitted(TicketService tickets, Classification classification) {
        return tickets.submit(TicketDraft.builder()
                .title("Printer")
                .description("It jams.")
                .classification(classification)
                .build());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void joiningRunsShareTheFateOfTheHost(TestDatabase database, Provider provider) throws SQLException {
        TicketService tickets = tickets(null);
        Supplier<Ticket> submit = () -> tickets.submit(TicketDraft.of("Printer", "It jams."));

        inTransaction(database, provider, false, submit);
        assertThat(runs(database)).isEqualTo("0");
        inTransaction(database, provider, true, submit);
        assertThat(runs(database)).isEqualTo("1");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void joiningRunsOfClassifyTravelWithTheAnswer(TestDatabase database, Provider provider) throws SQLException {
        TicketService tickets = tickets(null);

        Classification answer = tickets.classify("Printer", "It jams.");
        assertThat(answer.runs())
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.id()).isEmpty());
        assertThat(runs(database)).isEqualTo("0");
        inTransaction(database, provider, true, () -> submitted(tickets, answer));
        assertThat(runs(database)).isEqualTo("2");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void anAnswerWhoseRunsWereRolledBackIsRecordedWithTheTicket(TestDatabase database, Provider provider)
            throws SQLException {
        TicketService tickets = tickets(null);

        Classification answer = inTransaction(database, provider, false, () -> tickets.classify("Printer", "It jams."));
        assertThat(answer.runs()).allSatisfy(run -> assertThat(run.id()).isPresent());
        assertThat(runs(database)).isEqualTo("0");
        inTransaction(database, provider, true, () -> submitted(tickets, answer));
        assertThat(runs(database)).isEqualTo("2");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void runsKeptApartStayWhenTheHostRollsBack(TestDatabase database, Provider provider) throws SQLException {
        TicketService tickets = tickets(database.dataSource());

        Classification answer = tickets.classify("Printer", "It jams.");
        assertThat(runs(database)).isEqualTo("2");
        inTransaction(database, provider, false, () -> submitted(tickets, answer));
        assertThat(runs(database)).isEqualTo("2");
        assertThat(database.value("select count(*) from ticket where tenant = '" + tenant + "'"))
                .isEqualTo("0");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void decisionsAboutRunsKeptApartAreRecordedToo(TestDatabase database, Provider provider) {
        TicketService tickets = tickets(database.dataSource());
        Ticket ticket = inTransaction(
                database, provider, true, () -> submitted(tickets, tickets.classify("Printer", "It jams.")));

        inTransaction(
                database,
                provider,
                true,
                () -> tickets.accept(ticket.id(), Expected.version(1), ClassifiedField.PRIORITY));

        List<ClassificationRun> runs = inTransaction(
                database,
                provider,
                true,
                () -> tickets.runs().ofTicket(ticket.id(), PageRequest.first()).items());
        assertThat(runs).hasSize(2);
        assertThat(runs.get(0).values())
                .containsEntry(
                        ClassifiedField.PRIORITY, new RunValue("high", 0.9, Source.LLM, RunValue.Fate.ACCEPTED, null));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void aDatabaseForRunsThatIsGoneBreaksNothing(TestDatabase database, Provider provider) throws SQLException {
        DataSource gone = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("gone", "08006");
                });
        TicketService tickets = tickets(gone);

        Classification answer = tickets.classify("Printer", "It jams.");
        assertThat(answer.priority()).isPresent();
        assertThatCode(() -> inTransaction(database, provider, true, () -> submitted(tickets, answer)))
                .doesNotThrowAnyException();
        assertThat(database.value("select count(*) from ticket where tenant = '" + tenant + "'"))
                .isEqualTo("1");
        assertThat(runs(database)).isEqualTo("0");
    }
}
