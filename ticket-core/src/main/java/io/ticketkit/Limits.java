package io.ticketkit;

/** How long and how many things may be; lengths count Unicode code points. */
public final class Limits {
    /** Longest title. */
    public static final int TITLE = 200;
    /** Longest description. */
    public static final int DESCRIPTION = 20_000;
    /** Longest message in a {@link Conversation}. */
    public static final int MESSAGE = 20_000;
    /** Longest id of a requester, assignee or actor. */
    public static final int PERSON = 254;
    /** Longest name of a team, tag, attribute, host type or tenant. */
    public static final int NAME = 64;
    /** Longest channel. */
    public static final int CHANNEL = 32;
    /** Longest id in a {@link HostReference}, and longest idempotency key. */
    public static final int KEY = 200;
    /** Longest value of an attribute. */
    public static final int ATTRIBUTE_VALUE = 500;
    /** Most tags a ticket has. */
    public static final int TAGS = 50;
    /** Most attributes a ticket has. */
    public static final int ATTRIBUTES = 32;
    /** Longest comment. */
    public static final int COMMENT = 20_000;
    /** Longest name of a model. */
    public static final int MODEL = 100;
    /** Largest page. */
    public static final int PAGE = 200;
    /** Highest urgency score. */
    public static final int URGENCY = 100;
    /** Most values a filter of a {@link TicketQuery} may name. */
    public static final int FILTER_VALUES = 100;
    /** Longest search text. */
    public static final int SEARCH = 500;
    /** Longest name of a file. */
    public static final int FILE_NAME = 200;
    /** Longest text of a {@link Rating} or an {@link AnswerFeedback}. */
    public static final int FEEDBACK = 2_000;
    /** Most periods of a {@link TrendRange}. */
    public static final int TREND = 1_000;
    /** Most values a {@link Breakdown} tells one by one. */
    public static final int BREAKDOWN = 100;
    /** Most links a ticket has. */
    public static final int LINKS = 100;

    /** Most tickets that are created at once, see {@link TicketService#submitAll}. */
    public static final int SUBMIT = 1_000;

    /** Most tickets that are processed at once without a job, see {@link TicketProcessor#processAll}. */
    public static final int PROCESSING = 100;

    /** Longest name of a processing job. */
    public static final int JOB = 100;

    /** Longest cursor of a {@link TicketSource}. */
    public static final int SOURCE_CURSOR = 2_000;

    /** Tickets that are put back in one call. */
    public static final int ARCHIVE = 200;

    private Limits() {}
}
