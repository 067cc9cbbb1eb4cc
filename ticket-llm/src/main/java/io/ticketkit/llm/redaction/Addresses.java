package io.ticketkit.llm.redaction;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** E-mail addresses and IP addresses. */
final class Addresses {
    private static final Finder EMAIL = Finder.of(
            Kind.EMAIL,
            "(?<![\\p{L}\\p{N}._%+'-])[\\p{L}\\p{N}._%+'-]++@(?:[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,8}"
                    + "|(?i:localhost)(?![\\p{L}\\p{N}-]))");
    private static final Pattern IP_V4 =
            Pattern.compile("(?<![\\p{L}\\p{N}_.-])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\p{L}\\p{N}_]|\\.\\d)");
    private static final Pattern IP_V6 =
            Pattern.compile("(?<![\\p{L}\\p{N}:_.])[0-9A-Fa-f:]{3,39}+(?![\\p{L}\\p{N}:_])");
    /** Four numbers with points between are a version, too. */
    private static final Pattern VERSION =
            Pattern.compile("(?iu)(?:version|versión|versão|ver|v|release|firmware|build|update|upgrade|driver)"
                    + "[\\s.:#-]{0,3}(?:is|ist|es|est|to|from|auf|von|a|à|para|number|nr)?[\\s.:#-]{0,3}"
                    + "(?:\\d[\\d.]{2,14}\\s{0,2}(?:to|auf|nach|a|à|para|->|→)\\s{0,2})?$" // the second of two
                    + "|(?-i:(?<![\\p{L}\\p{N}/.:])[A-Z][A-Za-z]{2,30})/$"); // a product of a user agent

    private Addresses() {}

    static void find(String text, Hints hints, Findings findings) {
        if (text.indexOf('@') >= 0) {
            EMAIL.find(text, hints, findings);
        }
        if (hints.digits() == 0) {
            return;
        }
        Matcher v4 = IP_V4.matcher(text);
        while (v4.find()) {
            if (octetsOnly(v4.group())
                    && !VERSION.matcher(Finder.before(text, v4.start())).find()) {
                findings.add(Kind.IP, v4.start(), v4.end());
            }
        }
        if (text.indexOf(':') >= 0) {
            Finder.of(Kind.IP, IP_V6, Addresses::isVersion6).find(text, hints, findings);
        }
    }

    private static boolean octetsOnly(String address) {
        return Arrays.stream(address.split("\\.", -1)).allMatch(octet -> Integer.parseInt(octet) <= 255);
    }

    /** Eight groups, or fewer around one double colon; a time has neither, and a digit keeps C++ names out. */
    private static boolean isVersion6(String found) {
        int gap = found.indexOf("::");
        String[] groups = found.split("::?", -1);
        long named = Arrays.stream(groups).filter(group -> !group.isEmpty()).count();
        boolean wellFormed = Arrays.stream(groups).allMatch(group -> group.length() <= 4)
                && !found.contains(":::")
                && found.chars().anyMatch(Character::isDigit);
        return wellFormed
                && (gap < 0
                        ? named == 8 && groups.length == 8
                        : found.indexOf("::", gap + 1) < 0 && named >= 2 && named < 8);
    }
}
