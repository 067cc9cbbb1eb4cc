package io.ticketkit.demo.http;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.ticketkit.Actor;
import io.ticketkit.demo.settings.Settings;
import io.ticketkit.demo.users.Role;
import io.ticketkit.demo.users.User;
import java.util.Objects;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param actor in TicketKit
 * @param role what the caller may do
 * @param user the account; empty where nobody logs in
 */
record Caller(Actor actor, Role role, Optional<User> user) {
    private static final String ATTRIBUTE = "caller";

    static Caller of(User user) {
        return new Caller(user.actor(), user.role(), Optional.of(user));
    }

    /** Who calls where nobody logs in. */
    static Caller anybody() {
        return new Caller(Actor.staff(Settings.USER), Role.ADMIN, Optional.empty());
    }

    /** As the guard found out. */
    static Caller of(Context ctx) {
        return Objects.requireNonNull(ctx.attribute(ATTRIBUTE), "this path is free: nobody knows who calls");
    }

    /** The same on any path, where it may be that nobody asked. */
    static Optional<Caller> known(Context ctx) {
        return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
    }

    void enter(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    boolean isStaff() {
        return role.isStaff();
    }

    /** Refuses everybody but admins. */
    static void requireAdmin(Context ctx) {
        if (of(ctx).role() != Role.ADMIN) {
            throw new ForbiddenResponse("Only an admin may do this.");
        }
    }
}
