package io.ticketkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticketkit.Access;
import io.ticketkit.AccessDeniedException;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.BacktestOptions;
import io.ticketkit.BacktestReport;
import io.ticketkit.Classification;
import io.ticketkit.ClassificationException;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Classifier;
import io.ticketkit.Evaluation;
import io.ticketkit.Expected;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.PageRequest;
import io.ticketkit.Priority;
import io.ticketkit.Scope;
import io.ticketkit.Sentiment;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.TicketChange;
import io.ticketkit.TicketQuery;
import io.ticketkit.TicketService;
import io.ticketkit.setup.TicketKit;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classifiers are replayed over what people decided, and nothing comes of it but figures. */
interface BacktestContract extends StorageContract {
    /** Knows what is about money, and takes everything for important. */
    private static Classifier money() {
        return request -> Optional.of(Classification.builder(Source.LEARNED)
                .category(request.text().contains("Invoice") ? "billing" : "technical", 0.8)
                .priority(Priority.HIGH, 0.6)
                .sentiment(Sentiment.CALM, 0.9)
                .build());
    }

    private static BacktestOptions options() {
        return BacktestOptions.builder().build();
    }

    private static Evaluation of(BacktestReport report, ClassifiedField field) {
        return Optional.ofNullable(report.fields().get(field)).orElseThrow();
    }

    @Test
    default void aClassifierIsComparedWithWhatPeopleDecidedAndNothingElse() {
        Desk desk = desk();
        desk.submit("Guessed by a machine");
        desk.as(Actor.system("import"))
                .submit(Fixtures.draft("Told by the host").category("billing").build());
        desk.submit(Fixtures.draft("Invoice").category("billing").build());
        desk.submit(Fixtures.draft("Refund")
                .category("billing")
                .priority(Priority.HIGH)
                .build());
        Ticket corrected = desk.submit("Crash").get(0);
        TicketChange correction = TicketChange.builder()
                .category("technical")
                .priority(Priority.LOW)
                .build();
        desk.staff().update(corrected.id(), Expected.any(), correction);
        desk().submit(Fixtures.draft("Another tenant's").category("account").build());

        BacktestReport report = desk.on(1, Actor.staff("boss")).backtest(money(), options());

        assertThat(report.read()).isEqualTo(5);
        assertThat(report.asked()).isEqualTo(3);
        assertThat(report.answered()).isEqualTo(3);
        assertThat(report.fields()).containsOnlyKeys(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);
        Evaluation category = of(report, ClassifiedField.CATEGORY);
        assertThat(report.decided(ClassifiedField.CATEGORY)).isEqualTo(3);
        assertThat(category.count()).isEqualTo(3);
        assertThat(category.right()).isEqualTo(2);
        assertThat(category.label("billing")).isEqualTo(new Evaluation.LabelScore(2, 1, 1));
        assertThat(category.weightedKappa()).isEmpty();
        assertThat(category.coverage()).isEqualTo(1);
        Evaluation priority = of(report, ClassifiedField.PRIORITY);
        assertThat(priority.labels()).containsOnlyKeys("low", "high");
        assertThat(priority.right()).isEqualTo(1);
        assertThat(priority.coverage()).isZero();
        assertThat(priority.weightedKappa()).isPresent();
        assertThat(report.cost()).isZero();
        assertThat(report.unknownCosts()).isZero();
    }

    @Test
    default void noTicketIsTouchedAndNoRunRecorded() {
        Desk desk = desk();
        Ticket ticket = desk.submit(Fixtures.draft("Refund").category("billing").build());
        TicketService staff = desk.staff();
        int runs =
                staff.runs().ofTicket(ticket.id(), PageRequest.first()).items().size();
        var usage = staff.runs().usage(Desk.today()).toString();

        assertThat(staff.backtest(money(), options()).asked()).isEqualTo(1);

        assertThat(staff.get(ticket.id())).usingRecursiveComparison().isEqualTo(ticket);
        assertThat(staff.history(ticket.id(), PageRequest.first()).items()).hasSize(1);
        assertThat(staff.runs().ofTicket(ticket.id(), PageRequest.first()).items())
                .hasSize(runs);
        assertThat(staff.runs().usage(Desk.today())).hasToString(usage);
    }

