package io.ticketkit.demo.http;

import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.ticketkit.Erasure;
import io.ticketkit.PersonalData;
import io.ticketkit.TicketPrivacy;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.Names;
import io.ticketkit.demo.users.Role;
import io.ticketkit.demo.users.User;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** All that is kept about a person, for admins: told, or erased. */
final class PrivacyRoutes {
    private static final String PERSON = "/api/privacy/{person}";

    private final Host host;
    private final Optional<Logins> logins;

    PrivacyRoutes(Host host) {
        this.host = host;
        this.logins = host.logins();
    }

    void addTo(Routes routes) {
        routes.get(PERSON, this::export).add("DELETE", PERSON, this::erase);
    }

    private TicketPrivacy privacy(Context ctx) {
        Caller.requireAdmin(ctx);
        return Served.of(ctx)
                .tickets()
                .apply(Role.asAdmin(Caller.of(ctx).actor()))
                .privacy();
    }

    /** As it is read, page by page: what fails on the way breaks the answer off, so that nobody takes a part for all. */
    private void export(Context ctx) throws IOException {
        TicketPrivacy privacy = privacy(ctx);
        List<String> names = names(ctx);
        names.forEach(privacy::check);
        String person = names.get(0);
        ctx.contentType("application/json")
                .header("Cache-Control", "no-store")
                .header("Content-Disposition", Download.disposition("personal-data.json"));
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        Optional<User> account = logins.flatMap(known -> known.account(person));
        // not Javalin's stream, which may compress
        try (JsonGenerator json = Json.MAPPER.createGenerator(ctx.res().getOutputStream())) {
            json.writeStartObject();
            json.writeStringProperty("person", person);
            json.writePOJOProperty("account", account.map(PrivacyJson::of).orElse(null));
            json.writeArrayPropertyStart("data");
            names.forEach(name -> privacy.export(name, data -> write(json, privacy, data)));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, TicketPrivacy privacy, PersonalData data) {
        if (data instanceof PersonalData.FileKept file) {
            try {
                privacy.content(file.attachment(), (known, content) -> {
                    PrivacyJson.write(json, known, content);
                    return known;
                });
            } catch (IOException e) {
                throw new IllegalStateException("a file could not be read", e);
            }
        } else {
            json.writePOJO(PrivacyJson.of(data));
        }
    }

    private void erase(Context ctx) {
        TicketPrivacy privacy = privacy(ctx);
        List<String> names = names(ctx);
        names.forEach(privacy::check);
        if (names.contains(Caller.of(ctx).actor().id())) {
            throw new ConflictResponse("You are logged in as this person: another admin can do this.");
        }
        if (names.stream().anyMatch(name -> answersTickets(ctx, name))) {
            throw new ConflictResponse("This person answers tickets, and would be given more: take the name off agents"
                    + " (settings, or TICKET_AGENTS), then erase.");
        }
        // first: who is being erased does nothing more meanwhile
        boolean account = logins.map(known -> known.remove(names.get(0))).orElse(false);
        names.forEach(host.settings()::forget);
        Erasure erased =
                names.stream().map(privacy::erase).reduce(Erasure::plus).orElseThrow();
        ObjectNode counts = Json.object()
                .put("tickets", erased.tickets())
                .put("other_tickets", erased.otherTickets())
                .put("comments", erased.comments())
                .put("files", erased.files())
                .put("conversations", erased.conversations())
                .put("account", account);
        Json.answer(ctx.header("Cache-Control", "no-store"), 200, counts);
    }

    /** An address is compared as logging in does; but tickets from elsewhere may have it as it is written. */
    private static List<String> names(Context ctx) {
        String written = ctx.pathParam("person").strip();
        return Stream.of(Parameters.person(written), written).distinct().toList();
    }

    private static boolean answersTickets(Context ctx, String person) {
        String name = Names.folded(person);
        return Served.of(ctx).settings().agents().agents().stream()
                .anyMatch(agent -> agent.name().equals(name));
    }
}
