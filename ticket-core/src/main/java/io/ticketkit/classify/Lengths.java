package io.ticketkit.classify;

import java.io.IOException;

/** Numbers read from bytes that may be damaged. */
final class Lengths {
    private Lengths() {}

    /** The number, unless it cannot be a length: a wrong one would ask for gigabytes. */
    static int checked(int length, int most) throws IOException {
        if (length < 0 || length > most) {
            throw new IOException("a length of " + length);
        }
        return length;
    }
}
