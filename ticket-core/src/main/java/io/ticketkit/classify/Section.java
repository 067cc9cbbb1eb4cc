package io.ticketkit.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the phrases of one part of a lexicon speak for. A value; its hash is kept because a text is judged by looking it up
 * thousands of times.
 */
final class Section {
    static final Section CRITICAL = new Section(Kind.SEVERITY, List.of("critical"));
    static final Section HIGH = new Section(Kind.SEVERITY, List.of("high"));
    static final Section MEDIUM = new Section(Kind.SEVERITY, List.of("medium"));
    static final Section LOW = new Section(Kind.SEVERITY, List.of("low"));
    static final Section ALL = new Section(Kind.SCOPE, List.of("all"));
    static final Section MANY = new Section(Kind.SCOPE, List.of("many"));
    static final Section ONE = new Section(Kind.SCOPE, List.of("one"));
    static final Section ANGRY = new Section(Kind.TONE, List.of("angry"));
    static final Section FRUSTRATED = new Section(Kind.TONE, List.of("frustrated"));
    static final Section CALM = new Section(Kind.TONE, List.of("calm"));
    static final Section URGENCY = new Section(Kind.URGENCY, List.of());
    static final Section NEGATION = new Section(Kind.NEGATION, List.of());
    static final Section NEGATION_OF_TOPIC = new Section(Kind.NEGATION, List.of("topic"));
    static final Section GREETING = new Section(Kind.GREETING, List.of());
    static final Section CLOSING = new Section(Kind.CLOSING, List.of());
    static final Section CLAUSE = new Section(Kind.CLAUSE, List.of());
    static final Section STOPWORDS = new Section(Kind.STOPWORDS, List.of());
    static final Section KNOWN = new Section(Kind.KNOWN, List.of());

    private static final List<Section> FIXED = List.of(
            CRITICAL,
            HIGH,
            MEDIUM,
            LOW,
            ALL,
            MANY,
            ONE,
            ANGRY,
            FRUSTRATED,
            CALM,
            URGENCY,
            NEGATION,
            NEGATION_OF_TOPIC,
            GREETING,
            CLOSING,
            CLAUSE,
            STOPWORDS,
            KNOWN);

    private final Kind kind;
    private final List<String> names;
    private final int hash;

    /**
     * Makes a section.
     *
     * @param kind what kind of thing
     * @param names which one; for a category the codes in order of preference, otherwise at most one name
     */
    Section(Kind kind, List<String> names) {
        this.kind = kind;
        this.names = names;
        this.hash = 31 * kind.name().hashCode() + names.hashCode();
    }

    Kind kind() {
        return kind;
    }

    List<String> names() {
        return names;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Section section
                        && hash == section.hash
                        && kind == section.kind
                        && names.equals(section.names));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    enum Kind {
        CATEGORY,
        SEVERITY,
        SCOPE,
        TONE,
        URGENCY,
        NEGATION,
        GREETING,
        CLOSING,
        CLAUSE,
        STOPWORDS,
        KNOWN
    }

    static Section category(String code) {
        return new Section(Kind.CATEGORY, List.of(code));
    }

    /** Reads the inside of a header such as {@code [severity high]}. */
    static Section parse(String header) {
        List<String> words =
                Arrays.asList(header.strip().toLowerCase(Locale.ROOT).split("\\s+", -1));
        List<String> names = List.copyOf(words.subList(1, words.size()));
        if (words.get(0).equals("category") && !names.isEmpty()) {
            return new Section(Kind.CATEGORY, names);
        }
        return FIXED.stream()
                .filter(s -> s.toString().equals(String.join(" ", words)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown section [" + header + "]; write [category <code> ...] or one of " + FIXED));
    }

    /** The inside of the header. */
    @Override
    public String toString() {
        String word = kind.name().toLowerCase(Locale.ROOT);
        return names.isEmpty() ? word : word + " " + String.join(" ", names);
    }
}
