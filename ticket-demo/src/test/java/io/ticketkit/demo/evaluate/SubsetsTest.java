package io.ticketkit.demo.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SubsetsTest {
    private static final List<Sample> ALL = Stream.of(
                    "My invoice is wrong",
                    "The app crashes",
                    "I cannot log in",
                    "What are your opening hours?",
                    "Straße gesperrt")
            .map(text -> new Sample(null, text, "x"))
            .toList();

    private static List<String> first(int wanted, int seed) {
        return Subsets.first(wanted, seed, ALL).stream().map(Sample::text).toList();
    }

    /** As Python sorts them: {@code sorted(rows, key=lambda t: sha256(f"{seed}|{t}".encode()).hexdigest())}. */
    @Test
    void areTheSameInEveryLanguage() {
        assertThat(first(5, 0))
                .containsExactly(
                        "The app crashes",
                        "Straße gesperrt",
                        "I cannot log in",
                        "What are your opening hours?",
                        "My invoice is wrong");
        assertThat(first(2, 1)).containsExactly("I cannot log in", "The app crashes");
        assertThat(first(3, 2))
                .containsExactly("My invoice is wrong", "The app crashes", "What are your opening hours?");
    }

    @Test
    void seeTextsThatAreComposedAndSingleSpaced() {
        assertThat(Sample.clean(" Gru\u0308ße \t\n aus\u00a0 \u2003Rom ")).isEqualTo("Grüße aus Rom");
        assertThat(new Sample("Title", "and text", "x").text()).isEqualTo("Title and text");
    }
}
