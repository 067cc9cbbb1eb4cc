package io.ticketkit.demo;

import io.ticketkit.Access;
import io.ticketkit.AccessPolicy;
import io.ticketkit.Action;
import io.ticketkit.Actor;
import io.ticketkit.demo.users.Role;
import java.util.EnumSet;

/** The standard policy; admins of the demo may export and erase people, too. */
final class AdminPrivacy implements AccessPolicy {
    private final AccessPolicy standard = AccessPolicy.standard();

    @Override
    public Access accessOf(Actor actor) {
        Access access = standard.accessOf(actor);
        if (!Role.isAdmin(actor)) {
            return access;
        }
        EnumSet<Action> actions = EnumSet.copyOf(access.actions());
        actions.add(Action.PRIVACY);
        return new Access(actions, access.scope());
    }
}
