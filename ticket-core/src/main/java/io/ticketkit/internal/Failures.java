package io.ticketkit.internal;

import io.ticketkit.ClassificationException;
import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import io.ticketkit.assist.AssistanceException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an exception of a classifier or an assistant tells. */
final class Failures {
    private Failures() {}

    static FailureReason reasonOf(@Nullable Throwable failure) {
        if (failure instanceof ClassificationException e) {
            return e.reason();
        } else if (failure instanceof AssistanceException e) {
            return e.reason();
        } else if (failure instanceof TimeoutException || failure instanceof InterruptedIOException) {
            return FailureReason.TIMEOUT;
        }
        return failure instanceof InterruptedException ? FailureReason.INTERRUPTED : FailureReason.ERROR;
    }

    static @Nullable ModelCall callOf(@Nullable Throwable failure) {
        if (failure instanceof ClassificationException e) {
            return e.call().orElse(null);
        }
        return failure instanceof AssistanceException e ? e.call().orElse(null) : null;
    }
}
