package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ticketkit.Actor;
import io.ticketkit.Agent;
import io.ticketkit.AgentDirectory;
import io.ticketkit.AssignmentStrategy;
import io.ticketkit.Expected;
import io.ticketkit.HistoryEntry;
import io.ticketkit.PageRequest;
import io.ticketkit.StaleTicketException;
import io.ticketkit.Status;
import io.ticketkit.StorageException;
import io.ticketkit.Ticket;
import io.ticketkit.TicketDraft;
import io.ticketkit.TicketEvent;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New tickets are given to people, evenly, on all nodes. */
interface AssignmentContract extends StorageContract {
    private static TicketService with(Desk desk, AssignmentStrategy strategy) {
        return desk.service(kit(desk, 0, strategy), Actor.staff("agent-1"));
    }

    private static TicketKit kit(Desk desk, int node, AssignmentStrategy strategy) {
        return desk.kit(node, builder -> builder.assignment(strategy));
    }

    private static AgentDirectory directory(String... ids) {
        return tenant -> Stream.of(ids).map(id -> Agent.builder(id).build()).toList();
    }

    private static Optional<String> assigneeOfNew(TicketService service) {
        return service.submit(Fixtures.draft("Printer").build()).assignee();
    }

    private static List<String> assigneesOfNew(TicketService service, int times) {
        return Stream.generate(() -> assigneeOfNew(service).orElse("nobody"))
                .limit(times)
                .toList();
    }

    @Test
    default void roundRobinGivesToEverybodyInTurnAsAnEventOfItsOwn() {
        Desk desk = desk();
        List<TicketEvent> events = new ArrayList<>();
        TicketKit kit = desk.kit(
                0,
                builder -> builder.assignment(AssignmentStrategy.roundRobin(directory("c", "a", "b")))
                        .afterCommit(events::add));
        TicketService ann = desk.service(kit, Actor.requester("ann"));

        assertThat(assigneesOfNew(ann, 5)).containsExactly("a", "b", "c", "a", "b");

        Ticket ticket = desk.staff().search(TicketQuery.all()).items().get(0);
        assertThat(ticket.version()).isEqualTo(2);
        assertThat(desk.staff().history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::event, HistoryEntry::actorId, line -> line.actorRole())
                .containsExactly(
                        tuple(1L, "ann", Actor.Role.REQUESTER), tuple(2L, "ticketkit-assignment", Actor.Role.SYSTEM));
        assertThat(events).hasSize(10);
        assertThat(events.get(1).header().actor()).isEqualTo(Actor.system("ticketkit-assignment"));
    }

    @Test
    default void whoComesAndGoesDisturbsNobodysTurn() {
        Desk desk = desk();
        List<String> present = new ArrayList<>(List.of("a", "b", "c", "d"));
        TicketService staff = with(
                desk,
                AssignmentStrategy.roundRobin(tenant ->
                        present.stream().map(id -> Agent.builder(id).build()).toList()));

        assertThat(assigneesOfNew(staff, 2)).containsExactly("a", "b");
        present.remove("b");
        present.remove("c");
        assertThat(assigneesOfNew(staff, 2)).containsExactly("d", "a");
        present.clear();
        assertThat(assigneesOfNew(staff, 1)).containsExactly("nobody");
        present.addAll(List.of("a", "b"));
        assertThat(assigneesOfNew(staff, 2)).containsExactly("b", "a");
    }

    @Test
    default void aTurnThatWasRolledBackWasNone() {
        Desk desk = desk();
        AssignmentStrategy strategy = AssignmentStrategy.roundRobin(directory("a", "b"));
        TicketKit vetoing = desk.kit(
                0,
                builder -> builder.assignment(strategy).beforeCommit(event -> {
                    if (event instanceof TicketEvent.Updated) {
                        throw new IllegalStateException("no");
                    }
                }));

        assertThatThrownBy(() -> assigneeOfNew(desk.service(vetoing, Actor.staff("x"))))
                .hasMessage("no");

        assertThat(desk.staff().count(TicketQuery.all())).isZero();
        assertThat(assigneeOfNew(with(desk, strategy))).contains("a");
    }

    @Test
    default void leastOpenGivesToWhoHasTheFewestThatAreNotDone() {
        Desk desk = desk();
        for (String busy : List.of("a", "a", "b")) {
            desk.submit(Fixtures.draft("Old").assignee(busy).build());
        }
        desk.submit(Fixtures.draft("Done").assignee("c").status(Status.RESOLVED).build());
        Ticket working = desk.submit(Fixtures.draft("Working")
                .assignee("c")
                .status(Status.IN_PROGRESS)
                .build());
        desk().submit(Fixtures.draft("Elsewhere").assignee("b").build());
        TicketService staff = with(desk, AssignmentStrategy.leastOpen(directory("a", "b", "c")));

        // b and c have one each, a has two
        assertThat(assigneesOfNew(staff, 2)).containsExactlyInAnyOrder("b", "c");
        assertThat(assigneesOfNew(staff, 3)).containsExactlyInAnyOrder("a", "b", "c");
        desk.staff().transition(working.id(), Expected.any(), Status.CLOSED);
        assertThat(assigneeOfNew(staff)).contains("c");
    }

