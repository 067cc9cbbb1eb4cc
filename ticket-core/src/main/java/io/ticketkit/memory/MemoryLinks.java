package io.ticketkit.memory;

import io.ticketkit.spi.LinkWriter;

/** How tickets belong together, in maps. */
final class MemoryLinks implements LinkWriter {}
