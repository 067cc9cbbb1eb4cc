package io.ticketkit.demo.evaluate;

/** There is nothing to judge; the message says why and what to do, on one line. */
public final class CannotEvaluateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotEvaluateException(String message) {
        super(message);
    }
}
