package io.ticketkit.llm.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** Access tokens and API keys: those with a known beginning, those that are named, those that look random. */
final class Tokens {
    private static final String START = "(?<![A-Za-z0-9_-])";

    private static final List<Finder> KNOWN = List.of(
            Finder.of(Kind.TOKEN, START + "eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+)?"),
            Finder.of(Kind.TOKEN, START + "(?:AKIA|ASIA)[A-Z0-9]{16}"),
            Finder.of(Kind.TOKEN, START + "(?:sk|pk|rk)[-_](?=[A-Za-z_-]*+\\d)[A-Za-z0-9_-]{16,}+"),
            Finder.of(Kind.TOKEN, START + "(?:gh[pousr]_|github_pat_|hf_|npm_|gsk_)[A-Za-z0-9_]{20,}+"),
            Finder.of(Kind.TOKEN, START + "(?:glpat-[A-Za-z0-9_-]{16,}+|xox[a-z]-[A-Za-z0-9-]{10,}+)"),
            Finder.of(Kind.TOKEN, START + "AIza[A-Za-z0-9_-]{30,}+"),
            Finder.of(Kind.TOKEN, START + "(?:ya29|SG)\\.[A-Za-z0-9_-]{16,}+(?:\\.[A-Za-z0-9_-]++)?"),
            Finder.of(
                    Kind.TOKEN,
                    "(?i)(?<![\\p{L}\\p{N}])(?:bearer|basic)\\s{1,3}(?=\\S{0,500}[0-9=])([A-Za-z0-9._~+/=-]{8,}+)"),
            Finder.of(
                    Kind.TOKEN,
                    "(?i)(?<![\\p{L}\\p{N}])(?:api[ _-]?(?:key|token|secret)|apikey|(?:access|auth|client|secret|refresh)[ _-]?(?:key|token|secret)|token|secret)"
                            + "[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?([^\\s\"',;]{8,}+)"));

    private static final Pattern LONG_RUN = Pattern.compile("(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/=_-]{24,}+");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}+|[0-9A-F]{32,}+");

    private Tokens() {}

    static void find(String text, Findings findings) {
        KNOWN.forEach(finder -> finder.find(text, findings));
    }

    static void findRandom(String text, Findings findings) {
        Finder.of(Kind.TOKEN, LONG_RUN, Tokens::looksRandom).find(text, findings);
    }

    /**
     * Random letters and digits change their kind (upper, lower, digit) at six of ten places, words and numbers put
     * together by people at two. A path is no token: its parts are short.
     */
    private static boolean looksRandom(String run) {
        if (HEX.matcher(run).matches()) {
            return hasLetterAndDigit(run);
        }
        int[] kinds = run.chars().map(Tokens::kindOf).filter(kind -> kind > 0).toArray();
        int seen = 0;
        int changes = 0;
        for (int i = 0; i < kinds.length; i++) {
            seen |= kinds[i];
            changes += i > 0 && kinds[i] != kinds[i - 1] ? 1 : 0;
        }
        long slashes = run.chars().filter(c -> c == '/').count();
        return seen == 7 && changes >= 0.35 * kinds.length && slashes * 8 <= run.length();
    }

    private static boolean hasLetterAndDigit(String run) {
        return run.chars().anyMatch(Character::isDigit) && run.chars().anyMatch(Character::isLetter);
    }

    private static int kindOf(int c) {
        if (c >= '0' && c <= '9') {
            return 1;
        }
        if (c >= 'a' && c <= 'z') {
            return 2;
        }
        return c >= 'A' && c <= 'Z' ? 4 : 0;
    }
}