    @Test
    default void failuresAndAbstentionsAreCountedApartAndTheirCostWithTheRest() {
        Desk desk = desk();
        for (String title : List.of("right", "silent", "half", "expensive failure", "broken", "unheard of")) {
            desk.submit(Fixtures.draft(title).category("billing").build());
        }
        ModelCall call = ModelCall.builder("model").cost(new BigDecimal("0.25")).build();
        Classification.Builder answer =
                Classification.builder(Source.LLM).call(call).priority(Priority.LOW, 1);

        BacktestReport report = desk.staff()
                .backtest(
                        request -> switch (request.title().orElseThrow()) {
                            case "right" ->
                                Optional.of(answer.category("billing", 1).build());
                            case "silent" -> Optional.empty();
                            case "half" -> Optional.of(answer.withoutCategory().build());
                            case "unheard of" ->
                                Optional.of(Classification.builder(Source.HOST)
                                        .category("astrology", 1)
                                        .build());
                            case "broken" -> throw new IllegalStateException("no");
                            default -> throw new ClassificationException(FailureReason.TRUNCATED, "no", call, null);
                        },
                        options());

        assertThat(report.asked()).isEqualTo(6);
        assertThat(report.answered()).isEqualTo(3);
        assertThat(report.abstained()).isEqualTo(1);
        assertThat(report.failures())
                .containsOnlyKeys(FailureReason.TRUNCATED, FailureReason.ERROR)
                .containsValues(1L);
        assertThat(report.decided(ClassifiedField.CATEGORY)).isEqualTo(6);
        assertThat(of(report, ClassifiedField.CATEGORY).count()).isEqualTo(1);
        assertThat(of(report, ClassifiedField.CATEGORY).accuracy()).isEqualTo(1);
        assertThat(report.cost()).isEqualByComparingTo("0.75");
        assertThat(report.unknownCosts()).isZero();
    }

    @Test
    default void theNewestAreAskedAboutAndNotMoreThanWanted() {
        Desk desk = desk();
        for (String title : List.of("Invoice", "Router", "Printer", "Screen")) {
            desk.submit(Fixtures.draft(title).category("technical").build());
        }
        desk.submit("Undecided");
        BacktestOptions.Builder options = BacktestOptions.builder();

        BacktestReport three = desk.staff().backtest(money(), options.limit(3).build());
        assertThat(three.asked()).isEqualTo(3);
        assertThat(of(three, ClassifiedField.CATEGORY).accuracy()).isEqualTo(1);
        assertThat(desk.staff().backtest(money(), options.readAtMost(2).build()).asked())
                .isEqualTo(1);
        TicketQuery invoices = TicketQuery.builder().text("invoice").build();
        BacktestReport one =
                desk.staff().backtest(money(), options.query(invoices).build());
        assertThat(of(one, ClassifiedField.CATEGORY).accuracy()).isZero();
    }

    @Test
    default void whatTheActorMayNotSeeIsNotReplayed() {
        Desk desk = desk();
        desk.submit(Fixtures.draft("Mine").category("billing").tags("vip").build());
        desk.submit(Fixtures.draft("Yours").category("billing").build());
        TicketKit kit = desk.kit(
                0, builder -> builder.accessPolicy(actor -> new Access(EnumSet.allOf(Action.class), Scope.tag("vip"))));

        BacktestReport report = desk.service(kit, Actor.staff("x")).backtest(money(), options());

        assertThat(report.read()).isEqualTo(1);
        assertThatThrownBy(() -> desk.as(Actor.requester("ada")).backtest(money(), options()))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class, e -> assertThat(e.action()).isEqualTo(Action.VIEW_RUNS));
    }
}
