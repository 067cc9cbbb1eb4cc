package io.ticketkit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The one rule by which an enum constant gets its name on the wire and in the database. */
final class WireNames {
    /** Made once: a page of tickets has thousands. */
    private static final ClassValue<List<String>> NAMES = new ClassValue<>() {
        @Override
        protected List<String> computeValue(Class<?> type) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                    .toList();
        }
    };

    private WireNames() {}

    static String of(Enum<?> constant) {
        return NAMES.get(constant.getDeclaringClass()).get(constant.ordinal());
    }

    static <E extends Enum<E>> Optional<E> parse(E[] constants, String text) {
        for (E constant : constants) {
            if (of(constant).equals(text)) {
                return Optional.of(constant);
            }
        }
        String wanted = text.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(constants).filter(c -> c.name().equals(wanted)).findFirst();
    }
}
