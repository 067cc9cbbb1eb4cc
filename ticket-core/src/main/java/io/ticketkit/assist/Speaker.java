package io.ticketkit.assist;

/** Who says something. */
public enum Speaker {
    /** Who needs help. */
    REQUESTER,
    /** A person who helps. */
    STAFF,
    /** A machine that helps. */
    ASSISTANT,
    /** The system, about something that happened. */
    SYSTEM
}
