package io.ticketkit.llm.redaction;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds one kind of thing, in time proportional to the text. */
@FunctionalInterface
interface Finder {
    void find(String text, Hints hints, Findings findings);

    /**
     * Every match of an expression, or its first group where it has one. The expression begins where a match can begin
     * only once in a run of characters (a look-behind), and repeats groups a bounded number of times.
     */
    static Finder of(Kind kind, Pattern pattern, Predicate<String> really) {
        return (text, hints, findings) -> {
            Matcher matcher = pattern.matcher(text);
            int group = matcher.groupCount() > 0 ? 1 : 0;
            while (matcher.find()) {
                if (really.test(matcher.group(group))) {
                    findings.add(kind, matcher.start(group), matcher.end(group));
                }
            }
        };
    }

    static Finder of(Kind kind, String expression) {
        return of(kind, Pattern.compile(expression), found -> true);
    }

    /** What stands before a position, as far as it can tell what follows. */
    static String before(String text, int position) {
        return text.substring(Math.max(0, position - 40), position);
    }

    static boolean isWordAt(String text, int position) {
        return position >= 0 && position < text.length() && Character.isLetterOrDigit(text.charAt(position));
    }
}
