package io.ticketkit;

/** What an actor can do; an {@link AccessPolicy} gives each actor its actions. More may come. */
public enum Action {
    /** Create a ticket. */
    SUBMIT,
    /** See tickets, lists, history and statistics. */
    VIEW,
    /** Have a text classified without storing anything. */
    CLASSIFY,
    /** Change anything but status and assignment. */
    EDIT,
    /** Change the status in any way the workflow allows; includes {@link #REOPEN}. */
    TRANSITION,
    /** Set a resolved or closed ticket to open. */
    REOPEN,
    /** Set or clear assignee and team. */
    ASSIGN,
    /** Erase a ticket and all that hangs on it. */
    ERASE,
    /** See which classifiers ran, what they cost and how right they were. */
    VIEW_RUNS;

    /** {@return the name used in messages: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }
}
