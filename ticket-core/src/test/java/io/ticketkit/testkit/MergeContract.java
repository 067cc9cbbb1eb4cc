package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.CommentDraft;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.HistoryEntry.Kind;
import io.ticketkit.IllegalTransitionException;
import io.ticketkit.PageRequest;
import io.ticketkit.Scope;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketId;
import io.ticketkit.TicketLink;
import io.ticketkit.TicketMergedException;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.ValidationException;
import io.ticketkit.Workflow;
import io.ticketkit.setup.TicketKit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** Duplicates are merged into their original, and nobody learns of a ticket that is not his. */
interface MergeContract extends StorageContract {
    /** A ticket of a requester. */
    private static Ticket of(Desk desk, String requester, String title) {
        return desk.submit(Fixtures.draft(title).requester(requester).build());
    }

    private static List<HistoryEntry> history(TicketService service, Ticket ticket) {
        return service.history(ticket.id(), PageRequest.first()).items();
    }

    private static List<Tuple> links(TicketService service, Ticket ticket) {
        return service.links().of(ticket.id()).items().stream()
                .map(link -> tuple(link.kind(), link.ticket().id()))
                .toList();
    }

    @Test
    default void aMergedDuplicateIsClosedAndFoundBothWays() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann", "Printer again");
        Ticket original = of(desk, "ann", "Printer");
        desk.clock().advance(Duration.ofMinutes(1));
        TicketService staff = desk.staff();

        Ticket answer = staff.links().merge(duplicate.id(), Expected.version(1), original.id());