    @Test
    default void onlyAvailableAgentsOfTheTeamWithTheSkillGetATicket() {
        Desk desk = desk();
        AgentDirectory directory = tenant -> List.of(
                agent("a").teams(Set.of("red")).skills(Set.of("billing")).build(),
                agent("b")
                        .teams(Set.of("red", "blue"))
                        .skills(Set.of("billing", "account"))
                        .build(),
                agent("c").teams(Set.of("blue")).skills(Set.of("account")).build(),
                agent("d")
                        .skills(Set.of("billing", "account", "technical"))
                        .available(false)
                        .build());

        for (Function<AgentDirectory, AssignmentStrategy> among : List.<Function<AgentDirectory, AssignmentStrategy>>of(
                AssignmentStrategy::roundRobin, AssignmentStrategy::leastOpen)) {
            TicketService staff = with(desk, AssignmentStrategy.bySkill(directory, among));
            assertThat(staff.submit(fixed("billing", "red")).assignee().orElseThrow())
                    .isIn("a", "b");
            assertThat(staff.submit(fixed("billing", "blue")).assignee()).contains("b");
            assertThat(staff.submit(fixed("account", "red")).assignee()).contains("b");
            assertThat(staff.submit(fixed("account", null)).assignee().orElseThrow())
                    .isIn("b", "c");
            assertThat(staff.submit(fixed("technical", null)).assignee()).isEmpty();
            assertThat(staff.submit(fixed("billing", "green")).assignee()).isEmpty();
        }
    }

    private static Agent.Builder agent(String id) {
        return Agent.builder(id);
    }

    private static TicketDraft fixed(String category, @Nullable String team) {
        return Fixtures.draft("Printer").category(category).team(team).build();
    }

    @Test
    default void everyTeamAndSkillTakesTurnsApart() {
        Desk desk = desk();
        AgentDirectory directory = tenant -> List.of(
                agent("a")
                        .teams(Set.of("red", "blue"))
                        .skills(Set.of("billing", "account"))
                        .build(),
                agent("b")
                        .teams(Set.of("red", "blue"))
                        .skills(Set.of("billing", "account"))
                        .build());
        TicketService byTeam = with(desk, AssignmentStrategy.roundRobin(directory));
        TicketService bySkill = with(desk, AssignmentStrategy.bySkill(directory, AssignmentStrategy::roundRobin));

        assertThat(byTeam.submit(fixed("billing", "red")).assignee()).contains("a");
        assertThat(byTeam.submit(fixed("billing", "blue")).assignee()).contains("a");
        assertThat(byTeam.submit(fixed("billing", "red")).assignee()).contains("b");
        assertThat(bySkill.submit(fixed("billing", "red")).assignee()).contains("a");
        assertThat(bySkill.submit(fixed("account", "red")).assignee()).contains("a");
        assertThat(bySkill.submit(fixed("billing", "red")).assignee()).contains("b");
    }

    @Test
    default void whoHasATicketAlreadyKeepsItAndWhatIsDoneNeedsNobody() {
        Desk desk = desk();
        TicketService staff = with(desk, AssignmentStrategy.roundRobin(directory("a", "b")));

        assertThat(staff.submit(Fixtures.draft("x").assignee("dora").build()).assignee())
                .contains("dora");
        assertThat(staff.submit(Fixtures.draft("x").status(Status.CLOSED).build())
                        .assignee())
                .isEmpty();
        assertThat(assigneeOfNew(staff)).contains("a");
    }

