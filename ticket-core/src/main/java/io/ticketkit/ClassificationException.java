package io.ticketkit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A classifier failed, and says why. A {@link Classifier} may throw any exception; this one lets the recorded run tell
 * the reason, and what the failed call cost.
 */
public final class ClassificationException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why there is no answer. */
    private final FailureReason reason;

    private final transient @Nullable ModelCall call;

    /**
     * Makes the exception.
     *
     * @param reason why
     * @param message for the log; never anything of the ticket, never a secret
     * @param call what is known of the call, or null when there was none
     * @param cause or null
     */
    public ClassificationException(
            FailureReason reason, String message, @Nullable ModelCall call, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.call = call;
    }

    /** {@return why: the reason} */
    public FailureReason reason() {
        return reason;
    }

    /** {@return what is known of the failed call: the call, or empty when nothing was called} */
    public Optional<ModelCall> call() {
        return Optional.ofNullable(call);
    }
}
