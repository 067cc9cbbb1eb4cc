package io.ticketkit.spi;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.TicketId;
import org.jspecify.annotations.Nullable;

/**
 * An item of a job that was set aside or not written back.
 *
 * @param number its place in the job
 * @param key tells it from others, or null once its ticket was erased
 * @param ticket which ticket, or null when it was never stored, or erased
 * @param stage set aside or unwritten
 * @param failure why, or null when that is not known
 * @param detail more about that, or null
 * @param spent what it has cost
 */
public record JobTrouble(
        long number,
        @Nullable String key,
        @Nullable TicketId ticket,
        JobStage stage,
        @Nullable ProcessingFailure failure,
        @Nullable String detail,
        JobSpending spent) {
    /** Not the key, which may be personal. */
    @Override
    public String toString() {
        return "JobTrouble[" + number + ", " + stage.wireName() + "]";
    }
}
