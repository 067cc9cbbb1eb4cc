package io.ticketkit.assist;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What in a text stands out by its form alone: error codes, versions, names of products. */
final class Clues {
    private static final int MOST = 5;
    private static final int READ = 8_000;
    private static final Pattern CODE = Pattern.compile("(?<![\\p{L}\\p{N}@.-])(?:"
            + "0x[0-9A-Fa-f]{4,8}"
            + "|HTTP[ /]?[45]\\d\\d"
            + "|[A-Z]{2,10}[-_]\\d{1,8}"
            + "|[A-Z]{1,5}\\d{2,6}"
            + "|(?:[Ee]rror|ERROR|[Ff]ehler|[Ee]rreur|[Ee]rro)(?: ?[Cc]ode)? ?[:#]? ?\\d{2,6}"
            + ")(?![\\p{L}\\p{N}@-])");
    /** Written like a name in any language: capitals or digits inside the word. */
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\p{L}\\p{N}@.-])(?:\\p{Ll}{1,3}\\p{Lu}\\p{L}{2,20}|\\p{Lu}\\p{Ll}{1,20}\\p{Lu}\\p{L}{1,20})(?![\\p{L}\\p{N}@-])");

    private Clues() {}

    /** In the order in which they are found, codes first, each once. */
    static List<String> in(String text) {
        String read = text.substring(0, Math.min(READ, text.length()));
        Set<String> clues = new LinkedHashSet<>();
        for (Pattern pattern : List.of(CODE, NAME)) {
            Matcher matcher = pattern.matcher(read);
            while (clues.size() < MOST && matcher.find()) {
                clues.add(matcher.group());
            }
        }
        return List.copyOf(clues);
    }
}
