package io.ticketkit.assist;

import io.ticketkit.FailureReason;
import io.ticketkit.ModelCall;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An assistant failed, and says why. An {@link Assistant} may throw any exception; this one lets the recorded run tell
 * the reason, and what the failed call cost.
 */
public final class AssistanceException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why there is no help. */
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
    public AssistanceException(
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
