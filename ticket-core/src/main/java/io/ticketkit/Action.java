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
    VIEW_RUNS,
    /** Reply publicly on a ticket, edit and delete one's own replies, attach files. */
    COMMENT,
    /** See internal notes and everything about them, and write them. */
    INTERNAL_NOTES,
    /** Edit and delete what others wrote, and delete files they attached. */
    MODERATE,
    /** Write a comment in the name of somebody else, for example what a requester said on the telephone. */
    COMMENT_FOR_OTHERS,
    /** Say how satisfied one is with the help on a ticket. */
    RATE,
    /** Link tickets and merge them. */
    LINK,
    /** Ask for drafts, summaries, next actions and similar tickets. */
    ASSIST,
    /** Talk with a machine. */
    CHAT,
    /** Take whole tickets out, internal notes included, and put them back as they were. */
    ARCHIVE,
    /** Export and erase everything about a person, see {@link TicketPrivacy}. */
    PRIVACY;

    /** {@return the name used in messages: lower snake case} */
    public String wireName() {
        return WireNames.of(this);
    }
}
