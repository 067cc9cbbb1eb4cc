package io.ticketkit;

import java.util.EnumSet;
import java.util.Set;

/**
 * Decides what an actor may do and see. The scope it answers is put into every query, so a policy never filters
 * rows itself. Called once per operation, from any thread; should be fast.
 *
 * <p>A policy of the host's own, in which staff see only their teams:
 *
 * <pre>{@code
 * AccessPolicy policy = actor -> switch (actor.role()) {
 *     case STAFF -> new Access(EnumSet.allOf(Action.class),
 *             Scope.anyOf(actor.teams().stream().map(Scope::team).toList()));
 *     default -> AccessPolicy.standard().accessOf(actor);
 * };
 * }</pre>
 */
@FunctionalInterface
public interface AccessPolicy {
    /**
     * What the actor may do and see.
     *
     * @param actor who asks
     * @return the access; give {@link Scope#none()} to show nothing
     */
    Access accessOf(Actor actor);

    /**
     * The default: requesters submit, see, comment on, rate and reopen their own tickets, have texts classified and chat; staff see all
     * and do all within their tenant but take whole tickets out or in ({@link Action#ARCHIVE}) and export or erase people
     * ({@link Action#PRIVACY}); system actors do all.
     *
     * @return the policy
     */
    static AccessPolicy standard() {
        return actor -> switch (actor.role()) {
            case REQUESTER ->
                new Access(
                        Set.of(
                                Action.SUBMIT,
                                Action.VIEW,
                                Action.CLASSIFY,
                                Action.REOPEN,
                                Action.COMMENT,
                                Action.RATE,
                                Action.CHAT),
                        Scope.requester(actor.id()));
            case STAFF -> new Access(EnumSet.complementOf(EnumSet.of(Action.ARCHIVE, Action.PRIVACY)), Scope.all());
            case SYSTEM -> new Access(EnumSet.allOf(Action.class), Scope.all());
        };
    }
}
