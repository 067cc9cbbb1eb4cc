package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.Conversation;
import io.ticketkit.Expected;
import io.ticketkit.PageRequest;
import io.ticketkit.RetentionRules;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketId;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.TicketService;
import io.ticketkit.setup.Retention;
import io.ticketkit.setup.TicketKit;
import io.ticketkit.setup.TicketKitBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept for a while only, and what is kept for ever. */
interface RetentionContract extends StorageContract {
    private TicketKit kit(Desk desk, RetentionRules rules, Consumer<TicketKitBuilder> settings) {
        return desk.kit(0, builder -> {
            builder.retention(Retention.of(RetentionRules.builder().build()).forTenant(desk.tenant(), rules));
            if (harness().node(0).joins()) {
                builder.transactionRunner(work -> harness().asHost(() -> {
                    work.run();
                    return true;
                }));
            }
            settings.accept(builder);
        });
    }

    private static Ticket closed(Desk desk, TicketService staff) {
        Ticket ticket = staff.submit(Fixtures.draft("Printer").build());
        desk.clock().advance(Duration.ofSeconds(1));
        staff.update(
                ticket.id(),
                Expected.any(),
                TicketChange.builder().status(Status.CLOSED).build());
        return ticket;
    }

    private static void drain(TicketKit kit) {
        while (kit.retentionWorker().tick() > 0) {
            // until nothing is due
        }
    }

    @Test
    default void closedTicketsGoWhenTheirTimeIsOver() {
        Desk desk = desk();
        List<TicketEvent> heard = new CopyOnWriteArrayList<>();
        RetentionRules rules =
                RetentionRules.builder().closedTickets(Duration.ofDays(30)).build();
        TicketKit kit = kit(desk, rules, builder -> builder.afterCommit(heard::add));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        List<Ticket> early =
                IntStream.range(0, 3).mapToObj(i -> closed(desk, staff)).toList();
        Ticket open = staff.submit(Fixtures.draft("Door").build());
        desk.clock().advance(Duration.ofDays(29));
        Ticket late = closed(desk, staff);
        drain(kit);
        assertThat(early)
                .allSatisfy(ticket -> assertThat(staff.find(ticket.id())).isPresent());
        heard.clear();

        desk.clock().advance(Duration.ofDays(1));
        drain(kit);

        assertThat(early)
                .allSatisfy(ticket -> assertThat(staff.find(ticket.id())).isEmpty());
        assertThat(staff.find(open.id())).isPresent();
        assertThat(staff.find(late.id())).isPresent();
        assertThat(heard).hasSize(3).allSatisfy(event -> assertThat(event).isInstanceOf(TicketEvent.Erased.class));
    }

    @Test
    default void whatMustBeKeptKeepsNoOtherTicketNorChat() {
        Desk desk = desk();
        List<TicketId> held = new CopyOnWriteArrayList<>();
        RetentionRules rules = RetentionRules.builder()
                .closedTickets(Duration.ofDays(1))
                .conversations(Duration.ofDays(1))
                .build();
        TicketKit kit = kit(
                desk,
                rules,
                builder -> builder.beforeCommit(event -> {
                    if (event instanceof TicketEvent.Erased
                            && held.contains(event.header().ticketId())) {
                        throw new IllegalStateException("held by law");
                    }
                }));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket first = closed(desk, staff);
        Ticket second = closed(desk, staff);
        Conversation chat = staff.conversations().start(null);
        held.add(first.id());
        desk.clock().advance(Duration.ofDays(2));

        drain(kit);

        assertThat(staff.find(first.id())).isPresent();
        assertThat(staff.find(second.id())).isEmpty();
        assertThat(staff.conversations().find(chat.id())).isEmpty();
        held.clear();
        drain(kit);
        assertThat(staff.find(first.id())).isEmpty();
    }

