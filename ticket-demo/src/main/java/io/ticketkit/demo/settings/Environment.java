package io.ticketkit.demo.settings;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads environment variables; an empty one counts as not set. */
final class Environment {

    private final Map<String, String> values;

    Environment(Map<String, String> values) {
        this.values = values;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    double number(String name, double min, double max, double otherwise) {
        double number = text(name).map(Environment::parsed).orElse(otherwise);
        if (!(number >= min && number <= max)) {
            throw wrong(name, "give a number from %s to %s".formatted(plain(min), plain(max)));
        }
        return number;
    }

    int whole(String name, int min, int max, int otherwise) {
        double number = number(name, min, max, otherwise);
        if (number != Math.rint(number)) {
            throw wrong(name, "give a whole number");
        }
        return (int) number;
    }

    private static String plain(double number) {
        return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Of the switches, all are on unless told otherwise. */
    boolean isOn(String name) {
        return !isSecond(name, "on", "off");
    }

    /** Of two words, the first unless told otherwise. */
    boolean isSecond(String name, String first, String second) {
        String text = text(name, first).toLowerCase(Locale.ROOT);
        if (!text.equals(first) && !text.equals(second)) {
            throw wrong(name, "give " + first + " or " + second);
        }
        return text.equals(second);
    }

    /** In lower case, as browsers write hosts and origins; each part must have the form. */
    Set<String> list(String name, String form, String remedy) {
        return Stream.of(text(name, "").toLowerCase(Locale.ROOT).split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .peek(part -> {
                    if (!part.matches(form)) {
                        throw wrong(name, "give " + remedy);
                    }
                })
                .collect(Collectors.toSet());
    }

    /** The value itself is not repeated: it may be a password. */
    static SettingsException wrong(String name, String remedy) {
        return new SettingsException(name + " is wrong: " + remedy + ".");
    }
}
