package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.HostReference;
import io.ticketkit.PageRequest;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketId;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.TrendBucket;
import io.ticketkit.setup.TicketKit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody sees or touches what is another tenant's, or out of scope. */
interface ScopeContract extends StorageContract {
    @Test
    default void anotherTenantsTicketDoesNotExist() {
        Desk mine = desk();
        Desk yours = desk();
        Ticket ticket = yours.submit(Fixtures.draft("Printer").tags("x").build());
        mine.submit("Own");

        assertInvisible(mine.staff(), ticket.id());
        assertThat(mine.staff().count(TicketQuery.all())).isEqualTo(1);
        assertThat(mine.staff().count(TicketQuery.builder().tags("x").build())).isZero();
        assertThat(mine.staff()
                        .search(TicketQuery.builder().text("printer").build())
                        .items())
                .isEmpty();
        assertThat(mine.staff().stats(TicketQuery.all()).total()).isEqualTo(1);
        assertThat(mine.staff().trend(TicketQuery.all(), Desk.today()))
                .extracting(TrendBucket::created)
                .containsExactly(1L);
        assertThat(yours.staff().get(ticket.id()).version()).isEqualTo(1);
    }

    /** Every form of scope, alone and combined. */
    static Stream<Scope> scopes() {
        HostReference order = new HostReference("order", "1");
        return Stream.of(
                Scope.all(),
                Scope.none(),
                Scope.requester("ada"),
                Scope.requester("ADA"),
                Scope.assignee("agent-2"),
                Scope.team("blue"),
                Scope.tag("vip"),
                Scope.host(order),
                Scope.host(new HostReference("order", "2")),
                Scope.allOf(List.of()),
                Scope.anyOf(List.of()),
                Scope.allOf(List.of(Scope.team("blue"), Scope.tag("vip"))),
                Scope.anyOf(List.of(Scope.requester("ada"), Scope.assignee("agent-2"), Scope.host(order))),
                Scope.anyOf(List.of(
                        Scope.allOf(List.of(Scope.requester("ada"), Scope.anyOf(List.of(Scope.tag("vip"))))),
                        Scope.allOf(List.of(Scope.all(), Scope.assignee("agent-2"))),
                        Scope.none())),
                Scope.allOf(List.of(Scope.all(), Scope.none())));
    }

    @ParameterizedTest
    @MethodSource("scopes")
    default void everyReadAndWriteStaysInScope(Scope scope) {
        Desk desk = desk();
        List<Ticket> tickets = Stream.of(
                        Fixtures.draft("Plain a"),
                        Fixtures.draft("Mine").requester("ada"),
                        Fixtures.draft("Mine and vip").requester("ada").tags("vip", "x"),
                        Fixtures.draft("Assigned").assignee("agent-2").requester("bob"),
                        Fixtures.draft("Blue").team("blue"),
                        Fixtures.draft("Blue vip").team("blue").tags("vip"),
                        Fixtures.draft("About order").hostReference(new HostReference("order", "1")),
                        Fixtures.draft("About cart").hostReference(new HostReference("cart", "1")))
                .map(draft -> desk.submit(draft.build()))
                .toList();
        TicketKit kit =
                desk.kit(0, builder -> builder.accessPolicy(actor -> new Access(EnumSet.allOf(Action.class), scope)));
        TicketService service = desk.service(kit, Actor.staff("somebody"));
        List<TicketId> visible =
                tickets.stream().filter(scope::includes).map(Ticket::id).toList();

        assertThat(service.search(TicketQuery.all()).items())
                .extracting(Ticket::id)
                .containsExactlyInAnyOrderElementsOf(visible);
        assertThat(service.search(TicketQuery.builder().text("details").build()).items())
                .hasSameSizeAs(visible);
        assertThat(service.count(TicketQuery.all())).isEqualTo(visible.size());
        assertThat(service.stats(TicketQuery.all()).total()).isEqualTo(visible.size());
        assertThat(service.trend(TicketQuery.all(), Desk.today()))
                .extracting(TrendBucket::created)
                .containsExactly((long) visible.size());
        for (Ticket ticket : tickets) {
            if (visible.contains(ticket.id())) {
                assertThat(service.get(ticket.id())).isEqualTo(ticket);
                assertThat(service.history(ticket.id(), PageRequest.first()).items())
                        .hasSize(1);
                assertThat(service.transition(ticket.id(), Expected.any(), Status.CLOSED)
                                .version())
                        .isEqualTo(2);
            } else {
                assertInvisible(service, ticket.id());
                assertThat(desk.staff().get(ticket.id()).version()).isEqualTo(1);
            }
        }
    }

