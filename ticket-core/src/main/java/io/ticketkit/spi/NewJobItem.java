package io.ticketkit.spi;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.TicketId;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that a job shall process.
 *
 * @param key tells it from others of the job, 1 to 300 characters
 * @param ticket which ticket, or null when it is set aside at once
 * @param stage waiting, classified or set aside
 * @param failure why it is set aside, or null
 * @param detail more about that, up to 200 characters, or null
 * @param spent what classifying it has cost already
 */
public record NewJobItem(
        String key,
        @Nullable TicketId ticket,
        JobStage stage,
        @Nullable ProcessingFailure failure,
        @Nullable String detail,
        JobSpending spent) {
    /** Not the key, which may be personal. */
    @Override
    public String toString() {
        return "NewJobItem[" + stage.wireName() + "]";
    }
}
