package io.ticketkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ticketkit.Evaluation.Bin;
import io.ticketkit.Evaluation.Judged;
import io.ticketkit.Evaluation.LabelScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final Offset<Double> EXACT = within(1e-9);

    /** Ten answers; the figures were worked out by hand. */
    private static final List<Judged> TEN = List.of(
            new Judged("billing", "billing", 0.95),
            new Judged("billing", "billing", 0.90),
            new Judged("billing", "billing", 0.60),
            new Judged("billing", "account", 0.80),
            new Judged("account", "account", 0.70),
            new Judged("account", "billing", 0.40),
            new Judged("account", "account", 1.00),
            new Judged("general", "general", 0.50),
            new Judged("general", "billing", 0.30),
            new Judged("general", "technical", 0.20));

    private final Evaluation ten = Evaluation.of(TEN, 0.7);

    @Test
    void tellsEachLabelFromTheOthers() {
        assertThat(ten.labels())
                .containsExactly(
                        Map.entry("account", new LabelScore(3, 3, 2)),
                        Map.entry("billing", new LabelScore(4, 5, 3)),
                        Map.entry("general", new LabelScore(3, 1, 1)),
                        Map.entry("technical", new LabelScore(0, 1, 0)));
        LabelScore billing = ten.label("billing");
        assertThat(billing.precision()).isCloseTo(0.6, EXACT);
        assertThat(billing.recall()).isCloseTo(0.75, EXACT);
        assertThat(billing.f1()).isCloseTo(2 * 0.6 * 0.75 / 1.35, EXACT);
    }

    @Test
    void countsALabelThatWasOnlyAnsweredInTheMeanOfF1() {
        assertThat(ten.count()).isEqualTo(10);
        assertThat(ten.right()).isEqualTo(6);
        assertThat(ten.accuracy()).isCloseTo(0.6, EXACT);
        assertThat(ten.macroF1()).isCloseTo((2 / 3.0 + 2 / 3.0 + 0.5 + 0) / 4, EXACT);
    }

    @Test
    void showsWhatWasTakenForWhat() {
        assertThat(ten.confusion().keySet()).containsExactly("account", "billing", "general", "technical");
        assertThat(row("general"))
                .containsExactly(
                        Map.entry("account", 0L),
                        Map.entry("billing", 1L),
                        Map.entry("general", 1L),
                        Map.entry("technical", 1L));
        assertThat(row("technical").values()).containsOnly(0L);
    }

    @Test
    void tellsHowOftenConfidentAnswersAreRight() {
        assertThat(ten.threshold()).isEqualTo(0.7);
        assertThat(ten.coverage()).isCloseTo(0.5, EXACT);
        assertThat(ten.accuracyAtThreshold()).isCloseTo(0.8, EXACT);
        assertThat(Evaluation.of(TEN.subList(0, 1), 1).accuracyAtThreshold()).isZero();
    }

    @Test
    void weighsTheDistanceOfConfidenceAndTruthByAnswers() {
        // two of three right at 0.9: off by 0.9 - 2/3; one wrong at 0.3: off by 0.3
        Evaluation evaluation = Evaluation.of(
                List.of(
                        new Judged("a", "a", 0.9),
                        new Judged("a", "a", 0.9),
                        new Judged("a", "b", 0.9),
                        new Judged("b", "a", 0.3)),
                0.5);
        assertThat(evaluation.expectedCalibrationError()).isCloseTo((3 * (0.9 - 2 / 3.0) + 0.3) / 4, EXACT);
    }

    @Test
    void putsABoundaryIntoTheLowerBin() {
        List<Bin> bins = Evaluation.of(
                        List.of(new Judged("a", "a", 0), new Judged("a", "a", 0.2), new Judged("a", "b", 1)), 0.5)
                .calibration();
        assertThat(bins).hasSize(15);
        assertThat(bins.get(0)).isEqualTo(new Bin(0, 1 / 15.0, 1, 0, 1));
        assertThat(bins.get(2)).isEqualTo(new Bin(2 / 15.0, 3 / 15.0, 1, 0.2, 1));
        assertThat(bins.get(14)).isEqualTo(new Bin(14 / 15.0, 1, 1, 1, 0));
        assertThat(bins.get(7)).isEqualTo(new Bin(7 / 15.0, 8 / 15.0, 0, 0, 0));
    }

    @Test
    void findsSureAndRightPerfectlyCalibrated() {
        Evaluation evaluation = Evaluation.of(List.of(new Judged("a", "a", 1), new Judged("b", "b", 1)), 0.7);
        assertThat(evaluation.expectedCalibrationError()).isZero();
        assertThat(evaluation.kappa()).isEqualTo(1);
        assertThat(evaluation.macroF1()).isEqualTo(1);
    }

    /** The example of Cohen's kappa that is in every textbook: 20 and 15 agree, 5 and 10 do not. */
    @Test
    void agreesBeyondChanceAsInTheTextbook() {
        List<Judged> judged = new ArrayList<>();
        add(judged, "yes", "yes", 20);
        add(judged, "yes", "no", 5);
        add(judged, "no", "yes", 10);
        add(judged, "no", "no", 15);
        assertThat(Evaluation.of(judged, 0.5).kappa()).isCloseTo(0.4, EXACT);
    }

    @Test
    void forgivesNeighboursInAnOrder() {
        // observed: 1 of 4 one step off = 1/4. By chance, from low 2/4, medium 1/4, high 1/4 against low 1/4, medium
        // 2/4,
        // high 1/4: (2*2 + 2*1*2 + 1*1 + 1*1 + 1*1*2 + 1*2) / 16 = 14/16
        List<Judged> judged = List.of(
                new Judged("low", "low", 1),
                new Judged("low", "medium", 1),
                new Judged("medium", "medium", 1),
                new Judged("high", "high", 1));
        List<String> order = List.of("low", "medium", "high", "critical");
        Evaluation evaluation = Evaluation.of(judged, 0.5, order);
        assertThat(evaluation.labels().keySet()).containsExactly("low", "medium", "high");
        assertThat(evaluation.weightedKappa()).hasValueCloseTo(1 - 0.25 / (14 / 16.0), EXACT);
        assertThat(Evaluation.of(judged, 0.5).weightedKappa()).isEmpty();
    }

    @Test
    void refusesAnOrderThatLacksALabel() {
        assertThatThrownBy(() -> Evaluation.of(TEN, 0.5, List.of("billing", "account", "general")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("technical");
    }

    @Test
    void knowsWhatNotThinkingAtAllWouldGive() {
        assertThat(ten.majorityLabel()).hasValue("billing");
        assertThat(ten.majorityShare()).isCloseTo(0.4, EXACT);
        // three labels are right: 2 * 0.4 / 1.4 for the one, 0 for the others
        assertThat(ten.majorityMacroF1()).isCloseTo(0.8 / 1.4 / 3, EXACT);
    }

    /** Published beside a public data set: its largest of four classes has .366, which gives a macro-F1 of .134. */
    @Test
    void agreesWithPublishedFiguresOfTheMajorityClass() {
        List<Judged> judged = new ArrayList<>();
        add(judged, "a", "a", 366);
        add(judged, "b", "a", 300);
        add(judged, "c", "a", 200);
        add(judged, "d", "a", 134);
        Evaluation evaluation = Evaluation.of(judged, 0.5);
        assertThat(evaluation.majorityMacroF1()).isCloseTo(0.134, within(0.0005));
        assertThat(evaluation.macroF1()).isCloseTo(evaluation.majorityMacroF1(), EXACT);
        assertThat(evaluation.accuracy()).isEqualTo(evaluation.majorityShare());
        assertThat(evaluation.kappa()).isZero();
        assertThat(evaluation.beatsMajority()).isFalse();
    }

    @Test
    void needsMoreThanLuckToBeatTheMajority() {
        List<Judged> judged = new ArrayList<>();
        add(judged, "medium", "medium", 60);
        add(judged, "high", "high", 5);
        add(judged, "high", "medium", 35);
        assertThat(Evaluation.of(judged, 0.5).beatsMajority()).isFalse();
        add(judged, "medium", "medium", 6_000);
        add(judged, "high", "high", 500);
        add(judged, "high", "medium", 3_500);
        assertThat(Evaluation.of(judged, 0.5).beatsMajority()).isTrue();
    }

    @Test
    void hasAFigureForNothingAtAll() {
        Evaluation nothing = Evaluation.of(List.of(), 0.7, List.of("low", "high"));
        assertThat(nothing.labels()).isEmpty();
        assertThat(nothing.confusion()).isEmpty();
        assertThat(nothing.majorityLabel()).isEmpty();
        assertThat(List.of(
                        nothing.accuracy(),
                        nothing.macroF1(),
                        nothing.expectedCalibrationError(),
                        nothing.coverage(),
                        nothing.accuracyAtThreshold(),
                        nothing.kappa(),
                        nothing.weightedKappa().orElseThrow(),
                        nothing.majorityShare(),
                        nothing.majorityMacroF1()))
                .containsOnly(0.0);
        assertThat(nothing.beatsMajority()).isFalse();
    }

    @Test
    void hasAFigureForOneLabel() {
        Evaluation one = Evaluation.of(List.of(new Judged("low", "low", 0.8)), 0.7, List.of("low", "high"));
        assertThat(one.accuracy()).isEqualTo(1);
        assertThat(one.macroF1()).isEqualTo(1);
        assertThat(one.kappa()).isZero();
        assertThat(one.weightedKappa()).hasValue(0);
        assertThat(one.majorityShare()).isEqualTo(1);
        assertThat(one.beatsMajority()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void refusesWhatIsNoShare(double number) {
        assertThatThrownBy(() -> new Judged("a", "a", number)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Evaluation.of(TEN, number)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesNothingAwayThatCanBeChanged() {
        assertThatThrownBy(() -> ten.labels().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> row("billing").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private Map<String, Long> row(String expected) {
        return Objects.requireNonNull(ten.confusion().get(expected));
    }

    private static void add(List<Judged> judged, String expected, String answered, int times) {
        judged.addAll(Collections.nCopies(times, new Judged(expected, answered, 0.5)));
    }
}
