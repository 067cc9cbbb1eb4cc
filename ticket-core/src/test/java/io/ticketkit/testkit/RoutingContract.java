package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.FieldChange;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Routing;
import io.ticketkit.RoutingReport;
import io.ticketkit.RoutingRule;
import io.ticketkit.RunValue;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketField;
import io.ticketkit.TicketNotFoundException;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules say where new tickets go. */
interface RoutingContract extends StorageContract {
    private static TicketService with(Desk desk, RoutingRule... rules) {
        return desk.service(kit(desk, rules), Actor.staff("agent-1"));
    }

    private static TicketKit kit(Desk desk, RoutingRule... rules) {
        return desk.kit(0, builder -> builder.routing(Routing.of(List.of(rules))));
    }

    private static RoutingRule.Builder rule(String name) {
        return RoutingRule.builder(name);
    }

    @Test
    default void rulesAreAppliedToNewTicketsAsAnEventOfTheirOwn() {
        Desk desk = desk();
        List<TicketEvent> events = new ArrayList<>();
        RoutingRule refunds = rule("refunds")
                .whenText("refund")
                .team("billing")
                .assignee("carla")
                .priority(Priority.HIGH)
                .addTags("refund", "money")
                .build();
        TicketKit kit = desk.kit(
                0, builder -> builder.routing(Routing.of(List.of(refunds))).afterCommit(events::add));
        TicketService ann = desk.service(kit, Actor.requester("ann"));

        Ticket ticket = ann.submit(Fixtures.draft("Refunds please").tags("old").build());
        Ticket other = ann.submit(Fixtures.draft("Printer").build());

        assertThat(desk.staff().get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
        assertThat(ticket.team()).contains("billing");
        assertThat(ticket.assignee()).contains("carla");
        assertThat(ticket.priority()).isEqualTo(Priority.HIGH);
        assertThat(ticket.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.RULE);
        assertThat(ticket.origin(ClassifiedField.PRIORITY).chosenBy()).contains("ticketkit-routing");
        assertThat(ticket.tags()).containsExactly("money", "old", "refund");
        assertThat(ticket.version()).isEqualTo(2);
        assertThat(other.version()).isEqualTo(1);
        assertThat(desk.staff().history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::event, HistoryEntry::actorId, HistoryEntry::actorRole, HistoryEntry::kind)
                .containsExactly(
                        tuple(1L, "ann", Actor.Role.REQUESTER, HistoryEntry.Kind.SUBMITTED),
                        tuple(2L, "ticketkit-routing", Actor.Role.SYSTEM, HistoryEntry.Kind.CHANGED),
                        tuple(2L, "ticketkit-routing", Actor.Role.SYSTEM, HistoryEntry.Kind.CHANGED),
                        tuple(2L, "ticketkit-routing", Actor.Role.SYSTEM, HistoryEntry.Kind.CHANGED),
                        tuple(2L, "ticketkit-routing", Actor.Role.SYSTEM, HistoryEntry.Kind.CHANGED));
        assertThat(events).hasSize(3);
        assertThat(events.get(0))
                .isInstanceOfSatisfying(
                        TicketEvent.Submitted.class,
                        event -> assertThat(event.ticket().team()).isEmpty());
        assertThat(events.get(1)).isInstanceOfSatisfying(TicketEvent.Updated.class, event -> {
            assertThat(event.header().number()).isEqualTo(2);
            assertThat(event.header().actor()).isEqualTo(Actor.system("ticketkit-routing"));
            assertThat(event.changes())
                    .extracting(FieldChange::field)
                    .containsExactly(TicketField.PRIORITY, TicketField.ASSIGNEE, TicketField.TEAM, TicketField.TAGS);
            assertThat(event.ticket()).usingRecursiveComparison().isEqualTo(ticket);
        });
    }

    @Test
    default void ofTwoRulesForOneFieldTheFirstWinsAndTagsAddUp() {
        Desk desk = desk();
        TicketService staff = with(
                desk,
                rule("none").whenTag("absent").team("never").build(),
                rule("first").team("red").addTags("one").build(),
                rule("second")
                        .team("blue")
                        .assignee("bob")
                        .priority(Priority.LOW)
                        .addTags("two")
                        .build(),
                rule("third").assignee("carl").priority(Priority.CRITICAL).build());

        Ticket ticket = staff.submit(Fixtures.draft("Printer").build());

        assertThat(ticket.team()).contains("red");
        assertThat(ticket.assignee()).contains("bob");
        assertThat(ticket.priority()).isEqualTo(Priority.LOW);
        assertThat(ticket.tags()).containsExactly("one", "two");
    }

    @Test
    default void noRuleSeesWhatAnotherHasDone() {
        Desk desk = desk();
        TicketService staff = with(
                desk,
                rule("first").priority(Priority.HIGH).addTags("vip").build(),
                rule("second").whenPriority(Priority.HIGH).team("red").build(),
                rule("third").whenTag("vip").team("blue").build());

        assertThat(staff.submit(Fixtures.draft("Printer").build()).team()).isEmpty();
    }

    @Test
    default void whatSomebodyChoseStays() {
        Desk desk = desk();
        TicketService staff = with(
                desk,
                rule("all")
                        .team("red")
                        .assignee("bob")
                        .priority(Priority.CRITICAL)
                        .addTags("x")
                        .build());

        Ticket ticket = staff.submit(Fixtures.draft("Printer")
                .team("green")
                .assignee("dora")
                .priority(Priority.LOW)
                .tags("y")
                .build());

        assertThat(ticket.team()).contains("green");
        assertThat(ticket.assignee()).contains("dora");
        assertThat(ticket.priority()).isEqualTo(Priority.LOW);
        assertThat(ticket.origin(ClassifiedField.PRIORITY).source()).isEqualTo(Source.PERSON);
        assertThat(ticket.tags()).containsExactly("x", "y");
    }

    @Test
    default void everyConditionMustHoldAndAnyOfItsValuesDoes() {
        Desk desk = desk();
        TicketService staff = with(
                desk,
                rule("all")
                        .whenCategory("billing", "technical")
                        .whenPriority(Priority.LOW, Priority.HIGH)
                        .whenTag("vip", "gold")
                        .whenRequester("ann", "*@ACME.com")
                        .whenText("double charge", "Rückzahlung")
                        .team("red")
                        .build());

        for (TicketDraft.Builder draft : List.of(
                fitting("vip", "other"),
                fitting("gold"),
                fitting("vip").category("technical"),
                fitting("vip").priority(Priority.LOW),
                fitting("vip").requester("ann"),
                fitting("vip").requester("X@y@acme.COM"),
                fitting("vip").title("RUCKZAHLUNGEN"))) {
            assertThat(staff.submit(draft.build()).team()).contains("red");
        }
        for (TicketDraft.Builder draft : List.of(
                fitting("vip").category("account"),
                fitting("vip").priority(Priority.MEDIUM),
                fitting("silver"),
                fitting(),
                fitting("vip").requester("ANN"),
                fitting("vip").requester("bob@acme.com.evil"),
                fitting("vip").requester(null),
                fitting("vip").title("double trouble"))) {
            assertThat(staff.submit(draft.build()).team()).isEmpty();
        }
    }

    private static TicketDraft.Builder fitting(String... tags) {
        return Fixtures.draft("Charged the double")
                .category("billing")
                .priority(Priority.HIGH)
                .requester("bob@acme.com")
                .tags(tags);
    }

    @Test
    default void theReportSaysWhichRulesFitAndWhyNot() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer")
                .requester("ann")
                .priority(Priority.HIGH)
                .tags("vip")
                .build());
        TicketService staff = with(
                desk,
                rule("category").whenCategory("billing").team("a").build(),
                rule("priority").whenPriority(Priority.LOW).team("b").build(),
                rule("tag").whenTag("x").team("c").build(),
                rule("requester").whenRequester("*@x").team("d").build(),
                rule("text").whenText("money").team("e").build(),
                rule("fits").whenText("prin").team("f").addTags("p").build(),
                rule("late").team("g").assignee("bob").priority(Priority.LOW).build());

