package io.ticketkit;

/**
 * One thing that is wrong with what was given.
 *
 * @param field the wire name of the field, for example {@code title}
 * @param message what is wrong, a sentence for people
 * @param remedy what to do instead, a sentence for people; empty when the message says it
 */
public record Violation(String field, String message, String remedy) {
    /**
     * A violation whose message says what to do.
     *
     * @param field the wire name of the field
     * @param message what is wrong
     */
    public Violation(String field, String message) {
        this(field, message, "");
    }

    @Override
    public String toString() {
        return field + ": " + message + (remedy.isEmpty() ? "" : " " + remedy);
    }
}