    @Test
    default void aDuplicateStaysAsLongAsItsOriginal() {
        Desk desk = desk();
        RetentionRules rules =
                RetentionRules.builder().closedTickets(Duration.ofDays(1)).build();
        TicketKit kit = kit(desk, rules, builder -> {});
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket original = staff.submit(Fixtures.draft("Door").build());
        Ticket duplicate = staff.submit(Fixtures.draft("Door again").build());
        staff.links().merge(duplicate.id(), Expected.any(), original.id());
        assertThat(staff.get(duplicate.id()).closedAt()).isPresent();

        desk.clock().advance(Duration.ofDays(2));
        drain(kit);
        assertThat(staff.find(duplicate.id())).isPresent();

        staff.update(
                original.id(),
                Expected.any(),
                TicketChange.builder().status(Status.CLOSED).build());
        desk.clock().advance(Duration.ofDays(2));
        drain(kit);
        assertThat(staff.find(original.id())).isEmpty();
        assertThat(staff.find(duplicate.id())).isEmpty();
    }

    @Test
    default void keysChatsAndReasonsGoWhenTheirTimeIsOver() {
        RetentionRules rules = RetentionRules.builder()
                .conversations(Duration.ofDays(10))
                .idempotencyKeys(Duration.ofDays(10))
                .runTexts(Duration.ofDays(10))
                .build();
        Desk desk = desk();
        TicketKit kit = kit(
                desk,
                rules,
                builder -> builder.offlineClassifier(request -> Fixtures.plainClassifier()
                        .classify(request)
                        .map(answer -> answer.toBuilder().rationale("because").build())));
        TicketService ada = desk.service(kit, Actor.requester("ada"));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));
        Ticket first = ada.submit(Fixtures.draft("Printer").idempotencyKey("k").build());
        Conversation free = ada.conversations().start(null);
        Conversation about = ada.conversations().start(first.id());
        desk.clock().advance(Duration.ofDays(9));
        drain(kit);
        assertThat(ada.submit(Fixtures.draft("Printer").idempotencyKey("k").build())
                        .id())
                .isEqualTo(first.id());
        assertThat(ada.conversations().find(free.id())).isPresent();
        assertThat(reasons(staff, first)).containsOnly("because");

        desk.clock().advance(Duration.ofDays(1));
        drain(kit);

        assertThat(ada.submit(Fixtures.draft("Printer").idempotencyKey("k").build())
                        .id())
                .isNotEqualTo(first.id());
        assertThat(ada.conversations().find(free.id())).isEmpty();
        assertThat(ada.conversations().find(about.id())).isPresent();
        assertThat(reasons(staff, first)).containsOnly("none");
        assertThat(staff.find(first.id())).isPresent();
    }

    private static List<String> reasons(TicketService staff, Ticket ticket) {
        return staff.runs().ofTicket(ticket.id(), PageRequest.first()).items().stream()
                .map(ClassificationRun::rationale)
                .map(reason -> reason.orElse("none"))
                .toList();
    }

    @Test
    default void anErasingThatWasBrokenOffIsEnded() {
        Desk desk = desk();
        boolean[] broken = {true};
        TicketKit kit = kit(
                desk,
                RetentionRules.builder().build(),
                builder -> builder.beforeCommit(event -> {
                    if (broken[0] && event instanceof TicketEvent.Erased) {
                        throw new IllegalStateException("broken off");
                    }
                }));
        Ticket ticket = desk.service(kit, Actor.requester("ada"))
                .submit(Fixtures.draft("Printer").build());
        TicketPrivacy privacy =
                kit.forTenant(desk.tenant()).as(Actor.system("officer")).privacy();
        assertThatThrownBy(() -> privacy.erase("ada")).hasMessage("broken off");
        broken[0] = false;

        kit.retentionWorker().tick();
        assertThat(desk.staff().find(ticket.id())).isPresent();
        desk.clock().advance(Duration.ofMinutes(5));
        kit.retentionWorker().tick();

        assertThat(desk.staff().find(ticket.id())).isEmpty();
        assertThat(desk.storage(1).joins() || unfinished(desk) == 0).isTrue();
    }

    private static long unfinished(Desk desk) {
        return desk
                .storage(1)
                .<List<String>>read(
                        reader -> reader.persons().unfinished(desk.clock().instant(), 0, 1_000).stream()
                                .map(erasure -> erasure.tenant())
                                .toList())
                .stream()
                .filter(desk.tenant()::equals)
                .count();
    }
}
