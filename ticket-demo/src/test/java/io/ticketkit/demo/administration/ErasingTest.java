package io.ticketkit.demo.administration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErasingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "[\"ann\",\"eve=billing|account\"]; [\"ann\",\"erased-person=billing|account\"]",
                "[\"EVE\",\"eve2\"]; [\"erased-person\",\"eve2\"]",
                "[\"\\u0065ve\"]; [\"erased-person\"]",
                "[\"a\\\"b\",\"eve\"]; [\"a\\\"b\",\"erased-person\"]",
                "[\"ann\",\"ev…; [\"ann\",…",
                "[]; []",
                "eve; erased-person",
                "steve; steve",
                "none; none"
            })
    void whoIsErasedStandsInNoList(String text, String without) {
        assertThat(Erasing.without(text, "eve")).isEqualTo(without);
    }

    @Test
    void whatBecomesTooLongIsCutOff() {
        String many = "[" + "\"eve\",".repeat(600) + "\"ann\"]";
        assertThat(Erasing.without(many, "eve")).hasSize(4_000).doesNotContain("eve");
    }
}
