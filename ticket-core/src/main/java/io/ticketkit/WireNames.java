package io.ticketkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The one rule by which an enum constant gets its name on the wire and in the database. */
final class WireNames {
    private WireNames() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static <E extends Enum<E>> Optional<E> parse(E[] constants, String text) {
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(constants).filter(c -> c.name().equals(wanted)).findFirst();
    }
}
