package io.ticketkit;

import java.util.Optional;

/** The fields of a ticket that can change, as history and events name them. */
public enum TicketField {
    /** The title. */
    TITLE,
    /** The description. */
    DESCRIPTION,
    /** The category. */
    CATEGORY,
    /** The priority. */
    PRIORITY,
    /** The status. */
    STATUS,
    /** The sentiment. */
    SENTIMENT,
    /** The urgency score. */
    URGENCY_SCORE,
    /** The requester. */
    REQUESTER,
    /** The assignee. */
    ASSIGNEE,
    /** The team. */
    TEAM,
    /** The tags, as one field. */
    TAGS,
    /** The channel. */
    CHANNEL,
    /** The host's own attributes, as one field. */
    ATTRIBUTES,
    /** The reference to the host's object. */
    HOST_REFERENCE,
    /** How satisfied somebody is: the score of the ticket's {@link Rating}. No {@link TicketChange} changes it. */
    RATING;

    /**
     * The name used in JSON, in errors and in the database.
     *
     * @return lower snake case, for example {@code urgency_score}
     */
    public String wireName() {
        return WireNames.of(this);
    }

    /**
     * Reads a wire name, in any letter case.
     *
     * @param text what somebody wrote
     * @return the field, or empty when there is none of that name
     */
    public static Optional<TicketField> parse(String text) {
        return WireNames.parse(values(), text);
    }
}
