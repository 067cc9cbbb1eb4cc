package io.ticketkit.spi;

import io.ticketkit.ProcessingFailure;
import io.ticketkit.ProcessingState;
import org.jspecify.annotations.Nullable;

/**
 * A processing job as it is stored.
 *
 * @param life which
 * @param input 64 hexadecimal digits that tell one input from another
 * @param state how far it is
 * @param failure why it stopped, or null
 * @param detail more about that, up to 200 characters, or null
 * @param cursor where to read on, or null for the beginning
 * @param readToEnd whether nothing more is to be read in this go at it
 * @param items how many items it has had so far: the highest number
 */
public record StoredJob(
        JobLife life,
        String input,
        ProcessingState state,
        @Nullable ProcessingFailure failure,
        @Nullable String detail,
        @Nullable String cursor,
        boolean readToEnd,
        long items) {
    /** Not the cursor. */
    @Override
    public String toString() {
        return "StoredJob[" + life.key().name() + ", " + state.wireName() + "]";
    }
}
