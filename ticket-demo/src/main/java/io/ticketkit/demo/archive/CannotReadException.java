package io.ticketkit.demo.archive;

/** A file as a whole is not what it should be; the message says what to do. */
public final class CannotReadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotReadException(String message) {
        super(message);
    }
}
