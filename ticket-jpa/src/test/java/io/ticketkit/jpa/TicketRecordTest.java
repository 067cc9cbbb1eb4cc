package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticketkit.Ticket;
import io.ticketkit.spi.StoredTicket;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host sees of the tables: by JPQL, and in the view. */
class TicketRecordTest {
    private static final List<TestDatabase> DATABASES = new ArrayList<>();

    @BeforeAll
    static void databases() {
        DATABASES.add(TestDatabase.h2());
        DATABASES.add(TestDatabase.postgresql());
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(TestDatabase::close);
    }

    static Stream<Arguments> combinations() {
        return DATABASES.stream()
                .flatMap(database -> Stream.of(Provider.values()).map(provider -> Arguments.of(database, provider)));
    }

    private static Ticket insert(TestDatabase database, Instant createdAt) {
        try (JpaTicketStorage storage =
                JpaTicketStorage.managed(database.dataSource()).build()) {
            return storage.write(writer -> {
                Ticket ticket = Samples.full("acme", writer.nextId())
                        .createdAt(createdAt)
                        .updatedAt(createdAt)
                        .build();
                writer.insert(new StoredTicket(ticket, 1), Samples.submitted());
                return ticket;
            });
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void isMappedForBothProviders(TestDatabase database, Provider provider) {
        Ticket ticket = insert(database, Samples.NOW);
        EntityManagerFactory hosts = database.entityManagerFactory(
                provider,
                unit -> unit.mappingFile("META-INF/ticketkit-orm.xml").property("hibernate.hbm2ddl.auto", "validate"));
        try (EntityManager manager = hosts.createEntityManager()) {
            TicketRecord record = manager.createQuery(
                            "select t from TicketRecord t where t.tenant = 'acme' and t.hostType = 'order'"
                                    + " and t.createdMicros >= 946684800000000 and t.id = :id",
                            TicketRecord.class)
                    .setParameter("id", ticket.id().value())
                    .getSingleResult();
            assertThat(record.title()).isEqualTo(ticket.title());
            assertThat(record.createdAt()).isEqualTo(ticket.createdAt());
            assertThat(record.resolvedAt()).isEqualTo(ticket.resolvedAt());
            assertThat(record.closedAt()).isEqualTo(ticket.closedAt());
            assertThat(record.hostId()).hasValue("4711/ä");
            assertThat(record.status()).isEqualTo("closed");
            assertThat(record.urgencyScore()).isEqualTo(97);
            assertThat(record.version()).isEqualTo(3);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("instants")
    void theViewShowsExactTimes(TestDatabase database, Instant instant) throws SQLException {
        Ticket ticket = insert(database, instant);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select created_at, closed_at from ticket_report where id = "
                        + ticket.id().value())) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getObject(1, OffsetDateTime.class).toInstant()).isEqualTo(instant);
            assertThat(rows.getObject(2, OffsetDateTime.class).toInstant())
                    .isEqualTo(ticket.closedAt().orElseThrow());
        }
    }

    static Stream<Arguments> instants() {
        return DATABASES.stream()
                .flatMap(database -> Stream.of(
                                "2000-01-01T00:00:00Z",
                                "2026-03-29T01:00:00.000001Z",
                                "2026-11-01T05:30:00.999999Z",
                                "2300-07-01T00:00:00.000001Z",
                                "9999-12-31T23:59:59.999999Z")
                        .map(text -> Arguments.of(database, Instant.parse(text))));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void isNeverStale(TestDatabase database, Provider provider) throws SQLException {
        Ticket ticket = insert(database, Samples.NOW);
        EntityManagerFactory hosts =
                database.entityManagerFactory(provider, unit -> unit.mappingFile("META-INF/ticketkit-orm.xml"));
        for (String title : new String[] {"first", "second"}) {
            database.execute("update ticket set title = '" + title + "' where id = " + ticket.id());
            try (EntityManager manager = hosts.createEntityManager()) {
                assertThat(manager.find(TicketRecord.class, ticket.id().value()).title())
                        .isEqualTo(title);
            }
        }
    }
}
