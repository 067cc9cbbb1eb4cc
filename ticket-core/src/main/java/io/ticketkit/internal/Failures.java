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

    /** Lets nobody go on with a virtual machine that is broken. Whatever else somebody's code throws is theirs, and only that. */
    static void passOnFatal(Throwable failure) {
        if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
            throw fatal;
        }
    }

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
