package io.ticketkit.llm.internal.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON objects in a text, whatever stands around them: prose, fences, brackets. */
final class JsonObjects {
    private JsonObjects() {}

    /** Outermost objects in their order; empty when one is not closed, because a cut answer is no answer. */
    static Optional<List<String>> in(String text) {
        List<String> objects = new ArrayList<>();
        int start = nextStart(text, 0);
        while (start >= 0) {
            int end = end(text, start);
            if (end < 0) {
                return Optional.empty();
            }
            objects.add(text.substring(start, end));
            start = nextStart(text, end);
        }
        return Optional.of(objects);
    }

    /** A brace that a name in quotes follows: others stand in prose. */
    private static int nextStart(String text, int from) {
        int brace = text.indexOf('{', from);
        while (brace >= 0) {
            int next = brace + 1;
            while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
                next++;
            }
            if (next == text.length() || text.charAt(next) == '"') {
                return brace;
            }
            brace = text.indexOf('{', next);
        }
        return -1;
    }

    private static int end(String text, int start) {
        int depth = 0;
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }
}
