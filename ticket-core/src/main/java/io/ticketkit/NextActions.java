package io.ticketkit;

import java.util.List;

/** What could be done next on a ticket, the most pressing first. Immutable. */
public final class NextActions implements Assisted<NextActions> {
    private final List<NextAction> actions;
    private final Provenance provenance;

    private NextActions(List<NextAction> actions, Provenance provenance) {
        this.actions = actions;
        this.provenance = provenance;
    }

    /**
     * Some actions.
     *
     * @param actions the most pressing first; possibly none
     * @param provenance who suggests them
     * @return the actions
     */
    public static NextActions of(List<NextAction> actions, Provenance provenance) {
        return new NextActions(List.copyOf(actions), provenance);
    }

    /** {@return what could be done: the most pressing first; unmodifiable, empty when there is nothing to do} */
    public List<NextAction> actions() {
        return actions;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public NextActions with(Provenance value) {
        return new NextActions(actions, value);
    }

    @Override
    public String toString() {
        return "NextActions[" + actions + ", " + provenance + "]";
    }
}
