package io.ticketkit.spi;

import io.ticketkit.ProcessingFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a claimed item.
 *
 * @param stage the next stage
 * @param due when it is looked at next, where it is not finished
 * @param attempts how often that stage has failed
 * @param failure why it failed last, or null
 * @param detail more about that, up to 200 characters, or null
 * @param spent what is added to what it has cost so far
 */
public record JobChange(
        JobStage stage,
        Instant due,
        int attempts,
        @Nullable ProcessingFailure failure,
        @Nullable String detail,
        JobSpending spent) {}
