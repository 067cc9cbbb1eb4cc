package io.ticketkit.demo.archive;

import io.ticketkit.Violation;

/** Something of a line cannot be read; the violation says what. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    UnreadableException(String field, String message, String remedy) {
        super(field + ": " + message);
        this.violation = new Violation(field, message, remedy);
    }

    Violation violation() {
        return violation;
    }
}
