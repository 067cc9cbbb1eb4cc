package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.Priority;
import io.ticketkit.RunAccuracy;
import io.ticketkit.RunOutcome;
import io.ticketkit.RunUsage;
import io.ticketkit.RunValue;
import io.ticketkit.Scope;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketId;
import io.ticketkit.TicketService;
import io.ticketkit.TrendRange;
import io.ticketkit.spi.EpochMicros;
import io.ticketkit.spi.Seek;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of runs: how right they were, what they cost, how long they took. */
interface RunReportContract extends StorageContract {
    private static Instant from(Desk desk) {
        return desk.clock().instant().minusSeconds(3_600);
    }

    private static Instant end(Desk desk) {
        return desk.clock().instant().plusSeconds(3_600);
    }

    private static ClassificationRun.Builder run(Desk desk, Source source) {
        return ClassificationRun.builder(desk.tenant(), source, desk.clock().instant());
    }

    private void record(Desk desk, ClassificationRun.Builder... runs) {
        desk.asHost(() -> harness().node(0).<Boolean>write(writer -> {
            writer.runs()
                    .insert(List.of(runs).stream()
                            .map(run -> run.id(writer.runs().nextId()).build())
                            .toList());
            return true;
        }));
    }

    private static ModelCall.Builder model(String name) {
        return ModelCall.builder(name);
    }

    private static RunAccuracy only(List<RunAccuracy> all, ClassifiedField field) {
        return all.stream().filter(row -> row.field() == field).findFirst().orElseThrow();
    }

    @Test
    default void accuracyIsTheShareThatPeopleLeftStanding() {
        Desk desk = desk();
        TicketService staff = desk.staff();
        List<Ticket> tickets = desk.submit("a", "b", "c", "d", "e");
        staff.update(
                tickets.get(0).id(),
                Expected.any(),
                TicketChange.builder().category("billing").build());
        staff.accept(tickets.get(1).id(), Expected.any(), ClassifiedField.CATEGORY);
        desk.as(Actor.system("sync"))
                .update(
                        tickets.get(2).id(),
                        Expected.any(),
                        TicketChange.builder().category("billing").build());
        staff.erase(tickets.get(3).id());

        List<RunAccuracy> all = staff.runs().accuracy(from(desk), end(desk));

        assertThat(all)
                .extracting(RunAccuracy::field)
                .containsExactly(
                        ClassifiedField.CATEGORY,
                        ClassifiedField.PRIORITY,
                        ClassifiedField.SENTIMENT,
                        ClassifiedField.URGENCY_SCORE);
        RunAccuracy category = all.get(0);
        assertThat(category.source()).isEqualTo(Source.RULE);
        assertThat(category.model()).isEmpty();
        assertThat(category.applied()).isEqualTo(4);
        assertThat(category.accepted()).isEqualTo(1);
        assertThat(category.corrected()).isEqualTo(1);
        assertThat(category.standing()).hasValue(0.75);
        assertThat(category.confirmed()).hasValue(0.5);
        assertThat(all.get(1).applied()).isEqualTo(5);
        assertThat(all.get(1).standing()).hasValue(1.0);
        assertThat(all.get(1).confirmed()).isEmpty();
    }

