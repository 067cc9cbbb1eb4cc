package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.ticketkit.demo.users.Logins;
import io.ticketkit.demo.users.NewUser;
import io.ticketkit.demo.users.User;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Accounts: make one, log in, look at the own one and change it. */
final class AuthRoutes {
    private static final String AUTH = "/api/auth";
    private static final String REGISTER = AUTH + "/register";
    private static final String LOGIN = AUTH + "/login";
    private static final String ME = AUTH + "/me";

    private final Optional<Logins> logins;

    AuthRoutes(Optional<Logins> logins) {
        this.logins = logins;
    }

    void addTo(Routes routes) {
        routes.add("POST", REGISTER, this::register)
                .add("POST", LOGIN, this::login)
                .get(ME, this::me)
                .add("PATCH", ME, this::change)
                .free(REGISTER, LOGIN);
    }

    private Logins logins() {
        return logins.orElseThrow(() -> new ForbiddenResponse("Nobody logs in here (TICKET_AUTH=off)."));
    }

    /** Always a requester: a role in the body is a field that is not known here. */
    private void register(Context ctx) {
        if (logins.isPresent() && !logins().isRegistrationOpen()) {
            throw new ForbiddenResponse("Accounts are made by who runs this here (TICKET_REGISTRATION=off).");
        }
        Body body = Body.of(ctx).require("email", "password", "name");
        NewUser user = new NewUser(
                body.text("email").orElse(""),
                body.text("name").orElse(""),
                body.text("password").orElse(""));
        body.refuseIfWrong(user.violations());
        answer(ctx, 201, of(Caller.of(logins().register(user, Clients.of(ctx)))));
    }

    private void login(Context ctx) {
        Body body = Body.of(ctx).require("email", "password");
        String email = body.text("email").orElse("");
        String password = body.text("password").orElse("");
        body.refuseIfWrong(List.of());
        answer(ctx, 200, add(Json.object(), logins().login(email, password, Clients.of(ctx))));
    }

    private static ObjectNode add(ObjectNode json, Logins.Session session) {
        return json.put("access_token", session.token())
                .put("token_type", "bearer")
                .put("expires_in", session.seconds());
    }

    private void me(Context ctx) {
        answer(ctx, 200, of(Caller.of(ctx)));
    }

    /** With a new token where the password changed: those of before are void. */
    private void change(Context ctx) {
        Body body = Body.of(ctx);
        Optional<String> name = body.text("name");
        Optional<String> password = body.text("password");
        Optional<String> current = body.text("current_password");
        body.refuseIfWrong(List.of());
        Logins.Changed changed = logins().change(
                        Guard.token(ctx),
                        name.orElse(null),
                        password.orElse(null),
                        current.orElse(null),
                        Clients.of(ctx));
        ObjectNode json = of(Caller.of(changed.user()));
        changed.session().ifPresent(session -> add(json, session));
        answer(ctx, 200, json);
    }

    /** Nothing of it stays in a cache. */
    private static void answer(Context ctx, int status, ObjectNode json) {
        Json.answer(ctx.header("Cache-Control", "no-store"), status, json);
    }

    private static ObjectNode of(Caller caller) {
        Optional<User> user = caller.user();
        return Json.object()
                .put("id", user.map(User::id).orElse(null))
                .put("email", user.map(User::email).orElse(null))
                .put("name", user.map(User::name).orElse(caller.actor().id()))
                .put("role", caller.role().wireName())
                .put(
                        "created_at",
                        user.map(User::createdAt).map(TicketJson::time).orElse(null));
    }
}
