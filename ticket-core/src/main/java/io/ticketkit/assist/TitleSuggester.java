package io.ticketkit.assist;

/** Suggests a title for a ticket that was sent without one. A lambda is enough. Implementations are thread-safe. */
@FunctionalInterface
public interface TitleSuggester {
    /**
     * Suggests a title.
     *
     * @param description the ticket's text; may be empty
     * @return one line, at most 60 characters (code points), never blank
     */
    String suggest(String description);
}
