package io.ticketkit.demo.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double number = Double.parseDouble(text.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, with the range
        }
        throw wrong(name, "give a number from " + plain(min) + " to " + plain(max));
    }

    int whole(String name, int min, int max, int otherwise) {
        double number = number(name, min, max, otherwise);
        if (number != Math.rint(number)) {
            throw wrong(name, "give a whole number from " + min + " to " + max);
        }
        return (int) number;
    }

    boolean isOn(String name, boolean otherwise) {
        return switch (text(name).map(text -> text.toLowerCase(Locale.ROOT)).orElse(otherwise ? "on" : "off")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw wrong(name, "give on or off");
        };
    }

    Set<String> list(String name) {
        List<String> parts = Arrays.asList(text(name, "").split(",", -1));
        return parts.stream().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.toSet());
    }

    /** A setting that is known, but has only its default so far. */
    void only(String name, String value) {
        text(name).filter(text -> !text.equalsIgnoreCase(value)).ifPresent(text -> {
            throw wrong(name, "this version knows only " + value);
        });
    }

    /** The value itself is not repeated: it may be a password. */
    static SettingsException wrong(String name, String remedy) {
        return new SettingsException(name + " is wrong: " + remedy + ".");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