        Ticket closed = staff.get(duplicate.id());
        assertThat(answer)
                .usingRecursiveComparison()
                .isEqualTo(original.toBuilder()
                        .version(2)
                        .updatedAt(desk.clock().instant())
                        .build());
        assertThat(staff.get(original.id())).usingRecursiveComparison().isEqualTo(answer);
        assertThat(closed.mergedInto()).contains(original.id());
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.closedAt()).contains(desk.clock().instant());
        assertThat(closed.resolvedAt()).contains(desk.clock().instant());
        assertThat(closed.version()).isEqualTo(2);
        assertThat(staff.search(TicketQuery.all()).items())
                .extracting(Ticket::mergedInto)
                .containsExactlyInAnyOrder(Optional.of(original.id()), Optional.empty());
        assertThat(links(staff, duplicate)).containsExactly(tuple(TicketLink.Kind.ORIGINAL, original.id()));
        assertThat(links(staff, original)).containsExactly(tuple(TicketLink.Kind.DUPLICATE, duplicate.id()));
        TicketLink link = staff.links().of(original.id()).items().get(0);
        assertThat(link.at()).isEqualTo(desk.clock().instant());
        assertThat(link.ticket()).usingRecursiveComparison().isEqualTo(closed);
        assertThat(history(staff, duplicate))
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::subject)
                .containsExactly(
                        tuple(1L, Kind.SUBMITTED, OptionalLong.empty()),
                        tuple(2L, Kind.MERGED, OptionalLong.of(original.id().value())),
                        tuple(2L, Kind.CHANGED, OptionalLong.empty()));
        assertThat(history(staff, duplicate).get(2).change().orElseThrow().field())
                .isEqualTo(TicketField.STATUS);
        assertThat(history(staff, original))
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::subject)
                .containsExactly(
                        tuple(1L, Kind.SUBMITTED, OptionalLong.empty()),
                        tuple(2L, Kind.ABSORBED, OptionalLong.of(duplicate.id().value())));
    }

    @Test
    default void whoseOriginalGrewSeesThatItHasChanged() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann", "Printer again");
        Ticket original = of(desk, "ann", "Printer");
        TicketService ann = desk.as(Actor.requester("ann"));
        desk.staff().comments().add(duplicate.id(), CommentDraft.reply("Which floor?"));
        desk.clock().advance(Duration.ofMinutes(1));
        List<TicketEvent> events = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> builder.afterCommit(events::add));

        desk.service(kit, Actor.staff("agent-1")).links().merge(duplicate.id(), Expected.any(), original.id());

        Ticket grown = ann.get(original.id());
        assertThat(grown.version()).isEqualTo(2);
        assertThat(grown.updatedAt()).isEqualTo(desk.clock().instant());
        assertThat(history(ann, original))
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::at)
                .contains(tuple(2L, Kind.ABSORBED, grown.updatedAt()));
        assertThat(events.get(1))
                .isInstanceOfSatisfying(
                        TicketEvent.Absorbed.class,
                        event -> assertThat(event.ticket())
                                .usingRecursiveComparison()
                                .isEqualTo(grown));
        // who looked at the ticket before does not write over what he has not seen
        TicketService staff = desk.staff();
        assertThatThrownBy(() -> staff.assign(original.id(), Expected.version(1), "agent-2"))
                .isInstanceOf(StaleTicketException.class);
        assertThat(staff.assign(original.id(), Expected.version(2), "agent-2").version())
                .isEqualTo(3);
    }

    @Test
    default void aClosedTicketCanBeMergedAndKeepsItsTimes() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b");
        Ticket closed = desk.staff().transition(tickets.get(0).id(), Expected.any(), Status.CLOSED);
        desk.clock().advance(Duration.ofMinutes(1));

        desk.staff().links().merge(closed.id(), Expected.any(), tickets.get(1).id());

        Ticket merged = desk.staff().get(closed.id());
        assertThat(merged.closedAt()).isEqualTo(closed.closedAt());
        assertThat(merged.version()).isEqualTo(3);
        assertThat(history(desk.staff(), closed)).extracting(HistoryEntry::kind).endsWith(Kind.CHANGED, Kind.MERGED);
    }

    @Test
    default void bothTicketsHaveAnEvent() {
        Desk desk = desk();
        List<TicketEvent> events = new ArrayList<>();
        TicketKit kit = desk.kit(0, builder -> builder.afterCommit(events::add));
        Ticket duplicate = of(desk, "ann", "a");
        Ticket original = of(desk, "bob", "b");
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));

        staff.links().merge(duplicate.id(), Expected.any(), original.id());
        staff.links().merge(duplicate.id(), Expected.any(), original.id());

        assertThat(events).hasSize(2);
        assertThat(events.get(0)).isInstanceOfSatisfying(TicketEvent.Merged.class, event -> {
            assertThat(event.header().ticketId()).isEqualTo(duplicate.id());
            assertThat(event.header().number()).isEqualTo(2);
            assertThat(event.header().actor()).isEqualTo(Actor.staff("agent-1"));
            assertThat(event.original()).isEqualTo(original.id());
            assertThat(event.ticket()).usingRecursiveComparison().isEqualTo(staff.get(duplicate.id()));
        });
        assertThat(events.get(1)).isInstanceOfSatisfying(TicketEvent.Absorbed.class, event -> {
            assertThat(event.header().ticketId()).isEqualTo(original.id());
            assertThat(event.header().number()).isEqualTo(2);
            assertThat(event.duplicate()).isEqualTo(duplicate.id());
        });
    }

    @Test
    default void mergingAgainDoesNothing() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b");
        TicketService staff = desk.staff();
        TicketId a = tickets.get(0).id();
        TicketId b = tickets.get(1).id();
        staff.links().merge(a, Expected.version(1), b);
        Ticket merged = staff.get(a);

        Ticket again = staff.links().merge(a, Expected.version(1), b);

        assertThat(again.id()).isEqualTo(b);
        assertThat(staff.get(a)).usingRecursiveComparison().isEqualTo(merged);
        assertThat(history(staff, merged)).hasSize(3);
        assertThat(history(staff, again)).hasSize(2);
    }

    @Test
    default void chainsBecomeFlat() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c", "d");
        TicketService staff = desk.staff();
        staff.links().merge(tickets.get(0).id(), Expected.any(), tickets.get(1).id());
        staff.links().merge(tickets.get(2).id(), Expected.any(), tickets.get(1).id());

        staff.links().merge(tickets.get(1).id(), Expected.any(), tickets.get(3).id());

        TicketId last = tickets.get(3).id();
        assertThat(tickets.subList(0, 3))
                .allSatisfy(ticket ->
                        assertThat(staff.get(ticket.id()).mergedInto()).contains(last));
        assertThat(links(staff, tickets.get(3)))
                .containsExactly(
                        tuple(TicketLink.Kind.DUPLICATE, tickets.get(0).id()),
                        tuple(TicketLink.Kind.DUPLICATE, tickets.get(1).id()),
                        tuple(TicketLink.Kind.DUPLICATE, tickets.get(2).id()));
        assertThat(links(staff, tickets.get(1))).containsExactly(tuple(TicketLink.Kind.ORIGINAL, last));
    }

    @Test
    default void whatCannotBeMergedIsRefusedAndSaysWhereToGo() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c");
        TicketService staff = desk.staff();
        TicketId a = tickets.get(0).id();
        TicketId b = tickets.get(1).id();
        TicketId c = tickets.get(2).id();
        assertThatThrownBy(() -> staff.links().merge(a, Expected.any(), a))
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.violations().get(0).field()).isEqualTo("original"));
        assertThatThrownBy(() -> staff.links().merge(a, Expected.any(), new TicketId(Long.MAX_VALUE)))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> staff.links().merge(new TicketId(Long.MAX_VALUE), Expected.any(), a))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> staff.links().merge(a, Expected.version(2), b))
                .isInstanceOf(StaleTicketException.class);

        staff.links().merge(a, Expected.any(), b);

        assertThatThrownBy(() -> staff.links().merge(a, Expected.any(), c))
                .isInstanceOfSatisfying(TicketMergedException.class, e -> {
                    assertThat(e.id()).isEqualTo(a);
                    assertThat(e.original()).contains(b);
                    assertThat(e).hasMessage("Ticket " + a + " was merged into ticket " + b + ": use that one.");
                });
        assertThatThrownBy(() -> staff.links().merge(c, Expected.any(), a))
                .isInstanceOfSatisfying(TicketMergedException.class, e -> {
                    assertThat(e.id()).isEqualTo(a);
                    assertThat(e.original()).contains(b);
                });
        assertThatThrownBy(() -> staff.links().merge(b, Expected.any(), a)).isInstanceOf(TicketMergedException.class);
        assertThat(staff.get(c)).usingRecursiveComparison().isEqualTo(tickets.get(2));
        assertThat(history(staff, tickets.get(1))).hasSize(2);
    }

    @Test
    default void theWorkflowMustAllowClosing() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b");
        Workflow workflow =
                Workflow.builder().allow(Status.OPEN, Status.RESOLVED).build();
        TicketService staff = desk.service(desk.kit(0, builder -> builder.workflow(workflow)), Actor.staff("agent-1"));

        assertThatThrownBy(() -> staff.links()
                        .merge(
                                tickets.get(0).id(),
                                Expected.any(),
                                tickets.get(1).id()))
                .isInstanceOf(IllegalTransitionException.class);

        assertThat(staff.get(tickets.get(0).id())).usingRecursiveComparison().isEqualTo(tickets.get(0));
        assertThat(links(staff, tickets.get(0))).isEmpty();
    }

    @Test
    default void theStatusOfAMergedTicketNeverChangesButTheRestCan() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann", "a");
        Ticket original = of(desk, "bob", "b");
        TicketService staff = desk.staff();
        staff.links().merge(duplicate.id(), Expected.any(), original.id());

        for (Status status : List.of(Status.OPEN, Status.IN_PROGRESS, Status.RESOLVED)) {
            assertThatThrownBy(() -> staff.transition(duplicate.id(), Expected.any(), status))
                    .isInstanceOfSatisfying(
                            TicketMergedException.class,
                            e -> assertThat(e.original()).contains(original.id()));
        }
        assertThatThrownBy(
                        () -> desk.as(Actor.requester("ann")).transition(duplicate.id(), Expected.any(), Status.OPEN))
                .isInstanceOfSatisfying(TicketMergedException.class, e -> {
                    assertThat(e.original()).isEmpty();
                    assertThat(e).hasMessage("Ticket " + duplicate.id() + " was merged into another ticket.");
                });
        Ticket changed = staff.tag(duplicate.id(), List.of("x"), List.of());
        assertThat(changed.tags()).containsExactly("x");
        assertThat(changed.mergedInto()).contains(original.id());
        assertThat(staff.transition(original.id(), Expected.any(), Status.RESOLVED)
                        .status())
                .isEqualTo(Status.RESOLVED);
    }

    @Test
    default void whoseTicketWasMergedIntoThatOfAnotherDoesNotLearnItsNumber() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann", "a");
        Ticket original = of(desk, "bob", "b");
        desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());
        TicketService ann = desk.as(Actor.requester("ann"));

        Ticket seen = ann.get(duplicate.id());

        assertThat(seen.status()).isEqualTo(Status.CLOSED);
        assertThat(seen.mergedInto()).isEmpty();
        assertThat(ann.search(TicketQuery.all()).items().get(0).mergedInto()).isEmpty();
        assertThat(links(ann, duplicate)).isEmpty();
        assertThat(history(ann, duplicate))
                .extracting(HistoryEntry::kind, HistoryEntry::subject)
                .containsExactly(
                        tuple(Kind.SUBMITTED, OptionalLong.empty()),
                        tuple(Kind.MERGED, OptionalLong.empty()),
                        tuple(Kind.CHANGED, OptionalLong.empty()));
        assertThat(desk.as(Actor.requester("ann")).count(TicketQuery.all())).isEqualTo(1);
    }

    @Test
    default void whoseTicketTookInThatOfAnotherLearnsNothing() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann", "a");
        Ticket original = of(desk, "bob", "b");
        TicketService bob = desk.as(Actor.requester("bob"));
        Ticket before = bob.get(original.id());
        desk.clock().advance(Duration.ofMinutes(1));

        desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());
        Ticket untouched = bob.get(original.id());
        desk.staff().assign(original.id(), Expected.version(1), "agent-2");

        assertThat(untouched).usingRecursiveComparison().isEqualTo(before);
        assertThat(links(bob, original)).isEmpty();
        assertThat(history(bob, original))
                .extracting(HistoryEntry::event, HistoryEntry::kind)
                .containsExactly(tuple(1L, Kind.SUBMITTED), tuple(2L, Kind.CHANGED));
        assertThat(history(desk.staff(), original))
                .extracting(HistoryEntry::event, HistoryEntry::kind, HistoryEntry::isInternal)
                .containsExactly(
                        tuple(1L, Kind.SUBMITTED, false),
                        tuple(2L, Kind.ABSORBED, true),
                        tuple(3L, Kind.CHANGED, false));
    }

    @Test
    default void whoHasBothTicketsSeesIt() {
        Desk desk = desk();
        Ticket duplicate = of(desk, "ann", "a");
        Ticket original = of(desk, "ann", "b");
        desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());
        TicketService ann = desk.as(Actor.requester("ann"));

        assertThat(ann.get(duplicate.id()).mergedInto()).contains(original.id());
        assertThat(links(ann, original)).containsExactly(tuple(TicketLink.Kind.DUPLICATE, duplicate.id()));
        assertThat(history(ann, original).get(1).subject())
                .hasValue(duplicate.id().value());
        assertThat(history(ann, duplicate).get(1).subject())
                .hasValue(original.id().value());
        assertThat(ann.history(duplicate.id(), PageRequest.first(1)).items()).hasSize(1);
    }

    @Test
    default void staffOfOneTeamAreNotToldTheNumberOfATicketOfAnother() {
        Desk desk = desk();
        Ticket duplicate = desk.submit(Fixtures.draft("a").team("red").build());
        Ticket original = desk.submit(Fixtures.draft("b").team("blue").build());
        desk.staff().links().merge(duplicate.id(), Expected.any(), original.id());
        TicketKit kit = desk.kit(
                0,
                builder -> builder.accessPolicy(actor -> new Access(
                        EnumSet.allOf(Action.class),
                        Scope.team(actor.teams().iterator().next()))));
        TicketService red = desk.service(kit, Actor.staff("r").inTeams(Set.of("red")));
        TicketService blue = desk.service(kit, Actor.staff("b").inTeams(Set.of("blue")));

        assertThat(red.get(duplicate.id()).mergedInto()).isEmpty();
        assertThat(red.search(TicketQuery.all()).items().get(0).mergedInto()).isEmpty();
        assertThat(history(red, duplicate).get(1).subject()).isEmpty();
        assertThat(history(red, duplicate).get(1).kind()).isEqualTo(Kind.MERGED);
        assertThat(history(blue, original).get(1).subject()).isEmpty();
        assertThat(history(blue, original).get(1).isInternal()).isTrue();
        assertThat(links(red, duplicate)).isEmpty();
        assertThat(links(blue, original)).isEmpty();
        assertThatThrownBy(() -> blue.links().merge(duplicate.id(), Expected.any(), original.id()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> red.links().merge(duplicate.id(), Expected.any(), original.id()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> red.transition(duplicate.id(), Expected.any(), Status.OPEN))
                .isInstanceOfSatisfying(
                        TicketMergedException.class,
                        e -> assertThat(e.original()).isEmpty());
    }

    @Test
    default void requestersMergeNothing() {
        Desk desk = desk();
        Ticket a = of(desk, "ann", "a");
        Ticket b = of(desk, "ann", "b");

        assertThatThrownBy(() -> desk.as(Actor.requester("ann")).links().merge(a.id(), Expected.any(), b.id()))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(desk.staff().get(a.id()).mergedInto()).isEmpty();
    }

    @Test
    default void anotherTenantsTicketCannotBeMerged() {
        Desk mine = desk();
        Ticket own = mine.submit("a").get(0);
        Ticket foreign = desk().submit("b").get(0);

        assertThatThrownBy(() -> mine.staff().links().merge(own.id(), Expected.any(), foreign.id()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> mine.staff().links().merge(foreign.id(), Expected.any(), own.id()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> mine.staff().links().of(foreign.id())).isInstanceOf(TicketNotFoundException.class);
    }

    @Test
    default void erasingTheOriginalMakesTheDuplicateATicketOfItsOwn() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c");
        TicketService staff = desk.staff();
        staff.links().merge(tickets.get(0).id(), Expected.any(), tickets.get(1).id());
        staff.links().merge(tickets.get(2).id(), Expected.any(), tickets.get(1).id());

        staff.erase(tickets.get(2).id());
        assertThat(links(staff, tickets.get(1)))
                .containsExactly(tuple(TicketLink.Kind.DUPLICATE, tickets.get(0).id()));
        staff.erase(tickets.get(1).id());

        assertThat(staff.get(tickets.get(0).id()).mergedInto()).isEmpty();
        assertThat(staff.transition(tickets.get(0).id(), Expected.any(), Status.OPEN)
                        .status())
                .isEqualTo(Status.OPEN);
    }

    @Test
    default void aVetoLeavesBothAsTheyWere() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b");
        TicketKit kit = desk.kit(
                0,
                builder -> builder.beforeCommit(event -> {
                    if (event instanceof TicketEvent.Absorbed) {
                        throw new IllegalStateException("no");
                    }
                }));

        assertThatThrownBy(() -> desk.service(kit, Actor.staff("agent-1"))
                        .links()
                        .merge(
                                tickets.get(0).id(),
                                Expected.any(),
                                tickets.get(1).id()))
                .hasMessage("no");

        assertThat(desk.staff().get(tickets.get(0).id()))
                .usingRecursiveComparison()
                .isEqualTo(tickets.get(0));
        assertThat(links(desk.staff(), tickets.get(0))).isEmpty();
        assertThat(history(desk.staff(), tickets.get(1))).hasSize(1);
    }

    @Test
    default void ofTwoThatMergeEachOtherOneWins() {
        Desk desk = desk();
        for (int round = 0; round < 5; round++) {
            List<Ticket> tickets = desk.submit("a", "b");
            List<Outcome<Ticket>> outcomes = Desk.atOnce(
                    4,
                    number -> desk.on(number % 2, Actor.staff("agent"))
                            .links()
                            .merge(
                                    tickets.get(number % 2).id(),
                                    Expected.any(),
                                    tickets.get(1 - number % 2).id()));

            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.failure() == null)
                    .hasSize(2);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.failure() != null)
                    .allSatisfy(outcome -> assertThat(outcome.failure()).isInstanceOf(TicketMergedException.class));
            assertThat(tickets)
                    .filteredOn(
                            ticket -> desk.staff().get(ticket.id()).mergedInto().isPresent())
                    .hasSize(1);
        }
    }

    @Test
    default void manyMergedAtOnceAllArriveAtTheLastOriginal() {
        Desk desk = desk();
        List<Ticket> tickets = desk.submit("a", "b", "c", "d", "e", "f", "g", "h");
        TicketId middle = tickets.get(3).id();
        TicketId last = tickets.get(0).id();

        // all but two into the middle one, while that is itself merged: whoever comes late is told where to go
        List<Outcome<Ticket>> outcomes = Desk.atOnce(7, number -> {
            TicketService staff = desk.on(number % 2, Actor.staff("agent"));
            TicketId one = tickets.get(number + 1).id();
            if (one.equals(middle)) {
                return staff.links().merge(middle, Expected.any(), last);
            }
            try {
                return staff.links().merge(one, Expected.any(), middle);
            } catch (TicketMergedException e) {
                return staff.links().merge(one, Expected.any(), e.original().orElseThrow());
            }
        });

        outcomes.forEach(Outcome::get);
        assertThat(tickets.subList(1, 8))
                .allSatisfy(ticket ->
                        assertThat(desk.staff().get(ticket.id()).mergedInto()).contains(last));
        assertThat(links(desk.staff(), tickets.get(0))).hasSize(7);
    }
}
