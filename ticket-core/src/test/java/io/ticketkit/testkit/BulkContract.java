package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Category;
import io.ticketkit.ClassifiedField;
import io.ticketkit.ConstraintViolatedException;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.IdempotencyConflictException;
import io.ticketkit.Limits;
import io.ticketkit.Origin;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketBuilder;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Violation;
import io.ticketkit.spi.NewTicket;
import io.ticketkit.spi.StoredTicket;
import io.ticketkit.spi.TicketWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Storing many tickets at once. */
interface BulkContract extends StorageContract {
    /** More than fit into one batch. */
    int MANY = 600;

    @Test
    default void manyTicketsAreStoredWithAllThatHangsOnThem() {
        Desk desk = desk();
        List<NewTicket> tickets = new ArrayList<>();

        write(desk, writer -> {
            IntStream.range(0, MANY).forEach(number -> tickets.add(ticket(desk, writer.nextId(), number)));
            writer.insert(tickets);
        });

        TicketService staff = desk.on(1, Actor.staff("agent-9"));
        assertThat(staff.stats(TicketQuery.all()).total()).isEqualTo(MANY);
        assertThat(staff.count(TicketQuery.builder().text("number 599").build()))
                .isEqualTo(1);
        assertThat(staff.count(TicketQuery.builder().tags("odd").build())).isEqualTo(MANY / 2);
        assertThat(staff.count(TicketQuery.builder().categories("cat-2").build()))
                .isEqualTo(MANY / 3);
        for (int number : new int[] {0, 1, MANY - 1}) {
            NewTicket expected = tickets.get(number);
            Ticket ticket = expected.stored().ticket();
            assertThat(staff.get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
            assertThat(staff.history(ticket.id(), PageRequest.first()).items())
                    .usingRecursiveFieldByFieldElementComparator()
                    .isEqualTo(expected.history());
            assertThat(locked(desk, ticket))
                    .hasValueSatisfying(stored -> assertThat(stored.lastEvent()).isEqualTo(2));
        }
    }

    private static TicketDraft draft(String title) {
        return TicketDraft.builder().title(title).description("It hums.").build();
    }

    @Test
    default void manyDraftsBecomeTicketsInTheirOrder() {
        Desk desk = desk();
        TicketService requester = desk.as(Actor.requester("r"));
        assertThat(requester.submitAll(List.of())).isEmpty();
        TicketDraft keyed = TicketDraft.builder()
                .title("With a key")
                .description("It hums.")
                .tags("a", "b")
                .attributes(Map.of("shop", "7"))
                .idempotencyKey("k")
                .build();
        Ticket before = requester.submit(keyed);

        List<Ticket> tickets = requester.submitAll(List.of(
                draft("One"),
                keyed,
                draft("Two"),
                keyed.toBuilder().idempotencyKey("k2").build(),
                draft("Three"),
                keyed.toBuilder().idempotencyKey("k2").build()));

        assertThat(tickets)
                .extracting(Ticket::title)
                .containsExactly("One", "With a key", "Two", "With a key", "Three", "With a key");
        assertThat(tickets.get(1).id()).isEqualTo(before.id());
        assertThat(tickets.get(5).id()).isEqualTo(tickets.get(3).id()).isNotEqualTo(before.id());
        assertThat(desk.staff().stats(TicketQuery.all()).total()).isEqualTo(5);
        for (Ticket ticket : tickets) {
            assertThat(requester.get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
            assertThat(requester.history(ticket.id(), PageRequest.first()).items())
                    .hasSize(1);
            assertThat(desk.staff()
                            .runs()
                            .ofTicket(ticket.id(), PageRequest.first())
                            .items())
                    .isNotEmpty();
        }
    }

    @Test
    default void oneBadDraftKeepsAllOut() {
        Desk desk = desk();
        assertThatThrownBy(() -> desk.staff().submitAll(List.of(draft("One"), draft(" "), draft("x".repeat(201)))))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::field)
                                .containsExactly("drafts[1].title", "drafts[2].title"));
        TicketDraft keyed = draft("One").toBuilder().idempotencyKey("k").build();
        desk.staff().submit(keyed);
        assertThatThrownBy(() -> desk.staff()
                        .submitAll(List.of(
                                draft("Two"),
                                draft("Three").toBuilder().idempotencyKey("k").build())))
                .isInstanceOf(IdempotencyConflictException.class);
        assertThatThrownBy(() -> desk.staff()
                        .submitAll(List.of(
                                draft("Two").toBuilder().idempotencyKey("n").build(),
                                draft("Three").toBuilder().idempotencyKey("n").build())))
                .isInstanceOf(IdempotencyConflictException.class);
        assertThatThrownBy(() -> desk.staff().submitAll(Collections.nCopies(Limits.SUBMIT + 1, draft("One"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("drafts: Ensure there are at most 1000 drafts. Submit them in parts.");
        assertThat(desk.staff().stats(TicketQuery.all()).total()).isEqualTo(1);
    }

    @Test
    default void oneBadTicketKeepsAllOut() {
        Desk desk = desk();
        Ticket there = desk.submit("Printer").get(0);

        assertThatThrownBy(() -> write(desk, writer -> {
                    List<NewTicket> tickets = new ArrayList<>();
                    IntStream.range(0, MANY).forEach(number -> tickets.add(ticket(desk, writer.nextId(), number)));
                    tickets.add(MANY / 2, ticket(desk, there.id(), 0));
                    writer.insert(tickets);
                }))
                .isInstanceOf(ConstraintViolatedException.class)
                .hasMessageNotContaining("Number");

        assertThat(desk.staff().stats(TicketQuery.all()).total()).isEqualTo(1);
        assertThat(desk.staff().get(there.id()).title()).isEqualTo("Printer");
        assertThat(desk.staff().history(there.id(), PageRequest.first()).items())
                .hasSize(1);
        assertThat(desk.staff().count(TicketQuery.builder().tags("odd").build()))
                .isZero();
    }

    @Test
    default void noTicketsAreNoWork() {
        Desk desk = desk();

        write(desk, writer -> writer.insert(List.of()));

        assertThat(desk.staff().count(TicketQuery.all())).isZero();
    }

    private void write(Desk desk, Consumer<TicketWriter> work) {
        desk.asHost(() -> harness().node(0).write(writer -> {
            work.accept(writer);
            return true;
        }));
    }

    private Optional<StoredTicket> locked(Desk desk, Ticket ticket) {
        return desk.asHost(
                () -> harness().node(0).write(writer -> writer.lock(desk.tenant(), Scope.all(), ticket.id())));
    }

    private static NewTicket ticket(Desk desk, TicketId id, int number) {
        Instant created = desk.clock().instant();
        Instant resolved = created.plusSeconds(number);
        boolean odd = number % 2 == 1;
        TicketBuilder ticket = Ticket.builder()
                .id(id)
                .tenant(desk.tenant())
                .title("Number " + number)
                .description("Described")
                .category(new Category("cat-" + number % 3))
                .priority(Priority.HIGH)
                .status(Status.RESOLVED)
                .requester("r" + number + "@example.org")
                .tags(odd ? List.of("odd", "n" + number) : List.of())
                .attributes(odd ? Map.of("number", String.valueOf(number), "empty", "") : Map.of())
                .version(2)
                .createdAt(created)
                .updatedAt(resolved)
                .resolvedAt(resolved);
        for (ClassifiedField field : ClassifiedField.values()) {
            ticket.origin(field, Origin.chosenBy(Actor.staff("agent-" + field)));
        }
        HistoryEntry.Builder submitted = HistoryEntry.builder(1, 0).at(created).kind(HistoryEntry.Kind.SUBMITTED);
        HistoryEntry.Builder changed = HistoryEntry.builder(2, 0)
                .at(resolved)
                .kind(HistoryEntry.Kind.CHANGED)
                .change(new FieldChange(TicketField.STATUS, "open", "resolved"));
        return new NewTicket(
                new StoredTicket(ticket.build(), 2),
                List.of(
                        submitted.actor(Actor.Role.REQUESTER, "r" + number).build(),
                        changed.actor(Actor.Role.STAFF, "agent-1").build()));
    }
}
