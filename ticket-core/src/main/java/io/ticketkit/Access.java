package io.ticketkit;

import java.util.Set;

/**
 * What a policy gives an actor.
 *
 * @param actions what the actor may do
 * @param scope with which tickets
 */
public record Access(Set<Action> actions, Scope scope) {
    /**
     * Copies the set.
     *
     * @param actions as above
     * @param scope as above
     */
    public Access {
        actions = Set.copyOf(actions);
    }

    /**
     * Whether an action is given.
     *
     * @param action the action
     * @return true when the actor may do it
     */
    public boolean allows(Action action) {
        return actions.contains(action);
    }
}
