package io.ticketkit.llm.redaction;

import java.util.List;
import java.util.regex.Matcher;
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
            Finder.of(Kind.TOKEN, START + "(?:ya29|SG)\\.[A-Za-z0-9_-]{16,}+(?:\\.[A-Za-z0-9_-]++)?"));

    private static final List<Finder> NAMED = List.of(
            Finder.of(
                    Kind.TOKEN,
                    "(?i)authorization[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?(?:bearer|basic|token)\\s{1,3}([^\\s\"',;]{4,}+)"),
            Finder.of(
                    Kind.TOKEN,
                    "(?i)(?<![\\p{L}\\p{N}])(?:bearer|basic)\\s{1,3}(?=\\S{0,500}[0-9=])([A-Za-z0-9._~+/=-]{8,}+)"),
            Finder.of(
                    Kind.TOKEN,
                    "(?i)(?<![\\p{L}\\p{N}])(?:api[ _-]?(?:key|token|secret)|apikey|(?:access|auth|client|secret|refresh)[ _-]?(?:key|token|secret)|token|secret)"
                            + "[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?([^\\s\"',;]{8,}+)"));

    private static final Pattern LONG_RUN = Pattern.compile("(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,}+={0,2}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32,}+|[0-9A-F]{32,}+");

    /** Of a path, as in a link that resets a password. */
    private static final Pattern SEGMENT = Pattern.compile("(?<=/)([A-Za-z0-9_-]{24,}+)(?![A-Za-z0-9+=])");

    /** Of git, in SHA-1; without a word of git before it could be a key. */
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");

    private static final Pattern NAMED_COMMIT = Pattern.compile(
            "(?iu)(?<![\\p{L}\\p{N}])(?:commits?|git(?: \\p{L}{2,12})?|revision|rev|changeset|sha-?1?|head|tree|blob)"
                    + "(?: id| hash)?(?:\\s(?:is(?: now)?(?: at)?|ist|es|est|é))?[\\s:=#/\"'`(]{0,3}$");

    /** Characters of the shortest with a known beginning, and from where on the others are looked at. */
    private static final int SHORTEST = 15;

    private static final int LONG = 24;

    private static final int DIGIT = 1;
    private static final int LOWER = 2;
    private static final int UPPER = 4;
    private static final int ALL = DIGIT | LOWER | UPPER;

    private Tokens() {}

    static void find(String text, Hints hints, Findings findings) {
        if (hints.longestWord() >= SHORTEST) {
            KNOWN.forEach(finder -> finder.find(text, hints, findings));
        }
        if (hints.holdAny("bearer", "basic", "key", "token", "secret")) {
            NAMED.forEach(finder -> finder.find(text, hints, findings));
        }
    }

    static void findRandom(String text, Hints hints, Findings findings) {
        if (hints.longestWord() >= LONG) {
            findRandom(LONG_RUN, 0, text, findings);
            findRandom(SEGMENT, 1, text, findings);
        }
    }

    private static void findRandom(Pattern pattern, int group, String text, Findings findings) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String run = matcher.group(group);
            int start = matcher.start(group);
            boolean commit = HASH.matcher(run).matches()
                    && NAMED_COMMIT.matcher(Finder.before(text, start)).find();
            if (!commit && looksRandom(run)) {
                findings.add(Kind.TOKEN, start, matcher.end(group));
            }
        }
    }

    /**
     * Taken for a name in camel case, random letters and digits have words of two characters, the names people make
     * have longer ones, and perhaps a number at the end. A path is no token: its parts are short.
     */
    private static boolean looksRandom(String run) {
        if (HEX.matcher(run).matches()) {
            return hasLetterAndDigit(run);
        }
        int[] kinds = run.chars().map(Tokens::kindOf).filter(kind -> kind > 0).toArray();
        int seen = 0;
        int words = 0;
        boolean digitInside = false;
        for (int i = 0; i < kinds.length; i++) {
            digitInside |= kinds[i] != DIGIT && (seen & DIGIT) != 0;
            seen |= kinds[i];
            boolean capital = i > 0 && kinds[i] == LOWER && kinds[i - 1] == UPPER;
            words += i > 0 && kinds[i] != kinds[i - 1] && !capital ? 1 : 0;
        }
        long slashes = run.chars().filter(c -> c == '/').count();
        return seen == ALL && digitInside && words >= 0.25 * kinds.length && slashes * 8 <= run.length();
    }

    private static boolean hasLetterAndDigit(String run) {
        return run.chars().anyMatch(Character::isDigit) && run.chars().anyMatch(Character::isLetter);
    }

    private static int kindOf(int c) {
        if (c >= '0' && c <= '9') {
            return DIGIT;
        }
        if (c >= 'a' && c <= 'z') {
            return LOWER;
        }
        return c >= 'A' && c <= 'Z' ? UPPER : 0;
    }
}
