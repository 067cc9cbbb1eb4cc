package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.Actor;
import io.ticketkit.Agent;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.CommentDraft;
import io.ticketkit.Expected;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.Notification;
import io.ticketkit.Notifications;
import io.ticketkit.OutboxBacklog;
import io.ticketkit.OutboxEvent;
import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketField;
import io.ticketkit.TicketService;
import io.ticketkit.setup.Outbox;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.spi.QueuedEvent;
import io.ticketkit.spi.StoredTicket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events are stored with their change, and delivered once, in their order. */
interface OutboxContract extends StorageContract {
    private OutboxDesk outboxDesk() {
        return new OutboxDesk(harness());
    }

    @Test
    default void everyEventOfATicketIsDeliveredInItsOrderWithItsFacts() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket submitted = desk.submit(kit, "Printer");
        Ticket changed = desk.staff(kit)
                .update(
                        submitted.id(),
                        Expected.any(),
                        TicketChange.builder()
                                .status(Status.RESOLVED)
                                .assignee("agent-2")
                                .build());

        assertThat(kit.outboxWorker().tick()).isEqualTo(1);
        assertThat(kit.outboxWorker().tick()).isEqualTo(1);
        assertThat(kit.outboxWorker().tick()).isZero();

        assertThat(desk.heard()).extracting(OutboxEvent::type).containsExactly("submitted", "updated");
        assertThat(desk.heard()).extracting(OutboxEvent::number).containsExactly(1L, 2L);
        assertThat(desk.heard()).allSatisfy(event -> {
            assertThat(event.tenant()).isEqualTo(desk.desk().tenant());
            assertThat(event.ticketId()).isEqualTo(submitted.id());
            assertThat(event.at()).isEqualTo(desk.desk().clock().instant());
            assertThat(event.actorRole()).isEqualTo(Actor.Role.STAFF);
            assertThat(event.actorId()).isEqualTo("agent-1");
            assertThat(event.isInternal()).isFalse();
            assertThat(event.visibleNumber()).isEqualTo(event.number());
            assertThat(event.attempt()).isEqualTo(1);
            assertThat(event.subject()).isEmpty();
            assertThat(event.ticket().orElseThrow()).usingRecursiveComparison().isEqualTo(changed);
        });
        assertThat(desk.heard().get(0).lines())
                .extracting(HistoryEntry::kind)
                .containsExactly(HistoryEntry.Kind.SUBMITTED);
        OutboxEvent second = desk.heard().get(1);
        assertThat(second.lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.event()).isEqualTo(2));
        assertThat(second.change(TicketField.STATUS)).contains(new FieldChange(TicketField.STATUS, "open", "resolved"));
        assertThat(second.change(TicketField.ASSIGNEE))
                .contains(new FieldChange(TicketField.ASSIGNEE, null, "agent-2"));
        assertThat(second.change(TicketField.TITLE)).isEmpty();
        assertThat(desk.backlog(kit)).satisfies(backlog -> {
            assertThat(backlog.waiting()).isZero();
            assertThat(backlog.oldest()).isEmpty();
        });
    }

    @Test
    default void whatIsInternalIsToldFromWhatIsNot() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket ticket = desk.submit(kit, "Printer");
        OutboxDesk.deliver(kit);
        HistoryEntry note = HistoryEntry.builder(2, 0)
                .at(ticket.createdAt())
                .actor(Actor.Role.STAFF, "agent-2")
                .kind(HistoryEntry.Kind.COMMENTED)
                .internal(true)
                .subject(77L)
                .build();
        harness()
                .asHost(() -> harness().node(0).write(writer -> {
                    StoredTicket stored = writer.lock(ticket.tenant(), Scope.all(), ticket.id())
                            .orElseThrow();
                    writer.update(stored, new StoredTicket(ticket, 2, 1), List.of(note));
                    QueuedEvent event = new QueuedEvent(
                            ticket.tenant(),
                            ticket.id(),
                            2,
                            "commented",
                            true,
                            1,
                            ticket.createdAt(),
                            Actor.Role.STAFF,
                            "agent-2");
                    writer.outbox().add(event, List.of(desk.handler()));
                    return true;
                }));
        desk.change(kit, ticket, 1);

        OutboxDesk.deliver(kit);

        assertThat(desk.heard()).extracting(OutboxEvent::isInternal).containsExactly(false, true, false);
        assertThat(desk.heard()).extracting(OutboxEvent::number).containsExactly(1L, 2L, 3L);
        assertThat(desk.heard()).extracting(OutboxEvent::visibleNumber).containsExactly(1L, 1L, 2L);
        assertThat(desk.heard().get(1).subject()).isEqualTo(OptionalLong.of(77));
        assertThat(desk.heard().get(2).lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.event()).isEqualTo(3));
    }

    @Test
    default void whoIsGivenATicketAutomaticallyIsToldOnce() {
        OutboxDesk desk = outboxDesk();
        List<Notification> told = new CopyOnWriteArrayList<>();
        TicketKit kit = desk.kit(
                0,
                event -> told.addAll(Notifications.of(event)),
                outbox -> outbox,
                builder -> builder.assignment(AssignmentStrategy.roundRobin(
                        tenant -> List.of(Agent.builder("bob").build()))));
        Ticket given = desk.submit(kit, "Printer");
        Ticket chosen = desk.staff(kit)
                .submit(Fixtures.draft("Scanner").assignee("dora").build());
        desk.staff(kit).assign(chosen.id(), Expected.any(), "eve");
        desk.staff(kit).assign(chosen.id(), Expected.any(), "dora");

        OutboxDesk.deliver(kit);

        assertThat(desk.heard().stream().filter(event -> event.ticketId().equals(given.id())))
                .extracting(OutboxEvent::type, OutboxEvent::assignee)
                .containsExactly(tuple("submitted", Optional.empty()), tuple("updated", Optional.of("bob")));
        assertThat(desk.heard().stream().filter(event -> event.ticketId().equals(chosen.id())))
                .extracting(OutboxEvent::assignee)
                .containsExactly(Optional.of("dora"), Optional.of("eve"), Optional.of("dora"));
        assertThat(told)
                .extracting(
                        Notification::recipient,
                        Notification::reason,
                        one -> one.event().type())
                .containsExactlyInAnyOrder(
                        tuple("bob", Notification.Reason.ASSIGNED_TO_YOU, "updated"),
                        tuple("dora", Notification.Reason.ASSIGNED_TO_YOU, "submitted"),
                        tuple("dora", Notification.Reason.ASSIGNED_TO_YOU, "updated"));
    }

    @Test
    default void whoHadTheTicketIsKnownHoweverMuchHappenedSince() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket ticket =
                desk.staff(kit).submit(Fixtures.draft("Printer").assignee("bob").build());
        List<HistoryEntry> many = IntStream.range(0, 401)
                .mapToObj(position -> HistoryEntry.builder(2, position)
                        .at(ticket.createdAt())
                        .actor(Actor.Role.STAFF, "agent-2")
                        .kind(HistoryEntry.Kind.CHANGED)
                        .change(new FieldChange(TicketField.TITLE, "a", "b"))
                        .build())
                .toList();
        harness()
                .asHost(() -> harness().node(0).write(writer -> {
                    StoredTicket stored = writer.lock(ticket.tenant(), Scope.all(), ticket.id())
                            .orElseThrow();
                    writer.update(stored, new StoredTicket(ticket, 2, 0), many);
                    return true;
                }));
        desk.staff(kit).assign(ticket.id(), Expected.any(), "dora");

        OutboxDesk.deliver(kit);

        assertThat(desk.heard())
                .extracting(OutboxEvent::number, OutboxEvent::assignee)
                .containsExactly(tuple(1L, Optional.of("bob")), tuple(3L, Optional.of("dora")));
    }

    @Test
    default void aReplyOnADuplicateIsToldToWhoHasTheOriginal() {
        OutboxDesk desk = outboxDesk();
        List<Notification> told = new CopyOnWriteArrayList<>();
        TicketKit kit = desk.kit(0, event -> told.addAll(Notifications.of(event)), outbox -> outbox, builder -> {});
        TicketService staff = desk.staff(kit);
        Ticket duplicate = staff.submit(
                Fixtures.draft("Printer").requester("ann").assignee("bob").build());
        Ticket original = staff.submit(
                Fixtures.draft("Printer").requester("zoe").assignee("dora").build());
        staff.links().merge(duplicate.id(), Expected.any(), original.id());
        OutboxDesk.deliver(kit);
        told.clear();
        TicketService ann = desk.desk().service(kit, Actor.requester("ann"));

        desk.desk().clock().advance(Duration.ofSeconds(1));
        ann.comments().add(duplicate.id(), CommentDraft.reply("Still broken"));
        OutboxDesk.deliver(kit);
        staff.assign(duplicate.id(), Expected.any(), "dora");
        OutboxDesk.deliver(kit);
        desk.desk().clock().advance(Duration.ofSeconds(1));
        ann.comments().add(duplicate.id(), CommentDraft.reply("And now?"));
        OutboxDesk.deliver(kit);

        assertThat(told)
                .extracting(
                        Notification::recipient,
                        Notification::reason,
                        one -> one.ticket().id())
                .containsExactly(
                        tuple("dora", Notification.Reason.REQUESTER_REPLIED, original.id()),
                        tuple("bob", Notification.Reason.REQUESTER_REPLIED, duplicate.id()),
                        tuple("dora", Notification.Reason.ASSIGNED_TO_YOU, duplicate.id()),
                        tuple("dora", Notification.Reason.REQUESTER_REPLIED, original.id()));
    }

    @Test
    default void anErasedTicketTellsOnlyThatItWas() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket ticket = desk.submit(kit, "Printer");
        desk.change(kit, ticket, 2);

        desk.staff(kit).erase(ticket.id());
        OutboxDesk.deliver(kit);

        assertThat(desk.heard()).hasSize(1);
        OutboxEvent erased = desk.heard().get(0);
        assertThat(erased.type()).isEqualTo("erased");
        assertThat(erased.number()).isEqualTo(4);
        assertThat(erased.actorId()).isEqualTo("agent-1");
        assertThat(erased.ticket()).isEmpty();
        assertThat(erased.lines()).isEmpty();
    }

    @Test
    default void anEventSharesTheFateOfItsTransaction() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        Ticket kept = desk.submit(kit, "Kept");
        TicketKit refusing = desk.kit(
                0,
                event -> {},
                outbox -> outbox,
                builder -> builder.beforeCommit(event -> {
                    throw new IllegalStateException("no");
                }));
        TicketService staff = desk.staff(refusing);

        assertThatThrownBy(() -> staff.submit(Fixtures.draft("Gone").build())).hasMessage("no");
        assertThatThrownBy(() -> staff.transition(kept.id(), Expected.any(), Status.CLOSED))
                .hasMessage("no");
        assertThatThrownBy(() -> staff.erase(kept.id())).hasMessage("no");

        assertThat(OutboxDesk.deliver(kit)).isEqualTo(1);
        assertThat(desk.heard(kept)).containsExactly(1L);
    }

    @Test
    default void anEventIsThereWhenTheHostCommits() {
        OutboxDesk desk = outboxDesk();
        if (!harness().node(0).joins()) {
            return;
        }
        TicketKit kit = desk.kit(0);
        TicketKit other = desk.kit(1);
        TicketService inside = kit.forTenant(desk.desk().tenant()).as(Actor.staff("agent-1"));

        int before = desk.desk().asHost(() -> {
            inside.submit(Fixtures.draft("Printer").build());
            return CompletableFuture.supplyAsync(() -> other.outboxWorker().tick())
                    .join();
        });
        assertThatThrownBy(() -> desk.desk().asHost(() -> {
                    inside.submit(Fixtures.draft("Gone").build());
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        assertThat(before).isZero();
        assertThat(OutboxDesk.deliver(other)).isEqualTo(1);
        assertThat(desk.heard()).hasSize(1);
    }

    @Test
    default void eachHandlerHearsForItself() {
        OutboxDesk desk = outboxDesk();
        String broken = desk.handler() + "-b";
        Outbox two = Outbox.to(desk.handler(desk.handler(), event -> {}), desk.handler(broken, event -> {
            throw new IllegalStateException("broken");
        }));
        TicketKit kit = desk.kit(0, two, builder -> {});
        Ticket ticket = desk.submit(kit, "Printer");
        desk.change(kit, ticket, 2);

        OutboxDesk.deliver(kit);

        assertThat(desk.heard(ticket)).containsExactly(1L, 2L, 3L);
        assertThat(kit.outbox().backlog())
                .filteredOn(backlog -> backlog.handler().equals(broken))
                .singleElement()
                .satisfies(backlog -> assertThat(backlog.waiting()).isEqualTo(3));
        assertThat(desk.backlog(kit).waiting()).isZero();
    }

    @Test
    default void onlyAKitWithHandlersStoresEventsAndOnlyForThem() {
        OutboxDesk desk = outboxDesk();
        TicketKit plain = desk.desk().kit(0, builder -> {});
        desk.submit(plain, "Unheard");
        TicketKit kit = desk.kit(0);

        assertThat(OutboxDesk.deliver(kit)).isZero();
        assertThat(desk.heard()).isEmpty();
        assertThatThrownBy(plain::outboxWorker)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outbox(Outbox.to(handler))");
        assertThatThrownBy(plain::outbox).isInstanceOf(IllegalStateException.class);
    }

    @Test
    default void whatWaitsCanBeCounted() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        assertThat(desk.backlog(kit).waiting()).isZero();
        Ticket first = desk.submit(kit, "First");
        desk.desk().clock().advance(OutboxDesk.FIRST_DELAY);
        desk.submit(kit, "Second");

        OutboxBacklog backlog = desk.backlog(kit);

        assertThat(backlog.waiting()).isEqualTo(2);
        assertThat(backlog.held()).isZero();
        assertThat(backlog.dead()).isZero();
        assertThat(backlog.oldest()).contains(first.createdAt());
    }

    @Test
    default void whatWaitsForAHandlerThatIsGoneCanBeGivenUp() {
        OutboxDesk desk = outboxDesk();
        TicketKit kit = desk.kit(0);
        desk.change(kit, desk.submit(kit, "Printer"), 2);
        TicketKit other =
                desk.kit(0, Outbox.to(desk.handler("other-" + desk.handler().substring(2, 10), e -> {})), b -> {});

        assertThatThrownBy(() -> kit.outbox().discard(desk.handler())).isInstanceOf(IllegalArgumentException.class);
        assertThat(desk.backlog(other).waiting()).isEqualTo(3);
        assertThat(other.outbox().discard(desk.handler())).isEqualTo(3);
        assertThat(other.outbox().discard(desk.handler())).isZero();
        assertThat(OutboxDesk.deliver(kit)).isZero();
    }
}