    @Test
    default void accuracyTellsModelsApartAndFieldsThatAnotherFilledIn() {
        Desk desk = desk();
        TicketId ticket = desk.submit("a").get(0).id();
        RunValue byModel = new RunValue("billing", 1, Source.LLM, RunValue.Fate.APPLIED, null);
        RunValue filledIn = new RunValue("low", 1, Source.LEARNED, RunValue.Fate.APPLIED, null);
        for (String name : List.of("large", "small")) {
            record(
                    desk,
                    run(desk, Source.LLM)
                            .ticket(ticket)
                            .call(model(name).build())
                            .value(ClassifiedField.CATEGORY, byModel)
                            .value(ClassifiedField.PRIORITY, filledIn));
        }

        List<RunAccuracy> all = desk.staff().runs().accuracy(from(desk), end(desk));

        assertThat(all.stream()
                        .filter(row -> row.source() == Source.LLM)
                        .map(row -> row.model().orElseThrow()))
                .containsExactly("large", "small");
        assertThat(all.stream().filter(row -> row.source() == Source.LEARNED))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.field()).isEqualTo(ClassifiedField.PRIORITY);
                    assertThat(row.model()).isEmpty();
                    assertThat(row.applied()).isEqualTo(2);
                });
    }

    @Test
    default void accuracyKeepsToTheTimeAndTheScope() {
        Desk desk = desk();
        desk.submit(Fixtures.draft("a").team("blue").build());
        desk.submit(Fixtures.draft("b").team("red").build());
        Instant now = desk.clock().instant();
        TicketService blue = desk.service(
                desk.kit(
                        0,
                        builder -> builder.accessPolicy(
                                actor -> new Access(EnumSet.allOf(Action.class), Scope.team("blue")))),
                Actor.staff("b"));

        assertThat(only(blue.runs().accuracy(from(desk), end(desk)), ClassifiedField.CATEGORY)
                        .applied())
                .isEqualTo(1);
        assertThat(only(desk.staff().runs().accuracy(now, now.plus(1, ChronoUnit.MICROS)), ClassifiedField.CATEGORY)
                        .applied())
                .isEqualTo(2);
        assertThat(desk.staff().runs().accuracy(from(desk), now)).isEmpty();
        assertThat(desk.staff().runs().accuracy(Instant.MIN, Instant.MAX)).hasSize(4);
        assertThat(desk().staff().runs().accuracy(Instant.MIN, Instant.MAX)).isEmpty();
        assertThatThrownBy(() -> desk.as(Actor.requester("ada")).runs().accuracy(Instant.MIN, Instant.MAX))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    default void usageCountsEverythingByDayAndModel() {
        Desk desk = desk();
        for (int i = 1; i <= 11; i++) {
            record(
                    desk,
                    run(desk, Source.LLM)
                            .duration(Duration.ofMillis(i * 100L))
                            .call(model("large")
                                    .tokens(100, i)
                                    .cost(new BigDecimal("0.000000000001"))
                                    .build()));
        }
        record(
                desk,
                run(desk, Source.LLM)
                        .call(model("large")
                                .cached(true)
                                .attempts(0)
                                .cost(BigDecimal.ZERO)
                                .build()),
                run(desk, Source.LLM)
                        .failed(FailureReason.TIMEOUT)
                        .duration(Duration.ofSeconds(3))
                        .call(model("small").build()),
                run(desk, Source.LLM)
                        .failed(FailureReason.TIMEOUT)
                        .duration(Duration.ofSeconds(4))
                        .call(model("small").build()),
                run(desk, Source.LLM)
                        .failed(FailureReason.CIRCUIT_OPEN)
                        .call(model("small").attempts(0).build()),
                run(desk, Source.HOST).outcome(RunOutcome.ABSTAINED));

        List<RunUsage> usage = desk.staff().runs().usage(Desk.today());

        assertThat(usage)
                .extracting(row -> row.source().wireName() + " " + row.model().orElse("-"))
                .containsExactly("llm large", "llm small", "host -");
        RunUsage large = usage.get(0);
        assertThat(large.start()).isEqualTo(LocalDate.of(2026, 3, 1));
        assertThat(large.runs()).isEqualTo(12);
        assertThat(large.answered()).isEqualTo(12);
        assertThat(large.cached()).isEqualTo(1);
        assertThat(large.inputTokens()).isEqualTo(1_100);
        assertThat(large.outputTokens()).isEqualTo(66);
        assertThat(large.cost()).isEqualByComparingTo("0.000000000011");
        assertThat(large.unknownCosts()).isZero();
        assertThat(large.latency())
                .contains(new RunUsage.Latency(
                        Duration.ofMillis(600), Duration.ofMillis(1_000), Duration.ofMillis(1_090)));
        RunUsage small = usage.get(1);
        assertThat(small.failed()).isEqualTo(3);
        assertThat(small.failures()).isEqualTo(Map.of(FailureReason.TIMEOUT, 2L, FailureReason.CIRCUIT_OPEN, 1L));
        assertThat(small.cost()).isEqualByComparingTo("0");
        assertThat(small.unknownCosts()).isEqualTo(2);
        assertThat(small.latency())
                .contains(new RunUsage.Latency(
                        Duration.ofMillis(3_500), Duration.ofMillis(3_900), Duration.ofMillis(3_990)));
        assertThat(usage.get(2).abstained()).isEqualTo(1);
        assertThat(usage.get(2).runs()).isEqualTo(1);
    }

    @Test
    default void usageFollowsTheDaysOfTheZone() {
        Desk desk = desk();
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalDate day = LocalDate.of(2026, 3, 29); // of 23 hours
        for (LocalDate start : List.of(day, day.plusDays(1))) {
            desk.clock().set(start.atStartOfDay(berlin).toInstant());
            record(desk, run(desk, Source.KEYWORD));
            desk.clock().advance(Duration.ofNanos(-1_000));
            record(desk, run(desk, Source.KEYWORD));
        }

        assertThat(desk.staff().runs().usage(TrendRange.days(day.minusDays(1), day.plusDays(1), berlin)))
                .extracting(row -> row.start() + " " + row.runs())
                .containsExactly("2026-03-28 1", "2026-03-29 2", "2026-03-30 1");
    }

    @Test
    default void usageOfOthersAndOfNoTicketCountsForThoseWhoSeeAll() {
        Desk desk = desk();
        desk.submit(Fixtures.draft("a").team("blue").build());
        desk.submit(Fixtures.draft("b").team("red").build());
        record(desk, run(desk, Source.RULE));
        desk.staff().erase(desk.submit("c").get(0).id());
        TicketService blue = desk.service(
                desk.kit(
                        0,
                        builder -> builder.accessPolicy(
                                actor -> new Access(EnumSet.allOf(Action.class), Scope.team("blue")))),
                Actor.staff("b"));

        assertThat(desk.staff().runs().usage(Desk.today()))
                .singleElement()
                .satisfies(row -> assertThat(row.runs()).isEqualTo(4));
        assertThat(blue.runs().usage(Desk.today()))
                .singleElement()
                .satisfies(row -> assertThat(row.runs()).isEqualTo(1));
        assertThat(desk().staff().runs().usage(Desk.today())).isEmpty();
        assertThatThrownBy(() -> desk.as(Actor.requester("ada")).runs().usage(Desk.today()))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    default void erasingKeepsCostAndTakesTicketAndText() {
        Desk desk = desk();
        TicketService staff = desk.staff();
        Classification answer = Classification.builder(Source.LLM)
                .rationale("Ada's invoice")
                .priority(Priority.HIGH, 0.9)
                .call(model("m").cost(BigDecimal.ONE).build())
                .build();
        Ticket ticket = staff.submit(Fixtures.draft("a").classification(answer).build());
        staff.erase(ticket.id());

        assertThat(staff.runs().usage(Desk.today()))
                .filteredOn(row -> row.model().isPresent())
                .singleElement()
                .satisfies(row -> assertThat(row.cost()).isEqualByComparingTo("1"));
        List<ClassificationRun> left = desk.asHost(() -> harness()
                .node(0)
                .read(reader -> reader.runs().ofTicket(desk.tenant(), ticket.id(), new Seek(null, false, 10))));
        assertThat(left).isEmpty();
    }

    /** A run may be written apart from a ticket that was then rolled back. */
    @Test
    default void runsOfATicketThatIsNotThereAreSpentButNotJudged() {
        Desk desk = desk();
        ClassificationRun.Builder run = run(desk, Source.LLM)
                .ticket(new TicketId(Long.MAX_VALUE))
                .value(ClassifiedField.PRIORITY, new RunValue("low", 1, Source.LLM, RunValue.Fate.APPLIED, null));
        // as where runs are kept apart, and the ticket was rolled back
        desk.asHost(() -> {
            harness()
                    .node(0)
                    .writeRuns(runs -> runs.insert(List.of(run.id(runs.nextId()).build())));
            return true;
        });

        assertThat(desk.staff().runs().usage(Desk.today())).hasSize(1);
        assertThat(desk.staff().runs().accuracy(EpochMicros.toInstant(EpochMicros.MIN), Instant.MAX))
                .isEmpty();
    }
}
