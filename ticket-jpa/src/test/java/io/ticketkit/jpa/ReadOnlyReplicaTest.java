package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.NoTransactionException;
import io.ticketkit.PageRequest;
import io.ticketkit.RunUsage;
import io.ticketkit.SimilarQuery;
import io.ticketkit.Status;
import io.ticketkit.StorageException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketAnalytics;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketId;
import io.ticketkit.TicketMilestone;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketRuns;
import io.ticketkit.TicketService;
import io.ticketkit.TrendBucket;
import io.ticketkit.TrendRange;
import io.ticketkit.jpa.internal.Replica;
import io.ticketkit.jpa.internal.SqlSession;
import io.ticketkit.jpa.internal.Transactions;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.TicketWriter;
import jakarta.persistence.EntityManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

/**
 * What is read on a replica: here a second database, with two tickets where the primary has one, so that every answer says
 * whence it comes. A replica that really follows: {@link StandbyTest}.
 */
@ResourceLock("the log of replicas")
class ReadOnlyReplicaTest {
    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");
    private static final TicketQuery WORDS = TicketQuery.builder().text("jams").build();

    private final TestDatabase primary = TestDatabase.h2();
    private final TestDatabase replica = TestDatabase.h2();
    private final Outage connections = new Outage(replica);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Replica.class);

    @BeforeEach
    void oneTicketHereAndTwoThere() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
        fill(primary, 1);
        fill(replica, 2);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        connections.close();
        replica.close();
        primary.close();
    }

    private static void fill(TestDatabase database, int count) {
        try (TicketKit kit = kit(JpaTicketStorage.managed(database.dataSource()).build())) {
            for (int i = 0; i < count; i++) {
                TicketService tickets = kit.as(Actor.staff("agent-1"));
                Ticket done = tickets.transition(submit(tickets).id(), Expected.any(), Status.RESOLVED);
                tickets.feedback().rate(done.id(), 5, null);
            }
        }
    }

    private static Ticket submit(TicketService tickets) {
        return tickets.submit(TicketDraft.of("Printer", "It jams."));
    }

    private static TicketKit kit(JpaTicketStorage storage) {
        return TicketKit.builder().storage(storage).build();
    }

    private TicketKit kit() {
        return kit(JpaTicketStorage.managed(primary.dataSource())
                .readOnly(connections)
                .build());
    }

    private TicketService staff(TicketKit kit) {
        return kit.as(Actor.staff("agent-1"));
    }

    @Test
    void figuresAreReadThere() {
        try (TicketKit kit = kit()) {
            TicketService tickets = staff(kit);
            TicketQuery all = TicketQuery.all();
            TicketAnalytics analytics = tickets.analytics();
            LocalDate day =
                    LocalDate.ofInstant(tickets.search(all).items().get(0).createdAt(), ZoneOffset.UTC);
            TrendRange days = TrendRange.days(day.minusDays(1), day.plusDays(1), ZoneOffset.UTC);

            assertThat(tickets.stats(all).total()).isEqualTo(2);
            assertThat(tickets.trend(all, days).stream().mapToLong(TrendBucket::created))
                    .contains(2L);
            assertThat(analytics
                            .breakdowns(all, EnumSet.of(TicketDimension.STATUS), 5)
                            .get(0)
                            .shares()
                            .get(0)
                            .tickets())
                    .isEqualTo(2);
            assertThat(analytics
                            .times(all, TicketMilestone.RESOLUTION, EVER, END)
                            .count())
                    .isEqualTo(2);
            assertThat(analytics.reopenings(all, EVER, END).done()).isEqualTo(2);
            assertThat(analytics.satisfaction(all, EVER, END).count()).isEqualTo(2);

            try (TicketKit there =
                    kit(JpaTicketStorage.managed(replica.dataSource()).build())) {
                submit(staff(there));
            }
            assertThat(analytics.backlog(all).ages().count()).isEqualTo(1);
        }
    }

    @Test
    void reportsOnRunsAreReadThere() {
        try (TicketKit kit = kit()) {
            TicketRuns runs = staff(kit).runs();
            LocalDate day = LocalDate.ofInstant(
                    staff(kit).search(TicketQuery.all()).items().get(0).createdAt(), ZoneOffset.UTC);
            TrendRange days = TrendRange.days(day, day, ZoneOffset.UTC);

            assertThat(runs.accuracy(EVER, END).get(0).applied()).isEqualTo(2);
            assertThat(runs.usage(days).stream().mapToLong(RunUsage::runs)).contains(2L);
            assertThat(runs.work(days).get(0).tickets()).isEqualTo(2);
            assertThat(runs.costliest(EVER, END, 5)).hasSize(2);
            assertThat(runs.byTicket(days, PageRequest.first()).items()).hasSize(2);
        }
    }

    @Test
    void searchesForWordsAreReadThereAndAllElseWhereItIsWritten() {
        try (TicketKit kit = kit()) {
            TicketService tickets = staff(kit);
            assertThat(tickets.search(WORDS).items()).hasSize(2);
            assertThat(tickets.count(WORDS)).isEqualTo(2);

            assertThat(tickets.search(TicketQuery.all()).items()).hasSize(1);
            assertThat(tickets.count(TicketQuery.all())).isEqualTo(1);
            submit(tickets);
            Ticket third = submit(tickets);
            assertThat(tickets.search(TicketQuery.all()).items()).hasSize(3);
            assertThat(tickets.find(third.id())).isPresent();
            assertThat(tickets.assistant().similar(third.id(), SimilarQuery.all()))
                    .hasSize(2);
        }
    }

    @Test
    void whatFailsThereIsReadOnThePrimaryWithOneWarning() {
        try (TicketKit kit = kit()) {
            TicketService tickets = staff(kit);
            connections.begin();
            for (int i = 0; i < 3; i++) {
                assertThat(tickets.stats(TicketQuery.all()).total()).isEqualTo(1);
                assertThat(tickets.search(WORDS).items()).hasSize(1);
            }
            assertThat(log.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getLevel()).isEqualTo(Level.WARN));
        }
    }

    @Test
    void itIsAskedAgainAfterAWhile() {
        Replica asked = new Replica(connections, Duration.ZERO);
        Transactions elsewhere = Transactions.on(primary.dataSource());
        Supplier<Long> tickets = () -> asked.read(ReadOnlyReplicaTest::tickets, elsewhere);

        connections.begin();
        assertThat(tickets.get()).isEqualTo(1);
        assertThat(tickets.get()).isEqualTo(1);
        connections.end();
        assertThat(tickets.get()).isEqualTo(2);
        assertThat(tickets.get()).isEqualTo(2);
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
    }

    private static long tickets(SqlSession session) {
        return session.call(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from ticket")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    @Test
    void withoutTheTablesItIsNotAskedAndWhatFailsEverywhereFails() throws SQLException {
        try (TicketKit kit = kit()) {
            replica.execute("drop all objects");
            assertThat(staff(kit).stats(TicketQuery.all()).total()).isEqualTo(1);
        }
        Replica asked = new Replica(connections, Duration.ZERO);
        Transactions nowhere = Transactions.on(primary.dataSource());
        assertThatThrownBy(() -> asked.read(
                        session -> {
                            throw new IllegalArgumentException("of the caller");
                        },
                        nowhere))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsWrittenThereThoughTheDatabaseWouldAllowIt() {
        try (TestDatabase both = TestDatabase.postgresql();
                JpaTicketStorage storage = JpaTicketStorage.managed(both.dataSource())
                        .readOnly(both.dataSource())
                        .build()) {
            // what reads can write, behind its interface
            assertThatThrownBy(() -> storage.readLagging(reader -> ((TicketWriter) reader).nextId()))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("25006");
            // and the connection it was is as it was before
            TicketId id = storage.write(TicketWriter::nextId);
            assertThat(id.value()).isPositive();
        }
    }

    @Test
    void joiningItNeedsTheTransactionAndDoesNotSeeIt() {
        AtomicReference<EntityManager> current = new AtomicReference<>();
        JpaTicketStorage storage =
                JpaTicketStorage.joining(current::get).readOnly(connections).build();
        try (TicketKit kit = kit(storage);
                EntityManager manager =
                        primary.entityManagerFactory(Provider.ECLIPSELINK).createEntityManager()) {
            TicketService tickets = staff(kit);
            assertThatThrownBy(() -> tickets.stats(TicketQuery.all())).isInstanceOf(NoTransactionException.class);

            current.set(manager);
            manager.getTransaction().begin();
            submit(tickets);
            assertThat(tickets.count(TicketQuery.all())).isEqualTo(2);
            submit(tickets);
            assertThat(tickets.stats(TicketQuery.all()).total()).isEqualTo(2);
            assertThat(tickets.count(TicketQuery.all())).isEqualTo(3);
            manager.getTransaction().rollback();
        }
    }
}
