package io.ticketkit.assist;

import java.time.Instant;

/** One thing that was said, on a ticket or in a chat. Immutable. */
public final class Turn {
    private final Speaker speaker;
    private final String text;
    private final Instant at;
    private final boolean internal;

    private Turn(Speaker speaker, String text, Instant at, boolean internal) {
        this.speaker = speaker;
        this.text = text;
        this.at = at;
        this.internal = internal;
    }

    /**
     * Something that the requester may read.
     *
     * @param speaker who said it
     * @param text what
     * @param at when
     * @return the turn
     */
    public static Turn of(Speaker speaker, String text, Instant at) {
        return new Turn(speaker, text, at, false);
    }

    /**
     * An internal note, which the requester must never learn of.
     *
     * @param speaker who said it
     * @param text what
     * @param at when
     * @return the turn
     */
    public static Turn note(Speaker speaker, String text, Instant at) {
        return new Turn(speaker, text, at, true);
    }

    /** {@return who said it: the speaker} */
    public Speaker speaker() {
        return speaker;
    }

    /** {@return what was said: the text, of any length} */
    public String text() {
        return text;
    }

    /** {@return when it was said: the time} */
    public Instant at() {
        return at;
    }

    /** {@return whether it is an internal note: these are only there where they may be read} */
    public boolean internal() {
        return internal;
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "Turn[" + speaker + (internal ? ", internal" : "") + ", " + text.length() + " characters]";
    }
}