    @Test
    default void aStrategyCanBeAskedLaterAlsoForATicketThatSomebodyHas() {
        Desk desk = desk();
        Ticket ticket = desk.submit("Printer").get(0);
        TicketService staff = with(desk, AssignmentStrategy.roundRobin(directory("a", "b")));

        Ticket first = staff.routing().assign(ticket.id(), Expected.version(1));
        Ticket second = staff.routing().assign(ticket.id(), Expected.version(2));

        assertThat(first.assignee()).contains("a");
        assertThat(second.assignee()).contains("b");
        assertThat(second.version()).isEqualTo(3);
        assertThatThrownBy(() -> staff.routing().assign(ticket.id(), Expected.version(1)))
                .isInstanceOf(StaleTicketException.class);
        assertThat(assigneeOfNew(staff)).contains("a");
        assertThat(staff.history(ticket.id(), PageRequest.first()).items())
                .extracting(HistoryEntry::actorId)
                .containsOnly("agent-1");
        assertThat(with(desk, AssignmentStrategy.none()).routing().assign(ticket.id(), Expected.any()))
                .usingRecursiveComparison()
                .isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtime", "error", "directory", "blank", "long", "null"})
    default void aStrategyThatFailsLeavesTheTicketToNobody(String way) {
        Desk desk = desk();
        AssignmentStrategy strategy = request -> switch (way) {
            case "runtime" -> throw new IllegalStateException("secret");
            case "error" -> throw new NoClassDefFoundError("secret");
            case "directory" ->
                AssignmentStrategy.roundRobin(tenant -> {
                            throw new IllegalStateException("no directory");
                        })
                        .choose(request);
            case "blank" -> Optional.of("  ");
            case "long" -> Optional.of("x".repeat(255));
            default -> throw new NullPointerException();
        };

        Ticket ticket = with(desk, strategy).submit(Fixtures.draft("Printer").build());

        assertThat(ticket.assignee()).isEmpty();
        assertThat(desk.staff().get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
    }

    @Test
    default void aStorageThatFailsInsideAStrategyIsNotHidden() {
        Desk desk = desk();
        AssignmentStrategy strategy = request -> {
            throw new StorageException("gone", null);
        };

        assertThatThrownBy(() -> assigneeOfNew(with(desk, strategy))).isInstanceOf(StorageException.class);

        assertThat(desk.staff().count(TicketQuery.all())).isZero();
    }

    @Test
    default void aStrategyOfTheHostMayAskForTurnsAndLoads() {
        Desk desk = desk();
        desk.submit(Fixtures.draft("Old").assignee("a").build());
        List<Map<String, Long>> loads = new ArrayList<>();
        AssignmentStrategy strategy = request -> {
            loads.add(request.openTickets(List.of("a", "b")));
            assertThat(request.openTickets(List.of())).isEmpty();
            assertThat(request.nextOf("x".repeat(200), List.of())).isEmpty();
            return request.nextOf("x".repeat(200), List.of("b", "a", "b")).map(id -> " " + id + " ");
        };

        TicketService staff = with(desk, strategy);

        assertThat(assigneesOfNew(staff, 3)).containsExactly("a", "b", "a");
        assertThat(loads).containsExactly(Map.of("a", 1L, "b", 0L), Map.of("a", 2L, "b", 0L), Map.of("a", 2L, "b", 1L));
    }

    @Test
    default void tenantsTakeTurnsApart() {
        AssignmentStrategy strategy = AssignmentStrategy.roundRobin(directory("a", "b"));

        assertThat(assigneeOfNew(with(desk(), strategy))).contains("a");
        assertThat(assigneeOfNew(with(desk(), strategy))).contains("a");
    }

    @Test
    default void manyNodesGiveInTurnEvenly() {
        Desk desk = desk();
        AssignmentStrategy strategy = AssignmentStrategy.roundRobin(directory("a", "b", "c"));

        assertThat(loadAfterMany(desk, strategy).values()).containsExactlyInAnyOrder(11L, 11L, 10L);
    }

    @Test
    default void manyNodesGiveToTheLeastBusyEvenly() {
        Desk desk = desk();
        for (int i = 0; i < 7; i++) {
            desk.submit(Fixtures.draft("Old").assignee("a").build());
        }
        AssignmentStrategy strategy = AssignmentStrategy.leastOpen(directory("a", "b", "c"));

        assertThat(loadAfterMany(desk, strategy).values()).containsExactlyInAnyOrder(13L, 13L, 13L);
    }

    /** 32 tickets by 8 threads on both nodes. */
    private static Map<String, Long> loadAfterMany(Desk desk, AssignmentStrategy strategy) {
        List<TicketService> nodes = List.of(
                desk.service(kit(desk, 0, strategy), Actor.staff("agent-1")),
                desk.service(kit(desk, 1, strategy), Actor.staff("agent-1")));
        Desk.atOnce(8, number -> assigneesOfNew(nodes.get(number % 2), 4)).forEach(Outcome::get);
        return desk.staff().search(TicketQuery.all()).items().stream()
                .collect(Collectors.groupingBy(ticket -> ticket.assignee().orElse("nobody"), Collectors.counting()));
    }

    @Test
    default void assigningOldAndNewTicketsAtOnceNeverLocksUp() {
        Desk desk = desk();
        AssignmentStrategy strategy = AssignmentStrategy.leastOpen(directory("a", "b"));
        List<Ticket> old = desk.submit("a", "b", "c", "d");

        List<Outcome<Ticket>> outcomes = Desk.atOnce(8, number -> {
            TicketService service = desk.service(kit(desk, number % 2, strategy), Actor.staff("agent-1"));
            return number < 4
                    ? service.routing().assign(old.get(number).id(), Expected.any())
                    : service.submit(Fixtures.draft("New").build());
        });

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.get().assignee()).isPresent());
        Map<String, Long> load = desk.staff().search(TicketQuery.all()).items().stream()
                .collect(Collectors.groupingBy(ticket -> ticket.assignee().orElse("nobody"), Collectors.counting()));
        assertThat(load).isEqualTo(Map.of("a", 4L, "b", 4L));
    }
}
