package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.AccessDeniedException;
import io.ticketkit.Actor;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HistoryEntry.Kind;
import io.ticketkit.InvalidCursorException;
import io.ticketkit.Limits;
import io.ticketkit.Page;
import io.ticketkit.PageRequest;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Tickets are linked with each other. */
interface LinkContract extends StorageContract {
    private static List<TicketId> related(TicketService service, Ticket ticket) {
        return service.links().of(ticket.id()).items().stream()
                .filter(link -> link.kind() == TicketLink.Kind.RELATED)
                .map(link -> link.ticket().id())
                .toList();
    }

    private static List<HistoryEntry> history(TicketService service, Ticket ticket) {
        return service.history(ticket.id(), PageRequest.first()).items();
    }

    @Test
    default void aLinkIsSeenFromBothEndsAndChangesNoVersion() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c");
        TicketService staff = desk.staff();

        staff.links().link(tickets.get(1).id(), tickets.get(0).id());
        staff.links().link(tickets.get(1).id(), tickets.get(2).id());

        assertThat(related(staff, tickets.get(1)))
                .containsExactly(tickets.get(0).id(), tickets.get(2).id());
        assertThat(related(staff, tickets.get(0)))
                .containsExactly(tickets.get(1).id());
        assertThat(related(staff, tickets.get(2)))
                .containsExactly(tickets.get(1).id());
        assertThat(tickets)
                .allSatisfy(ticket -> assertThat(staff.get(ticket.id()))
                        .usingRecursiveComparison()
                        .isEqualTo(ticket));
        assertThat(staff.links().of(tickets.get(0).id()).items().get(0).at())
                .isEqualTo(desk.clock().instant());
    }

    @Test
    default void linkingAgainAndUnlinkingAgainDoNothing() {
        Desk desk = desk();
        List<TicketEvent> events = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> builder.afterCommit(events::add));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        List<Ticket> tickets = desk.submit("a", "b");
        TicketId a = tickets.get(0).id();
        TicketId b = tickets.get(1).id();

        staff.links().link(a, b);
        staff.links().link(a, b);
        staff.links().link(b, a);
        staff.links().unlink(b, a);
        staff.links().unlink(a, b);

        assertThat(related(staff, tickets.get(0))).isEmpty();
        assertThat(history(staff, tickets.get(0)))
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::subject)
                .containsExactly(
                        tuple(1L, Kind.SUBMITTED, OptionalLong.empty()),
                        tuple(2L, Kind.LINKED, OptionalLong.of(b.value())),
                        tuple(3L, Kind.UNLINKED, OptionalLong.of(b.value())));
        assertThat(events)
                .extracting(
                        event -> event.header().ticketId(),
                        event -> event.header().number(),
                        Object::getClass)
                .containsExactly(
                        tuple(a, 2L, TicketEvent.Linked.class),
                        tuple(b, 2L, TicketEvent.Linked.class),
                        tuple(b, 3L, TicketEvent.Unlinked.class),
                        tuple(a, 3L, TicketEvent.Unlinked.class));
        assertThat(events.get(0)).isEqualTo(new TicketEvent.Linked(events.get(0).header(), b));
    }

    @Test
    default void whoMayNotSeeTheOtherEndLearnsNothing() {
        Desk desk = desk();
        Ticket anns = desk.submit(Fixtures.draft("a").requester("ann").build());
        Ticket bobs = desk.submit(Fixtures.draft("b").requester("bob").build());
        Ticket annsToo = desk.submit(Fixtures.draft("c").requester("ann").build());

        desk.staff().links().link(anns.id(), bobs.id());
        desk.staff().links().link(anns.id(), annsToo.id());
        TicketService ann = desk.as(Actor.requester("ann"));

        assertThat(related(ann, anns)).containsExactly(annsToo.id());
        assertThat(related(desk.as(Actor.requester("bob")), bobs)).isEmpty();
        assertThat(history(ann, anns))
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::subject)
                .containsExactly(
                        tuple(1L, Kind.SUBMITTED, OptionalLong.empty()),
                        tuple(2L, Kind.LINKED, OptionalLong.of(annsToo.id().value())));
        assertThat(history(desk.as(Actor.requester("bob")), bobs)).hasSize(1);
        assertThat(history(desk.staff(), bobs)).hasSize(2);
    }

    @Test
    default void whatCannotBeLinkedIsRefused() {
        Desk desk = desk();
        Ticket a = desk.submit("a").get(0);
        Ticket foreign = desk().submit("b").get(0);
        TicketService staff = desk.staff();

        assertThatThrownBy(() -> staff.links().link(a.id(), a.id())).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> staff.links().unlink(a.id(), a.id())).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> staff.links().link(a.id(), foreign.id())).isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> staff.links().link(foreign.id(), a.id())).isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> desk.as(Actor.requester("ann")).links().link(a.id(), foreign.id()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> desk.as(Actor.requester("ann")).links().of(a.id()))
                .isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void linksAreBounded() {
        Desk desk = desk();
        Ticket hub = desk.submit("hub").get(0);
        TicketService staff = desk.staff();
        List<Ticket> others = new ArrayList<>();
        for (int i = 0; i <= Limits.LINKS; i++) {
            others.add(desk.submit("t" + i).get(0));
        }
        others.subList(0, Limits.LINKS).forEach(other -> staff.links().link(other.id(), hub.id()));
        Ticket last = others.get(Limits.LINKS);

        assertThatThrownBy(() -> staff.links().link(last.id(), hub.id()))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations().get(0).field()).isEqualTo("links"));

        assertThat(related(staff, last)).isEmpty();
        staff.links().link(others.get(0).id(), hub.id());
        staff.links().unlink(others.get(0).id(), hub.id());
        staff.links().link(last.id(), hub.id());
        assertThat(related(staff, last)).containsExactly(hub.id());
    }

    @Test
    default void linksArePagedForwardAndBack() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c", "d", "e");
        TicketService staff = desk.staff();
        TicketId hub = tickets.get(2).id();
        // one other ticket twice: linked, and merged
        staff.links().link(hub, tickets.get(1).id());
        staff.links().merge(tickets.get(1).id(), Expected.any(), hub);
        for (int other : List.of(4, 0, 3)) {
            staff.links().link(hub, tickets.get(other).id());
        }

        List<TicketLink> all = new ArrayList<>();
        Page<TicketLink> page = staff.links().of(hub, PageRequest.first(2));
        all.addAll(page.items());
        while (page.next().isPresent()) {
            page = staff.links().of(hub, PageRequest.at(page.next().get(), 2));
            all.addAll(page.items());
        }
        Page<TicketLink> back =
                staff.links().of(hub, PageRequest.at(page.previous().orElseThrow(), 2));

        assertThat(all)
                .extracting(TicketLink::kind, link -> link.ticket().id())
                .containsExactly(
                        tuple(TicketLink.Kind.RELATED, tickets.get(0).id()),
                        tuple(TicketLink.Kind.DUPLICATE, tickets.get(1).id()),
                        tuple(TicketLink.Kind.RELATED, tickets.get(1).id()),
                        tuple(TicketLink.Kind.RELATED, tickets.get(3).id()),
                        tuple(TicketLink.Kind.RELATED, tickets.get(4).id()));
        assertThat(back.items())
                .extracting(TicketLink::kind, link -> link.ticket().id())
                .containsExactly(
                        tuple(TicketLink.Kind.RELATED, tickets.get(1).id()),
                        tuple(TicketLink.Kind.RELATED, tickets.get(3).id()));
        Page<TicketLink> last = page;
        assertThatThrownBy(() -> staff.links()
                        .of(tickets.get(0).id(), PageRequest.at(last.previous().orElseThrow(), 2)))
                .isInstanceOf(InvalidCursorException.class);
    }

    @Test
    default void manyWhoLinkTheSameTwoLeaveOneLink() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b");

        Desk.atOnce(8, number -> {
                    desk.on(number % 2, Actor.staff("agent"))
                            .links()
                            .link(
                                    tickets.get(number / 2 % 2).id(),
                                    tickets.get(1 - number / 2 % 2).id());
                    return number;
                })
                .forEach(Outcome::get);

        assertThat(related(desk.staff(), tickets.get(0))).hasSize(1);
        assertThat(history(desk.staff(), tickets.get(0))).hasSize(2);
        assertThat(history(desk.staff(), tickets.get(1))).hasSize(2);
    }

    @Test
    default void erasingATicketRemovesItsLinks() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c");
        desk.staff().links().link(tickets.get(0).id(), tickets.get(1).id());
        desk.staff().links().link(tickets.get(1).id(), tickets.get(2).id());

        desk.staff().erase(tickets.get(1).id());

        assertThat(related(desk.staff(), tickets.get(0))).isEmpty();
        assertThat(related(desk.staff(), tickets.get(2))).isEmpty();
    }
}