        RoutingReport report = staff.routing().explain(ticket.id());

        assertThat(report.lines())
                .extracting(
                        RoutingReport.Line::rule,
                        line -> line.failed()
                                .map(RoutingReport.Condition::wireName)
                                .orElse(""),
                        RoutingReport.Line::isMatched)
                .containsExactly(
                        tuple("category", "category", false),
                        tuple("priority", "priority", false),
                        tuple("tag", "tag", false),
                        tuple("requester", "requester", false),
                        tuple("text", "text", false),
                        tuple("fits", "", true),
                        tuple("late", "", true));
        assertThat(report.lines().get(5).changes())
                .containsExactly(
                        new FieldChange(TicketField.TEAM, null, "f"),
                        new FieldChange(TicketField.TAGS, "vip", "p,vip"));
        assertThat(report.lines().get(6).changes()).containsExactly(new FieldChange(TicketField.ASSIGNEE, null, "bob"));
        assertThat(report.changes())
                .containsExactly(
                        new FieldChange(TicketField.ASSIGNEE, null, "bob"),
                        new FieldChange(TicketField.TEAM, null, "f"),
                        new FieldChange(TicketField.TAGS, "vip", "p,vip"));
        assertThat(report.toString()).contains("fits").doesNotContain("bob");
        assertThat(staff.get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
    }

    @Test
    default void rulesCanBeAppliedLaterByWhoeverAsks() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff =
                with(desk, rule("all").team("red").priority(Priority.LOW).build());

