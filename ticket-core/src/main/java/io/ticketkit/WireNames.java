package io.ticketkit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one rule by which an enum constant gets its name on the wire and in the database. */
final class WireNames {
    /** By the name of the constant. Made once: a page of tickets has thousands. */
    private static final ClassValue<Map<String, String>> NAMES = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> type) {
            return Stream.of(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.toUnmodifiableMap(name -> name, name -> name.toLowerCase(Locale.ROOT)));
        }
    };

    private WireNames() {}

    static String of(Enum<?> constant) {
        return Objects.requireNonNull(NAMES.get(constant.getDeclaringClass()).get(constant.name()));
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