    private static void assertInvisible(TicketService service, TicketId id) {
        assertThat(service.find(id)).isEmpty();
        TicketChange bad = TicketChange.builder().title("").description("x").build();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> service.get(id),
                () -> service.history(id, PageRequest.first()),
                () -> service.update(id, Expected.version(99), bad),
                () -> service.update(
                        id,
                        Expected.any(),
                        TicketChange.builder().description("new").build()),
                () -> service.transition(id, Expected.any(), Status.CLOSED),
                () -> service.assign(id, Expected.any(), "x"),
                () -> service.tag(id, Set.of("t"), Set.of()),
                () -> service.erase(id))) {
            assertThatThrownBy(call).isInstanceOf(TicketNotFoundException.class);
        }
    }

    @Test
    default void requestersSeeAndReopenTheirOwnAndNoMore() {
        Desk desk = desk();
        TicketService ada = desk.as(Actor.requester("ada"));
        Ticket own = ada.submit(Fixtures.draft("Mine").category("billing").build());
        Ticket other =
                desk.as(Actor.requester("bob")).submit(Fixtures.draft("Other").build());
        desk.staff().transition(own.id(), Expected.any(), Status.CLOSED);

        assertThat(own.requester()).contains("ada");
        assertThat(ada.search(TicketQuery.all()).items()).extracting(Ticket::id).containsExactly(own.id());
        assertThat(ada.count(TicketQuery.builder().requesters("bob").build())).isZero();
        assertThat(ada.stats(TicketQuery.all()).total()).isEqualTo(1);
        assertThat(ada.trend(TicketQuery.all(), Desk.today()))
                .extracting(TrendBucket::created)
                .containsExactly(1L);
        assertInvisible(ada, other.id());
        assertThat(ada.transition(own.id(), Expected.any(), Status.OPEN).status())
                .isEqualTo(Status.OPEN);
        assertDenied(() -> ada.transition(own.id(), Expected.any(), Status.CLOSED), Action.TRANSITION);
        assertDenied(() -> ada.assign(own.id(), Expected.any(), "ada"), Action.ASSIGN);
        assertDenied(() -> ada.tag(own.id(), Set.of("x"), Set.of()), Action.EDIT);
        assertDenied(() -> ada.erase(own.id()), Action.ERASE);
        assertDenied(() -> ada.submit(Fixtures.draft("x").requester("bob").build()), Action.SUBMIT);
        assertDenied(() -> ada.submit(Fixtures.draft("x").assignee("a").build()), Action.ASSIGN);
        assertDenied(() -> ada.submit(Fixtures.draft("x").status(Status.CLOSED).build()), Action.TRANSITION);
        assertThat(desk.staff().count(TicketQuery.all())).isEqualTo(2);
    }

    private static void assertDenied(ThrowingCallable call, Action action) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(action));
    }

    @Test
    default void whoMayNotViewSeesNothing() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketKit kit = desk.kit(0, builder -> builder.accessPolicy(actor -> new Access(Set.of(), Scope.all())));
        TicketService nobody = desk.service(kit, Actor.staff("x"));

        assertDenied(() -> nobody.find(ticket.id()), Action.VIEW);
        assertDenied(() -> nobody.count(TicketQuery.all()), Action.VIEW);
        assertDenied(() -> nobody.trend(TicketQuery.all(), Desk.today()), Action.VIEW);
        assertDenied(() -> nobody.classify(null, "text"), Action.CLASSIFY);
        assertDenied(() -> nobody.submit(Fixtures.draft("x").build()), Action.SUBMIT);
    }
}
