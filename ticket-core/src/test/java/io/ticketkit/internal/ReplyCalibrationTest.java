package io.ticketkit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ticketkit.Actor;
import io.ticketkit.ClassificationRun;
import io.ticketkit.ModelCall;
import io.ticketkit.Provenance;
import io.ticketkit.ReplyDraft;
import io.ticketkit.RunId;
import io.ticketkit.RunPurpose;
import io.ticketkit.Source;
import io.ticketkit.spi.JudgedReply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formula: a Beta distribution's mean, with judgements of drafts that were about as sure. */
class ReplyCalibrationTest {
    private static final ModelCall CALL = ModelCall.builder("m").build();

    private static JudgedReply said(long run, String actor, boolean helpful, double confidence) {
        return new JudgedReply(new RunId(run), Actor.Role.STAFF, actor, helpful, Source.LLM, "m", confidence);
    }

    private static List<JudgedReply> said(int times, boolean helpful, double confidence) {
        List<JudgedReply> all = new ArrayList<>();
        for (int run = 1; run <= times; run++) {
            all.add(said(run, "a", helpful, confidence));
        }
        return all;
    }

    private static double learned(List<JudgedReply> judgements, double stated, double ceiling) {
        ReplyDraft draft = ReplyDraft.builder("x", stated, Provenance.of(CALL))
                .atMost(ceiling)
                .build();
        ClassificationRun run = ClassificationRun.builder("acme", Source.LLM, Instant.EPOCH)
                .purpose(RunPurpose.REPLY)
                .call(CALL)
                .confidence(stated)
                .build();
        Helped<ReplyDraft> helped = new ReplyCalibration(judgements).applied(new Helped<>(draft, List.of(run), true));
        assertThat(helped.runs()).containsExactly(run);
        assertThat(helped.help().ceiling()).isEqualTo(ceiling);
        return helped.help().confidence();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.3, 0.7, 0.95, 1})
    void nothingSaidChangesNothing(double stated) {
        assertThat(learned(List.of(), stated, 1)).isEqualTo(stated);
    }

    @ParameterizedTest
    @CsvSource({
        "0.9, 1, false, 0.9, 0.8181818",
        "0.9, 10, false, 0.9, 0.45",
        "0.9, 490, false, 0.9, 0.018",
        "0.5, 10, true, 0.5, 0.75",
        "0.5, 10, true, 0.6, 0.6666667", // half the weight
        "0.5, 10, true, 0.4, 0.6666667",
        "0.5, 10, false, 0.71, 0.5",
        "0.5, 10, false, 0.29, 0.5",
        "0, 10, false, 0, 0",
        "0, 10, true, 0, 0.5",
        "1, 10, true, 1, 1"
    })
    void whatWasSaidOfThoseAboutAsSureMovesIt(double stated, int times, boolean helpful, double near, double result) {
        assertThat(learned(said(times, helpful, near), stated, 1)).isCloseTo(result, within(1e-6));
    }

    @Test
    void goodFeedbackRaisesItToItsCeilingAndBadIsNotHeldUpByIt() {
        assertThat(learned(said(500, true, 0.6), 0.6, 0.6)).isEqualTo(0.6);
        assertThat(learned(said(500, true, 0.3), 0.25, 0.3)).isEqualTo(0.3);
        assertThat(learned(said(500, false, 0.3), 0.3, 0.3)).isLessThan(0.01);
    }

    @Test
    void onePersonsLatestWordOnARunCountsOnce() {
        List<JudgedReply> newestFirst =
                List.of(said(1, "a", false, 0.9), said(1, "a", true, 0.9), said(1, "b", true, 0.9));
        assertThat(learned(newestFirst, 0.9, 1)).isCloseTo(10 / 12.0, within(1e-9));
    }

    @Test
    void otherSourcesAndModelsAreOtherMatters() {
        RunId run = new RunId(1);
        List<JudgedReply> others = List.of(
                new JudgedReply(run, Actor.Role.STAFF, "a", false, Source.HOST, "m", 0.9),
                new JudgedReply(run, Actor.Role.STAFF, "b", false, Source.LLM, "n", 0.9),
                new JudgedReply(run, Actor.Role.STAFF, "c", false, Source.LLM, null, 0.9));
        assertThat(learned(others, 0.9, 1)).isEqualTo(0.9);
    }

    @Test
    void itsTextTellsNobody() {
        assertThat(said(1, "a@shop.example", true, 0.9).toString()).doesNotContain("a@shop.example");
    }
}
