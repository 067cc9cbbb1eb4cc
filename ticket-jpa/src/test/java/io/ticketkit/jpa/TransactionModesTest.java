package io.ticketkit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.NoTransactionException;
import io.ticketkit.Scope;
import io.ticketkit.StorageUnavailableException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketStorage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionModesTest {
    private static final List<TestDatabase> DATABASES = new ArrayList<>();

    private final String tenant = "tenant-" + UUID.randomUUID();

    @BeforeAll
    static void databases() throws SQLException {
        DATABASES.add(TestDatabase.h2());
        DATABASES.add(TestDatabase.postgresql());
        for (TestDatabase database : DATABASES) {
            TicketSchema.of(database.dataSource()).migrate();
            database.execute("create table host_row (id varchar(100) primary key)");
        }
    }

    @AfterAll
    static void close() {
        DATABASES.forEach(TestDatabase::close);
    }

    static Stream<Arguments> combinations() {
        return DATABASES.stream()
                .flatMap(database -> Stream.of(Provider.values()).map(provider -> Arguments.of(database, provider)));
    }

    private Ticket insert(TicketStorage storage) {
        return storage.write(writer -> {
            Ticket ticket = Samples.plain(tenant, writer.nextId()).build();
            writer.insert(new StoredTicket(ticket, 1), Samples.submitted());
            return ticket;
        });
    }

    private long count(TicketStorage storage) {
        return storage.read(reader -> reader.count(Samples.selection(tenant, TicketQuery.all())));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void joiningFailsLoudlyWithoutATransaction(TestDatabase database, Provider provider) {
        try (EntityManager manager = database.entityManagerFactory(provider).createEntityManager()) {
            TicketStorage storage = JpaTicketStorage.joining(() -> manager).build();
            assertThatThrownBy(() -> count(storage)).isInstanceOf(NoTransactionException.class);
            manager.getTransaction().begin();
            assertThat(count(storage)).isZero();
            manager.getTransaction().rollback();
            assertThatThrownBy(() -> insert(storage)).isInstanceOf(NoTransactionException.class);
            storage.close();
            assertThat(manager.isOpen()).isTrue();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void hostRowAndTicketShareTheirFate(TestDatabase database, Provider provider) throws SQLException {
        try (EntityManager manager = database.entityManagerFactory(provider).createEntityManager();
                TicketStorage storage = JpaTicketStorage.joining(() -> manager).build()) {
            for (boolean commit : new boolean[] {false, true}) {
                manager.getTransaction().begin();
                manager.createNativeQuery("insert into host_row (id) values ('" + tenant + "')")
                        .executeUpdate();
                insert(storage);
                if (commit) {
                    manager.getTransaction().commit();
                } else {
                    manager.getTransaction().rollback();
                }
                String expected = commit ? "1" : "0";
                assertThat(database.value("select count(*) from host_row where id = '" + tenant + "'"))
                        .isEqualTo(expected);
                assertThat(database.value("select count(*) from ticket where tenant = '" + tenant + "'"))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void whatListenersAndStrategiesReadByTheirOwnSqlIsThere(TestDatabase database, Provider provider) {
        List<Object> seen = new ArrayList<>();
        try (EntityManager manager = database.entityManagerFactory(provider).createEntityManager();
                TicketKit kit = TicketKit.builder()
                        .storage(JpaTicketStorage.joining(() -> manager).build())
                        .beforeCommit(event -> seen.add(event.type() + " " + lines(manager)))
                        .assignment(request -> {
                            seen.add("assignment " + lines(manager));
                            return Optional.of("agent");
                        })
                        .build()) {
            manager.getTransaction().begin();
            kit.forTenant(tenant)
                    .as(Actor.staff("a"))
                    .submit(TicketDraft.builder()
                            .title("Help")
                            .description("It hums.")
                            .build());
            seen.add("at the end " + lines(manager));
            manager.getTransaction().rollback();
        }
        assertThat(seen).containsExactly("submitted 1", "assignment 1", "updated 2", "at the end 2");
    }

    private Object lines(EntityManager manager) {
        return manager.createNativeQuery("select count(*) from ticket_history where tenant = '" + tenant + "'")
                .getSingleResult();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void anExpectedConflictLeavesTheHostsTransactionUsable(TestDatabase database, Provider provider) {
        try (EntityManager manager = database.entityManagerFactory(provider).createEntityManager();
                TicketStorage storage = JpaTicketStorage.joining(() -> manager).build()) {
            IdempotencyKey key = new IdempotencyKey(tenant, Actor.Role.STAFF, "a", "k");
            IdempotencyClaim claim = new IdempotencyClaim(key, "a".repeat(64), new TicketId(1), Samples.NOW);
            manager.getTransaction().begin();
            storage.write(writer -> writer.claim(claim));
            manager.getTransaction().commit();
            manager.getTransaction().begin();
            assertThat(storage.<Boolean>write(writer -> writer.claim(claim))).isFalse();
            assertThat(manager.getTransaction().getRollbackOnly()).isFalse();
            insert(storage);
            manager.getTransaction().commit();
            manager.getTransaction().begin();
            assertThat(count(storage)).isEqualTo(1);
            manager.getTransaction().rollback();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void aKeyIsClaimedOnceUnderManyThreads(TestDatabase database, Provider provider) throws Exception {
        try (TicketStorage storage = StorageUnderTest.of(database, provider, false)) {
            IdempotencyKey key = new IdempotencyKey(tenant, Actor.Role.STAFF, "a", "k");
            List<Boolean> first = atOnce(
                    16,
                    () -> storage.write(writer -> {
                        TicketId id = writer.nextId();
                        boolean mine = writer.claim(new IdempotencyClaim(key, "a".repeat(64), id, Samples.NOW));
                        if (mine) {
                            Ticket ticket = Samples.plain(tenant, id).build();
                            writer.insert(new StoredTicket(ticket, 1), Samples.submitted());
                        } else {
                            TicketId winner =
                                    writer.findClaim(key).orElseThrow().ticket();
                            assertThat(writer.find(tenant, Scope.all(), winner)).isPresent();
                        }
                        return mine;
                    }));
            assertThat(first).containsOnlyOnce(true);
            assertThat(count(storage)).isEqualTo(1);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void nodesThatLockLoseNoUpdate(TestDatabase database, Provider provider) throws Exception {
        try (TicketStorage one = StorageUnderTest.of(database, provider, false);
                TicketStorage two = StorageUnderTest.of(database, provider, true)) {
            Ticket ticket = insert(one);
            List<TicketStorage> nodes = List.of(one, two, one, two, one, two, one, two);
            List<Integer> tags = new ArrayList<>();
            atOnce(nodes.size(), () -> {
                int n;
                synchronized (tags) {
                    n = tags.size();
                    tags.add(n);
                }
                return nodes.get(n).write(writer -> {
                    StoredTicket before =
                            writer.lock(tenant, Scope.all(), ticket.id()).orElseThrow();
                    List<String> all = new ArrayList<>(before.ticket().tags());
                    all.add("tag" + n);
                    Ticket after = before.ticket().toBuilder()
                            .version(before.ticket().version() + 1)
                            .tags(all)
                            .build();
                    long event = before.lastEvent() + 1;
                    writer.update(
                            before,
                            new StoredTicket(after, event),
                            Samples.changed(event, Samples.change(TicketField.TAGS)));
                    return true;
                });
            });
            StoredTicket end = one.write(writer -> writer.lock(tenant, Scope.all(), ticket.id()))
                    .orElseThrow();
            assertThat(end.lastEvent()).isEqualTo(9);
            assertThat(end.ticket().tags()).hasSize(8);
        }
    }

    private static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(work);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void aSwallowedFailureStillFails(TestDatabase database, Provider provider) {
        for (boolean joining : new boolean[] {false, true}) {
            TicketStorage storage = StorageUnderTest.of(database, provider, joining);
            assertThatThrownBy(() -> storage.write(writer -> {
                        Ticket bad = Samples.plain(tenant, writer.nextId())
                                .title(" ")
                                .build();
                        try {
                            writer.insert(new StoredTicket(bad, 1), Samples.submitted());
                        } catch (ConstraintViolatedException e) {
                            return false;
                        }
                        return true;
                    }))
                    .isInstanceOf(ConstraintViolatedException.class);
            assertThat(count(storage)).isZero();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("combinations")
    void worksAgainWhenTheDatabaseIsBack(TestDatabase database, Provider provider) throws SQLException {
        EntityManagerFactory factory;
        try (Outage outage = new Outage(database)) {
            factory = database.entityManagerFactory(
                    provider, unit -> unit.property("jakarta.persistence.nonJtaDataSource", outage));
            TicketStorage storage = JpaTicketStorage.managed(factory).build();
            insert(storage);
            outage.begin();
            assertThatThrownBy(() -> insert(storage)).isInstanceOf(StorageUnavailableException.class);
            assertThatThrownBy(() -> count(storage)).isInstanceOf(StorageUnavailableException.class);
            outage.end();
            insert(storage);
            if (!database.isH2()) {
                // in memory, H2 has no connection to break
                assertThatThrownBy(() -> storage.write(writer -> {
                            writer.count(Samples.selection(tenant, TicketQuery.all()));
                            outage.breakConnections();
                            return writer.count(Samples.selection(tenant, TicketQuery.all()));
                        }))
                        .isInstanceOf(StorageUnavailableException.class);
            }
            assertThat(count(storage)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aJoiningStorageWorksAgainInTheHostsNextTransaction(Provider provider) {
        // in memory, H2 has no connection to break
        try (TestDatabase database = TestDatabase.postgresql();
                Outage outage = new Outage(database)) {
            TicketSchema.of(database.dataSource()).migrate();
            EntityManagerFactory factory = database.entityManagerFactory(
                    provider, unit -> unit.property("jakarta.persistence.nonJtaDataSource", outage));
            insertInTransaction(factory, () -> {});

            for (Runnable use : List.<Runnable>of(outage::breakConnections, outage::begin)) {
                assertThatThrownBy(() -> insertInTransaction(factory, use))
                        .isInstanceOf(StorageUnavailableException.class);
                outage.end();
                insertInTransaction(factory, () -> {});
            }

            assertThat(count(JpaTicketStorage.managed(factory).build())).isEqualTo(3);
        }
    }

    /** As a host does: rolls back when the call fails, whatever becomes of that. */
    private void insertInTransaction(EntityManagerFactory factory, Runnable meanwhile) {
        EntityManager manager = factory.createEntityManager();
        TicketStorage storage = JpaTicketStorage.joining(() -> manager).build();
        manager.getTransaction().begin();
        try {
            count(storage);
            meanwhile.run();
            insert(storage);
        } catch (StorageUnavailableException e) {
            try {
                manager.getTransaction().rollback();
            } catch (RuntimeException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
        manager.getTransaction().commit();
        manager.close();
    }
}
