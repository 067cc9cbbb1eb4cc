package io.ticketkit.jpa;

import static io.ticketkit.jpa.Samples.NOW;
import static io.ticketkit.jpa.Samples.change;
import static io.ticketkit.jpa.Samples.changed;
import static io.ticketkit.jpa.Samples.full;
import static io.ticketkit.jpa.Samples.plain;
import static io.ticketkit.jpa.Samples.selection;
import static io.ticketkit.jpa.Samples.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketStats;
import io.ticketkit.spi.IdempotencyClaim;
import io.ticketkit.spi.IdempotencyKey;
import io.ticketkit.spi.Seek;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketStorage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JpaTicketStorageTest {
    private static final List<TestDatabase> DATABASES = new ArrayList<>();

    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    private final String tenant = "tenant-" + UUID.randomUUID();

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

    static Stream<Arguments> storages() {
        List<Arguments> all = new ArrayList<>();
        for (TestDatabase database : DATABASES) {
            for (Provider provider : Provider.values()) {
                for (boolean joining : new boolean[] {false, true}) {
                    String name = database + ", " + provider + (joining ? ", joining" : ", managed");
                    all.add(Arguments.argumentSet(name, StorageUnderTest.of(database, provider, joining)));
                }
            }
        }
        return all.stream();
    }

    private Ticket insert(TicketStorage storage, UnaryOperator<TicketBuilder> fields) {
        return storage.write(writer -> {
            Ticket ticket = fields.apply(plain(tenant, writer.nextId())).build();
            writer.insert(new StoredTicket(ticket, 1), submitted());
            return ticket;
        });
    }

    private List<Ticket> list(TicketStorage storage, TicketQuery query) {
        return storage.read(reader -> reader.page(selection(tenant, query), new Seek(null, false, 100)));
    }

    private Ticket find(TicketStorage storage, TicketId id) {
        return storage.read(reader -> reader.find(tenant, Scope.all(), id)).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("storages")
    void keepsEveryField(TicketStorage storage) {
        Ticket ticket = storage.write(writer -> {
            Ticket full = full(tenant, writer.nextId()).build();
            writer.insert(new StoredTicket(full, 7), submitted());
            return full;
        });
        Ticket empty = insert(storage, fields -> fields);

        assertThat(find(storage, ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
        assertThat(list(storage, TicketQuery.all())).containsExactly(empty, ticket);
        assertThat(find(storage, empty.id()))
                .usingRecursiveComparison()
                .ignoringFields("origins")
                .isEqualTo(empty);
        assertThat(storage.<Optional<StoredTicket>>write(writer -> writer.lock(tenant, Scope.all(), ticket.id())))
                .hasValue(new StoredTicket(ticket, 7));
        assertThat(storage.<Optional<Ticket>>read(reader -> reader.find("other", Scope.all(), ticket.id())))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("storages")
    void updates(TicketStorage storage) {
        Ticket ticket =
                insert(storage, fields -> fields.tags(List.of("a", "b")).attributes(Map.of("x", "1", "y", "2")));
        Ticket changed = full(tenant, ticket.id())
                .version(2)
                .tags(List.of("b", "c"))
                .attributes(Map.of("x", "changed", "z", "3"))
                .build();
        storage.write(writer -> {
            StoredTicket before = writer.lock(tenant, Scope.all(), ticket.id()).orElseThrow();
            writer.update(
                    before,
                    new StoredTicket(changed, 2),
                    changed(2, change(TicketField.TITLE), change(TicketField.TAGS)));
            return true;
        });
        assertThat(find(storage, ticket.id())).usingRecursiveComparison().isEqualTo(changed);
        assertThat(list(storage, TicketQuery.builder().text("uberweis 日").build()))
                .containsExactly(changed);
        assertThat(list(storage, TicketQuery.builder().text("title").build())).isEmpty();

        var history = storage.read(
                reader -> reader.history(tenant, Scope.all(), ticket.id(), true, new Seek(null, false, 10)));
        assertThat(history)
                .extracting(Object::toString)
                .containsExactly(
                        "HistoryEntry[1.0 submitted]",
                        "HistoryEntry[2.0 changed FieldChange[title]]",
                        "HistoryEntry[2.1 changed FieldChange[tags]]");
        assertThat(history.get(2).change().orElseThrow().to()).isEqualTo("new 😀");
        var last = storage.read(reader ->
                reader.history(tenant, Scope.all(), ticket.id(), true, new Seek(new Seek.Position(2, 1), true, 1)));
        assertThat(last).extracting(Object::toString).containsExactly("HistoryEntry[2.0 changed FieldChange[title]]");
        var after = storage.read(reader ->
                reader.history(tenant, Scope.all(), ticket.id(), true, new Seek(new Seek.Position(1, 0), false, 9)));
        assertThat(after).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("storages")
    void filters(TicketStorage storage) {
        Ticket full = storage.write(writer -> {
            Ticket ticket = full(tenant, writer.nextId()).build();
            writer.insert(new StoredTicket(ticket, 1), submitted());
            return ticket;
        });
        Ticket plain =
                insert(storage, fields -> fields.createdAt(NOW.plusSeconds(1)).updatedAt(NOW.plusSeconds(1)));
        List<TicketQuery.Builder> onlyFull = List.of(
                TicketQuery.builder().categories("billing"),
                TicketQuery.builder().priorities(Priority.CRITICAL, Priority.HIGH),
                TicketQuery.builder().statuses(Status.CLOSED),
                TicketQuery.builder().sentiments(full.sentiment()),
                TicketQuery.builder().assignees("agent-7", "x"),
                TicketQuery.builder().requesters("ann@example.org"),
                TicketQuery.builder().teams("red"),
                TicketQuery.builder().tags("nobody", "a,b"),
                TicketQuery.builder().attribute("empty", "").attribute("k=v", "1;2=3"),
                TicketQuery.builder().hostReference(full.hostReference().orElseThrow()),
                TicketQuery.builder().createdBefore(NOW.plusSeconds(1)),
                TicketQuery.builder().createdBefore(NOW.plusNanos(1)),
                TicketQuery.builder().text("O'NEIL ärger 😀"));
        for (TicketQuery.Builder query : onlyFull) {
            assertThat(list(storage, query.build())).containsExactly(full);
            assertThat(storage.<Long>read(reader -> reader.count(selection(tenant, query.build()))))
                    .isEqualTo(1);
        }
        assertThat(list(storage, TicketQuery.builder().unassigned().build())).containsExactly(plain);
        assertThat(list(
                        storage,
                        TicketQuery.builder().createdAfter(NOW.plusNanos(1)).build()))
                .containsExactly(plain);
        assertThat(list(
                        storage,
                        TicketQuery.builder().unassigned().assignees("agent-7").build()))
                .containsExactly(plain, full);
        assertThat(list(storage, TicketQuery.builder().needsReview(true).build()))
                .containsExactly(plain, full);
        assertThat(list(storage, TicketQuery.builder().needsReview(false).build()))
                .isEmpty();
        assertThat(list(storage, TicketQuery.builder().text("%_ ' !").build())).isEmpty();
        assertThat(list(
                        storage,
                        TicketQuery.builder()
                                .attribute("plan", "gold")
                                .attribute("empty", "x")
                                .build()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("storages")
    void obeysEveryScope(TicketStorage storage) {
        Ticket ticket = storage.write(writer -> {
            Ticket full = full(tenant, writer.nextId()).build();
            writer.insert(new StoredTicket(full, 1), submitted());
            return full;
        });
        List<Scope> one = List.of(
                Scope.all(),
                Scope.none(),
                Scope.requester("ann@example.org"),
                Scope.requester("x"),
                Scope.assignee("agent-7"),
                Scope.assignee("x"),
                Scope.team("red"),
                Scope.team("x"),
                Scope.tag("😀"),
                Scope.tag("x"),
                Scope.host(ticket.hostReference().orElseThrow()),
                Scope.allOf(List.of()),
                Scope.anyOf(List.of()));
        List<Scope> scopes = new ArrayList<>(one);
        for (Scope left : one) {
            for (Scope right : one) {
                scopes.add(Scope.allOf(List.of(left, right)));
                scopes.add(Scope.anyOf(List.of(left, Scope.allOf(List.of(right)))));
            }
        }
        storage.write(writer -> {
            for (Scope scope : scopes) {
                boolean seen = scope.includes(ticket);
                assertThat(writer.find(tenant, scope, ticket.id()).isPresent()).isEqualTo(seen);
                assertThat(writer.lock(tenant, scope, ticket.id()).isPresent()).isEqualTo(seen);
            }
            return true;
        });
    }

    @ParameterizedTest
    @MethodSource("storages")
    void pagesBothWaysInEveryOrder(TicketStorage storage) {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int n = i;
            tickets.add(insert(
                    storage,
                    fields -> fields.createdAt(NOW.plusSeconds(n / 4))
                            .updatedAt(NOW.plusSeconds(20 - n / 3))
                            .priority(PRIORITIES.get(n % 4))
                            .urgencyScore(n % 3)));
        }
        for (TicketOrder order : TicketOrder.values()) {
            var query = selection(tenant, TicketQuery.builder().order(order).build());
            java.util.Comparator<Ticket> falling = java.util.Comparator.<Ticket>comparingLong(
                            t -> Seek.Position.of(t, order).key())
                    .thenComparing(Ticket::id);
            List<Ticket> expected = new ArrayList<>(tickets);
            expected.sort(order == TicketOrder.OLDEST ? falling : falling.reversed());

            List<Ticket> forward = new ArrayList<>();
            List<Ticket> page = storage.read(reader -> reader.page(query, new Seek(null, false, 5)));
            while (!page.isEmpty()) {
                forward.addAll(page);
                Seek next = new Seek(Seek.Position.of(page.get(page.size() - 1), order), false, 5);
                page = storage.read(reader -> reader.page(query, next));
            }
            assertThat(forward).as(order.name()).isEqualTo(expected);

            List<List<Ticket>> pages = new ArrayList<>();
            page = storage.read(reader -> reader.page(query, new Seek(null, true, 5)));
            while (!page.isEmpty()) {
                pages.add(page);
                Seek next = new Seek(Seek.Position.of(page.get(0), order), true, 5);
                page = storage.read(reader -> reader.page(query, next));
            }
            Collections.reverse(pages);
            assertThat(pages.stream().flatMap(List::stream)).as(order.name()).containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("storages")
    void countsInTheDatabase(TicketStorage storage) {
        insert(storage, fields -> fields.urgencyScore(10));
        insert(storage, fields -> fields.urgencyScore(20).category(new Category("billing")));
        insert(
                storage,
                fields -> fields.urgencyScore(60)
                        .createdAt(NOW.plusSeconds(86_400))
                        .updatedAt(NOW.plusSeconds(86_400)));
        TicketStats stats = storage.read(reader -> reader.stats(selection(tenant, TicketQuery.all())));
        assertThat(stats.total()).isEqualTo(3);
        assertThat(stats.averageUrgency()).isEqualTo(30);
        assertThat(stats.averagePerDay()).isEqualTo(1.5);
        assertThat(stats.byCategory()).isEqualTo(Map.of(new Category("general"), 2L, new Category("billing"), 1L));
        TicketStats none = storage.read(reader -> reader.stats(selection("nobody", TicketQuery.all())));
        assertThat(none.total()).isZero();
        assertThat(none.averagePerDay()).isZero();
    }

    @ParameterizedTest
    @MethodSource("storages")
    void claimsOnceAndGoesOn(TicketStorage storage) {
        IdempotencyKey key = new IdempotencyKey(tenant, Actor.Role.REQUESTER, "ann", "key 😀");
        Ticket ticket = storage.write(writer -> {
            TicketId id = writer.nextId();
            IdempotencyClaim claim = new IdempotencyClaim(key, "a".repeat(64), id, NOW);
            assertThat(writer.findClaim(key)).isEmpty();
            assertThat(writer.claim(claim)).isTrue();
            assertThat(writer.claim(claim)).isFalse();
            Ticket made = plain(tenant, id).build();
            writer.insert(new StoredTicket(made, 1), submitted());
            assertThat(writer.findClaim(key)).hasValue(claim);
            return made;
        });
        storage.write(writer -> {
            assertThat(writer.claim(new IdempotencyClaim(key, "b".repeat(64), writer.nextId(), NOW)))
                    .isFalse();
            return true;
        });
        storage.write(writer -> {
            writer.lock(tenant, Scope.all(), ticket.id());
            writer.erase(tenant, ticket.id());
            return true;
        });
        assertThat(storage.<Optional<Ticket>>read(reader -> reader.find(tenant, Scope.all(), ticket.id())))
                .isEmpty();
        assertThat(storage.<Optional<IdempotencyClaim>>read(reader -> reader.findClaim(key)))
                .isEmpty();
        assertThat(storage.<List<HistoryEntry>>read(
                        reader -> reader.history(tenant, Scope.all(), ticket.id(), true, new Seek(null, false, 9))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("storages")
    void undoesEverythingWhenTheWorkThrows(TicketStorage storage) {
        IllegalArgumentException failure = new IllegalArgumentException("the host's");
        assertThatThrownBy(() -> storage.write(writer -> {
                    writer.insert(new StoredTicket(full(tenant, writer.nextId()).build(), 1), submitted());
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(list(storage, TicketQuery.all())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("storages")
    void namesTheConstraintAndQuotesNoText(TicketStorage storage) {
        assertThatThrownBy(() -> insert(storage, fields -> fields.title("secret".repeat(500))))
                .isInstanceOfSatisfying(
                        ConstraintViolatedException.class,
                        e -> assertThat(e.constraint()).isEqualTo("ticket_title_length"))
                .satisfies(e -> {
                    for (Throwable t = e; t != null; t = t.getCause()) {
                        assertThat(t.toString()).doesNotContain("secret");
                    }
                });
        Ticket ticket = insert(storage, fields -> fields);
        assertThatThrownBy(() -> storage.write(writer -> {
                    writer.insert(new StoredTicket(ticket, 1), submitted());
                    return true;
                }))
                .isInstanceOfSatisfying(
                        ConstraintViolatedException.class,
                        e -> assertThat(e.constraint()).isIn("ticket_pk", "ticket_tenant_id"));
        assertThatThrownBy(() -> insert(storage, fields -> fields.tags(List.of("secret".repeat(100)))))
                .isInstanceOfSatisfying(
                        ConstraintViolatedException.class,
                        e -> assertThat(e.constraint()).isEqualTo("ticket_tag_tag_length"));
    }

    @ParameterizedTest
    @MethodSource("storages")
    void idsAreNeverGivenTwice(TicketStorage storage) {
        Set<TicketId> ids = storage.write(
                writer -> Stream.generate(writer::nextId).limit(120).collect(java.util.stream.Collectors.toSet()));
        assertThat(ids).hasSize(120);
    }
}
