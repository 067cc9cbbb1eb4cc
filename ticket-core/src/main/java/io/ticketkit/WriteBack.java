package io.ticketkit;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/** What was found about a ticket, for a {@link TicketSink}. Immutable. */
public final class WriteBack {
    private final String dedupeKey;
    private final Ticket ticket;
    private final List<ExternalReference> references;

    /**
     * For the engine, and for tests of sinks.
     *
     * @param dedupeKey tells it from all others
     * @param ticket the ticket, classified
     * @param references what it is called elsewhere, possibly nothing
     */
    public WriteBack(String dedupeKey, Ticket ticket, List<ExternalReference> references) {
        this.dedupeKey = dedupeKey;
        this.ticket = ticket;
        this.references = List.copyOf(references);
    }

    /** {@return what is the same when it comes again: 32 hexadecimal digits, from which nothing can be read} */
    public String dedupeKey() {
        return dedupeKey;
    }

    /** {@return the ticket as it is now: where a person has chosen a value, that is the value} */
    public Ticket ticket() {
        return ticket;
    }

    /** {@return what the ticket is called in other systems: possibly nothing, in a fixed order} */
    public List<ExternalReference> references() {
        return references;
    }

    /** {@return the values as tags: for example category_billing, priority_high, sentiment_angry} */
    public SortedSet<String> tags() {
        return new TreeSet<>(List.of(
                "category_" + ticket.category().code(),
                "priority_" + ticket.priority().wireName(),
                "sentiment_" + ticket.sentiment().wireName()));
    }

    /**
     * {@return the values as a text for people, of one line and in English: for example "Category billing (93 %, llm).
     * Priority high (60 %, llm, please review). Sentiment angry (80 %, llm). Urgency 75 of 100."}
     */
    public String note() {
        return "Category " + ticket.category().code() + said(ClassifiedField.CATEGORY)
                + " Priority " + ticket.priority().wireName() + said(ClassifiedField.PRIORITY)
                + " Sentiment " + ticket.sentiment().wireName() + said(ClassifiedField.SENTIMENT)
                + " Urgency " + ticket.urgencyScore() + " of " + Limits.URGENCY + ".";
    }

    private String said(ClassifiedField field) {
        Origin origin = ticket.origin(field);
        OptionalDouble confidence = origin.confidence();
        String sure =
                confidence.isPresent() ? String.format(Locale.ROOT, "%.0f %%, ", confidence.getAsDouble() * 100) : "";
        return " (" + sure + origin.source().wireName() + (origin.needsReview() ? ", please review" : "") + ").";
    }

    /** Nothing of the text. */
    @Override
    public String toString() {
        return "WriteBack[" + ticket.id() + ", " + dedupeKey + "]";
    }
}
