package io.ticketkit.demo.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads tickets from a file, one at a time. */
interface EntrySource {
    /** {@return the next one, or null at the end} */
    @Nullable
    Entry next() throws IOException;
}
