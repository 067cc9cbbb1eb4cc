package io.ticketkit.llm.redaction;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what is found in one text; where two overlap the first one counts. */
final class Findings {
    private final String text;
    private final BitSet taken = new BitSet();
    private final List<Span> spans = new ArrayList<>();

    private record Span(Kind kind, int start, int end) {}

    Findings(String text) {
        this.text = text;
    }

    void add(Kind kind, int start, int end) {
        int next = taken.nextSetBit(start);
        if (start < end && (next < 0 || next >= end)) {
            taken.set(start, end);
            spans.add(new Span(kind, start, end));
        }
    }

    Redaction redaction() {
        spans.sort(Comparator.comparingInt(Span::start));
        Map<String, String> placeholders = new HashMap<>();
        Map<String, String> originals = new HashMap<>();
        Map<Kind, Integer> numbers = new EnumMap<>(Kind.class);
        StringBuilder redacted = new StringBuilder();
        int done = 0;
        for (Span span : spans) {
            String value = text.substring(span.start(), span.end());
            String placeholder =
                    placeholders.computeIfAbsent(span.kind() + " " + value, unused -> next(span.kind(), numbers));
            originals.put(placeholder, value);
            redacted.append(text, done, span.start()).append(placeholder);
            done = span.end();
        }
        redacted.append(text, done, text.length());
        return Redaction.of(redacted.toString(), originals);
    }

    /** A placeholder that the text does not hold already: somebody may have written it to get at another's value. */
    private String next(Kind kind, Map<Kind, Integer> numbers) {
        String placeholder;
        do {
            placeholder = "[" + kind + "_" + numbers.merge(kind, 1, Integer::sum) + "]";
        } while (text.contains(placeholder));
        return placeholder;
    }
}
