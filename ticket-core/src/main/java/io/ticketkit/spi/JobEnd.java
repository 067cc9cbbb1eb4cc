package io.ticketkit.spi;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingState;
import org.jspecify.annotations.Nullable;

/**
 * How a job ends, until it is run again.
 *
 * @param state any but running
 * @param failure why it stopped; null unless it did
 * @param detail more about that in words, up to 200 characters, nothing personal; or null
 */
public record JobEnd(
        ProcessingState state,
        @Nullable ProcessingFailure failure,
        @Nullable String detail) {
    /** Somebody ended it. */
    public static final JobEnd CANCELLED = new JobEnd(ProcessingState.CANCELLED, null, null);

    /** Nothing is left to do. */
    public static final JobEnd DONE = new JobEnd(ProcessingState.DONE, null, null);

    /**
     * It cannot go on.
     *
     * @param failure why
     * @param detail more about that, or null
     * @return the end
     */
    public static JobEnd stopped(ProcessingFailure failure, @Nullable String detail) {
        return new JobEnd(ProcessingState.STOPPED, failure, detail);
    }
}
