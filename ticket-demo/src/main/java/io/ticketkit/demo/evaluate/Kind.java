package io.ticketkit.demo.evaluate;

import java.util.Arrays;
import java.util.Locale;

/** Which classifier is judged. */
enum Kind {
    KEYWORD,
    LEARNING,
    LLM;

    static Kind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new CannotEvaluateException(
                        "--classifier is wrong at \"" + name + "\": give keyword, learning or llm."));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
