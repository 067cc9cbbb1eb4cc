package io.ticketkit.demo.settings;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads environment variables, and what is laid over them; an empty one counts as not set. */
public final class Environment {
    private final Map<String, String> values;
    private final Set<String> foreign;

    Environment(Map<String, String> values) {
        this(values, Set.of());
    }

    private Environment(Map<String, String> values, Set<String> foreign) {
        this.values = values.entrySet().stream()
                .filter(value -> !value.getValue().isBlank())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, value -> value.getValue().strip()));
        this.foreign = Set.copyOf(foreign);
    }

    /**
     * The same with other values for some variables.
     *
     * @param others by variable; an empty text is none
     * @param trusted whether the operator lets these lead anywhere
     */
    public Environment with(Map<String, String> others, boolean trusted) {
        Map<String, String> all = new HashMap<>(values);
        all.putAll(others);
        Set<String> notTrusted = new HashSet<>(foreign);
        if (!trusted) {
            notTrusted.addAll(others.keySet());
        }
        return new Environment(all, notTrusted);
    }

    /** How far an address may lead that this variable gives. */
    Reach reach(String name) {
        return foreign.contains(name) ? Reach.PUBLIC : Reach.TRUSTED;
    }

    /** {@return the value of a variable, without blanks around it} */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
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
        return new SettingsException(name, remedy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Environment that && values.equals(that.values) && foreign.equals(that.foreign);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** No values: some are passwords. */
    @Override
    public String toString() {
        return "Environment[" + values.size() + " variables]";
    }
}