        Ticket routed = staff.routing().route(ticket.id(), Expected.version(1));
        Ticket again = staff.routing().route(ticket.id(), Expected.version(2));

        assertThat(routed.team()).contains("red");
        assertThat(routed.priority()).isEqualTo(Priority.LOW);
        assertThat(routed.version()).isEqualTo(2);
        assertThat(again).usingRecursiveComparison().isEqualTo(routed);
        assertThat(staff.history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::actorId)
                .containsExactly("agent-1", "agent-1", "agent-1");
        assertThatThrownBy(() -> staff.routing().route(ticket.id(), Expected.version(1)))
                .isInstanceOf(StaleTicketException.class);
    }

    @Test
    default void aRuleThatSetsThePriorityThatIsThereMakesItItsOwn() {
        Desk desk = desk();
        TicketService staff = with(desk, rule("all").priority(Priority.MEDIUM).build());

        Ticket ticket = staff.submit(Fixtures.draft("Printer").build());

        assertThat(ticket.origin(ClassifiedField.PRIORITY).chosenBy()).contains("ticketkit-routing");
        assertThat(ticket.origin(ClassifiedField.PRIORITY).needsReview()).isFalse();
        assertThat(desk.staff().get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
        assertThat(staff.history(ticket.id(), PageRequest.first()).items()).hasSize(1);
    }

    @Test
    default void whatAClassifierSuggestedIsSupersededByARule() {
        Desk desk = desk();
        TicketService staff = with(desk, rule("all").priority(Priority.CRITICAL).build());

        Ticket ticket = staff.submit(Fixtures.draft("Printer").build());

        assertThat(staff.runs().ofTicket(ticket.id(), PageRequest.first()).items())
                .singleElement()
                .satisfies(run -> assertThat(run.values())
                        .hasEntrySatisfying(
                                ClassifiedField.PRIORITY,
                                value -> assertThat(value.fate()).isEqualTo(RunValue.Fate.SUPERSEDED))
                        .hasEntrySatisfying(
                                ClassifiedField.CATEGORY,
                                value -> assertThat(value.fate()).isEqualTo(RunValue.Fate.APPLIED)));
    }

    @Test
    default void tagsAreAddedAsFarAsThereIsRoom() {
        Desk desk = desk();
        String[] many = IntStream.range(0, 49).mapToObj(i -> "t" + i).toArray(String[]::new);
        TicketService staff = with(desk, rule("all").addTags("x", "y", "t1").build());

        Ticket ticket = staff.submit(Fixtures.draft("Printer").tags(many).build());

        assertThat(ticket.tags()).hasSize(50).contains("x").doesNotContain("y");
    }

    @Test
    default void aRepeatedSubmitIsNotRoutedAgain() {
        Desk desk = desk();
        TicketService staff = with(desk, rule("all").team("red").build());
        TicketDraft draft = Fixtures.draft("Printer").idempotencyKey("k").build();
        Ticket first = staff.submit(draft);
        Ticket moved = desk.staff()
                .update(
                        first.id(),
                        Expected.any(),
                        TicketChange.builder().team(null).build());

        assertThat(staff.submit(draft)).usingRecursiveComparison().isEqualTo(moved);
    }

    @Test
    default void aRuleMayTakeATicketOutOfTheSightOfWhoSubmitsIt() {
        Desk desk = desk();
        RoutingRule away = rule("all").whenTag("x").team("blue").build();
        RoutingRule late = rule("more").whenTag("x").addTags("y").build();
        TicketKit kit = desk.kit(
                0,
                builder -> builder.routing(Routing.of(List.of(away, late)))
                        .accessPolicy(actor -> new Access(Set.of(Action.SUBMIT, Action.VIEW), Scope.tag("x"))));

        Ticket ticket = desk.service(kit, Actor.requester("ann"))
                .submit(Fixtures.draft("Printer").tags("x").build());

        assertThat(ticket.team()).contains("blue");
        assertThat(ticket.tags()).contains("y");
    }

    @Test
    default void routingNeedsItsActionsAndTheTicket() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Printer").requester("ann").build());
        Ticket foreign = desk().submit("Other").get(0);
        TicketKit kit = kit(desk, rule("all").team("red").build());
        TicketService ann = desk.service(kit, Actor.requester("ann"));
        TicketService staff = desk.service(kit, Actor.staff("agent-1"));

        assertThatThrownBy(() -> ann.routing().explain(ticket.id())).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> ann.routing().route(ticket.id(), Expected.any()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> ann.routing().assign(ticket.id(), Expected.any()))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> staff.routing().explain(foreign.id())).isInstanceOf(TicketNotFoundException.class);
        assertThatThrownBy(() -> staff.routing().route(foreign.id(), Expected.any()))
                .isInstanceOf(TicketNotFoundException.class);
        assertThat(desk.staff().get(ticket.id()).team()).isEmpty();
    }
}
