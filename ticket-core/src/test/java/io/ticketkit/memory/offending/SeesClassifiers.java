package io.ticketkit.memory.offending;

import io.ticketkit.classify.offending.Words;

public final class SeesClassifiers {

    Words words() {
        return new Words();
    }
}
