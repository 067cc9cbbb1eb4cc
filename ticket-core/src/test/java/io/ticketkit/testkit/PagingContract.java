package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.Cursor;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketId;
import io.ticketkit.TicketOrder;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Walking through lists page by page. */
interface PagingContract extends StorageContract {
    @ParameterizedTest
    @EnumSource(TicketOrder.class)
    default void pagesForwardsAndBackwardsMakeTheWholeList(TicketOrder order) {
        Desk desk = desk();
        List<Ticket> tickets = new ArrayList<>();
        for (int number = 0; number < 11; number++) {
            tickets.add(desk.submit(Fixtures.draft("x".repeat(1 + number % 3))
                    .priority(List.of(Priority.values()).get(number % 4))
                    .build()));
            if (number % 3 == 0) {
                desk.clock().advance(Duration.ofNanos(1_000));
            }
        }
        desk.clock().advance(Duration.ofSeconds(1));
        tickets.set(2, desk.staff().transition(tickets.get(2).id(), Expected.any(), Status.CLOSED));
        List<TicketId> expected =
                tickets.stream().sorted(comparator(order)).map(Ticket::id).toList();
        TicketQuery query = TicketQuery.builder().order(order).build();
        TicketService staff = desk.staff();

        List<Page<Ticket>> forwards = walk(request -> staff.search(query, request), 4, Page::next, null);
        Page<Ticket> last = forwards.get(forwards.size() - 1);
        List<Page<Ticket>> backwards = walk(
                request -> staff.search(query, request),
                4,
                Page::previous,
                last.previous().orElseThrow());
        Collections.reverse(backwards);

        assertThat(ids(forwards.stream())).isEqualTo(expected);
        assertThat(forwards.get(0).previous()).isEmpty();
        assertThat(ids(Stream.concat(backwards.stream(), Stream.of(last)))).isEqualTo(expected);
        assertThat(backwards.get(0).previous()).isEmpty();
        Page<Ticket> second =
                staff.search(query, PageRequest.at(forwards.get(0).next().orElseThrow(), 4));
        assertThat(staff.search(query, PageRequest.at(second.previous().orElseThrow(), 4))
                        .items())
                .isEqualTo(forwards.get(0).items());
    }

    private static Comparator<Ticket> comparator(TicketOrder order) {
        Comparator<Ticket> byId = Comparator.comparing(Ticket::id);
        return switch (order) {
            case NEWEST ->
                Comparator.comparing(Ticket::createdAt).thenComparing(byId).reversed();
            case OLDEST -> Comparator.comparing(Ticket::createdAt).thenComparing(byId);
            case PRIORITY ->
                Comparator.comparing(Ticket::priority).thenComparing(byId).reversed();
            case URGENCY ->
                Comparator.comparing(Ticket::urgencyScore).thenComparing(byId).reversed();
            case RECENTLY_UPDATED ->
                Comparator.comparing(Ticket::updatedAt).thenComparing(byId).reversed();
        };
    }

    private static <T> List<Page<T>> walk(
            Function<PageRequest, Page<T>> list,
            int limit,
            Function<Page<T>, Optional<Cursor>> onwards,
            @Nullable Cursor start) {
        List<Page<T>> pages = new ArrayList<>();
        Optional<Cursor> cursor = Optional.ofNullable(start);
        do {
            PageRequest request = cursor.map(at -> PageRequest.at(at, limit)).orElseGet(() -> PageRequest.first(limit));
            pages.add(list.apply(request));
            assertThat(pages.size()).isLessThan(100);
            cursor = onwards.apply(pages.get(pages.size() - 1));
        } while (cursor.isPresent());
        return pages;
    }

    private static List<TicketId> ids(Stream<Page<Ticket>> pages) {
        return pages.flatMap(page -> page.items().stream()).map(Ticket::id).toList();
    }

    @Test
    default void aFullLastPageHasNoNext() {
        Desk desk = desk();
        desk.submit("a", "b", "c", "d");

        Page<Ticket> first = desk.staff().search(TicketQuery.all(), PageRequest.first(2));
        Page<Ticket> second = desk.staff()
                .search(TicketQuery.all(), PageRequest.at(first.next().orElseThrow(), 2));

        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isEmpty();
        assertThat(desk.staff().search(TicketQuery.all(), PageRequest.first(4)).next())
                .isEmpty();
        assertThat(desk().staff().search(TicketQuery.all()).items()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void ticketsThatComeMeanwhileHideAndRepeatNothing(boolean newest) throws InterruptedException {
        Desk desk = desk();
        // all at the same microsecond: only the id tells them apart
        List<TicketId> before = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            before.addAll(desk.submit("Before").stream().map(Ticket::id).toList());
        }
        TicketQuery query = TicketQuery.builder()
                .order(newest ? TicketOrder.NEWEST : TicketOrder.OLDEST)
                .build();
        Thread writer = new Thread(() -> {
            for (int number = 0; number < 40; number++) {
                desk.on(1, Actor.staff("b")).submit(Fixtures.draft("Meanwhile").build());
            }
        });
        writer.start();

        List<TicketId> seen = ids(walk(request -> desk.staff().search(query, request), 3, Page::next, null).stream());
        writer.join();
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(70);

        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    default void historyIsPagedToo() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        for (int number = 0; number < 4; number++) {
            desk.staff()
                    .update(
                            ticket.id(),
                            Expected.any(),
                            TicketChange.builder()
                                    .assignee("agent-" + number)
                                    .addTags("t" + number)
                                    .build());
        }
        List<HistoryEntry> whole =
                desk.staff().history(ticket.id(), PageRequest.first()).items();

        List<Page<HistoryEntry>> pages =
                walk(request -> desk.staff().history(ticket.id(), request), 2, Page::next, null);

        assertThat(whole).hasSize(9);
        assertThat(pages.stream().flatMap(page -> page.items().stream()))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(whole);
    }

    @Test
    default void aCursorIsGoodOnlyWhereItCameFrom() {
        Desk desk = desk();
        desk.submit("a", "b", "c");
        Cursor cursor = desk.staff()
                .search(TicketQuery.all(), PageRequest.first(1))
                .next()
                .orElseThrow();
        TicketId id = desk.staff().search(TicketQuery.all()).items().get(0).id();
        PageRequest at = PageRequest.at(cursor, 1);

        assertThat(desk.on(1, Actor.staff("agent-1"))
                        .search(TicketQuery.all(), at)
                        .items())
                .hasSize(1);
        assertRefused(() -> desk.as(Actor.staff("agent-2")).search(TicketQuery.all(), at));
        assertRefused(() -> desk.as(Actor.system("agent-1")).search(TicketQuery.all(), at));
        assertRefused(() -> desk().staff().search(TicketQuery.all(), at));
        assertRefused(() -> desk.staff()
                .search(TicketQuery.builder().order(TicketOrder.OLDEST).build(), at));
        assertRefused(() ->
                desk.staff().search(TicketQuery.builder().statuses(Status.OPEN).build(), at));
        assertRefused(() -> desk.staff().history(id, at));
        String token = cursor.token();
        for (String bad : List.of(
                "",
                "?",
                "AAAA",
                token + "A",
                token.substring(1),
                token.substring(0, 5) + (token.charAt(5) == 'A' ? 'B' : 'A') + token.substring(6))) {
            assertRefused(() -> desk.staff().search(TicketQuery.all(), PageRequest.at(new Cursor(bad), 1)));
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidCursorException.class);
    }

    @Test
    default void limitsAreBounded() {
        assertThatThrownBy(() -> PageRequest.first(0)).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> PageRequest.first(201))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("limit");
    }
}
