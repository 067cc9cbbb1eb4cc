package io.ticketkit.demo.zendesk;

import io.ticketkit.Deadline;
import io.ticketkit.demo.zendesk.ConnectionReport.Line;
import io.ticketkit.demo.zendesk.ZendeskException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import tools.jackson.databind.JsonNode;

/** Tries what can be tried without changing anything. */
final class ConnectionCheck {
    /** Somebody waits for it. */
    private static final Duration TIME = Duration.ofSeconds(20);

    /** Of {@code role_type}: may write notes, but change only what it asked for itself. */
    private static final int LIGHT_AGENT = 1;

    private final ZendeskHttp http;
    private final Attempts attempts;
    private final List<Line> lines = new ArrayList<>();

    ConnectionCheck(ZendeskHttp http, Attempts attempts) {
        this.http = http;
        this.attempts = attempts;
    }

    ConnectionReport report() {
        try {
            JsonNode user = read(http.url("users/me.json"), "user");
            works("An API of Zendesk answers at " + http.host() + ".");
            if (login(user)) {
                read(ZendeskClient.searchUrl(http, "created>2000-01-01", Optional.empty(), 1), "results");
                works("Tickets can be searched and read.");
            }
        } catch (ZendeskException e) {
            fails((lines.isEmpty() ? "Nothing works: " : "Tickets cannot be searched: ") + words(e) + ".");
        }
        return new ConnectionReport(List.copyOf(lines));
    }

    private JsonNode read(HttpUrl url, String field) throws ZendeskException {
        Deadline deadline = Deadline.after(TIME);
        return attempts.run(deadline, () -> {
            JsonNode answer = http.get(url, deadline);
            JsonNode part = answer.path(field);
            if (part.isMissingNode() || part.isNull()) {
                throw Answers.missing(field);
            }
            return part;
        });
    }

    private String words(ZendeskException e) {
        // whoever has no Zendesk there gets 404 from Zendesk, too
        boolean nobody = lines.isEmpty() && e.reason() == Reason.NOT_FOUND;
        return nobody ? "there is no help desk at " + http.host() + ", look at TICKET_ZENDESK_URL" : e.words();
    }

    /** That something comes proves nothing: a caller who is not known is answered as an anonymous end user. */
    private boolean login(JsonNode user) {
        String role = Answers.optional(user, "role").orElse("");
        if (!user.path("id").isIntegralNumber()) {
            fails("The login is not accepted: Zendesk answers as to somebody unknown. Look at TICKET_ZENDESK_EMAIL and"
                    + " TICKET_ZENDESK_TOKEN, and whether token access is on in Zendesk's Admin Center.");
            return false;
        }
        if (!role.equals("agent") && !role.equals("admin")) {
            fails(
                    "The login is accepted, but as an end user, who may do nothing here: give the e-mail address of an agent"
                            + " in TICKET_ZENDESK_EMAIL.");
            return false;
        }
        if (user.path("suspended").asBoolean(false)) {
            fails("The login is accepted, but the agent is suspended: lift that at Zendesk, or name another one.");
            return false;
        }
        works(
                role.equals("admin")
                        ? "The login is accepted, as an administrator."
                        : "The login is accepted, as an agent: tickets can be searched, but reading on where a run ended (the"
                                + " incremental export) is for administrators.");
        if (user.path("role_type").asInt(0) == LIGHT_AGENT) {
            fails(
                    "Tags cannot be added: a light agent may write internal notes, but not change tickets of others. Give it"
                            + " another role.");
        }
        return true;
    }

    private void works(String text) {
        lines.add(new Line(true, text));
    }

    private void fails(String text) {
        lines.add(new Line(false, text));
    }
}
