package io.ticketkit.llm.internal.http;

import java.io.IOException;

/** An answer goes on after what we read of one. */
public final class AnswerTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    AnswerTooLongException() {
        super("an answer of more than " + Transport.MAX_ANSWER + " bytes");
    }
}
