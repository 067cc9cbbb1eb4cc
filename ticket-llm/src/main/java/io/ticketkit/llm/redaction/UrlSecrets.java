package io.ticketkit.llm.redaction;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User info of a URL, and the values of parameters whose names say that they are secret. */
final class UrlSecrets {
    private static final Pattern USER_INFO = Pattern.compile("://([^\\s/?#\"'<>]{1,256})@");
    private static final Pattern PARAMETER = Pattern.compile("[?&;#]([A-Za-z0-9_.\\-\\[\\]]{1,64})=([^\\s&#;\"'<>]++)");

    private static final Set<String> SECRET = Set.of(
            "key",
            "sig",
            "pwd",
            "pass",
            "passwd",
            "auth",
            "authorization",
            "session",
            "sessionid",
            "sid",
            "jwt",
            "otp");
    private static final Pattern SECRET_END =
            Pattern.compile(".*(?:token|secret|signature|password|apikey|accesskey|credential|sessionid)");

    private UrlSecrets() {}

    static void find(String text, Hints hints, Findings findings) {
        if (!hints.holdAny("=", "@")) {
            return;
        }
        Finder.of(Kind.SECRET, USER_INFO, found -> true).find(text, hints, findings);
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            if (isSecret(matcher.group(1))) {
                findings.add(Kind.SECRET, matcher.start(2), matcher.end(2));
            }
        }
    }

    private static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SECRET.contains(plain) || SECRET_END.matcher(plain).matches();
    }
}
