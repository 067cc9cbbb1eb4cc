package io.ticketkit.demo.administration;

import io.ticketkit.TicketPrivacy;
import io.ticketkit.demo.users.Names;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a person out of what was written down of a change: a name, or a list of such as JSON. */
final class Erasing {
    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");

    private Erasing() {}

    static String without(String text, String who) {
        String person = Names.folded(who);
        if (!text.startsWith("[")) {
            return Names.folded(text).equals(person) ? TicketPrivacy.ERASED : text;
        }
        StringBuilder rest = new StringBuilder();
        Matcher literals = LITERAL.matcher(text);
        while (literals.find()) {
            String agent = Kind.JSON.readTree(literals.group()).asString();
            int name = agent.indexOf('=') < 0 ? agent.length() : agent.indexOf('=');
            String kept = Names.folded(agent.substring(0, name)).equals(person)
                    ? Kind.JSON.writeValueAsString(TicketPrivacy.ERASED + agent.substring(name))
                    : literals.group();
            literals.appendReplacement(rest, Matcher.quoteReplacement(kept));
        }
        // of a name that was cut off nobody knows whose it is
        StringBuilder tail = new StringBuilder();
        literals.appendTail(tail);
        int cut = tail.indexOf("\"");
        rest.append(cut < 0 ? tail : tail.substring(0, cut) + "…");
        return View.audited(rest.toString());
    }
}
