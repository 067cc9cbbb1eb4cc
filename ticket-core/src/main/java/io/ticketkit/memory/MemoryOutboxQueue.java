package io.ticketkit.memory;

import io.ticketkit.spi.OutboxQueue;

/** The events that wait to be delivered, in maps. */
final class MemoryOutboxQueue implements OutboxQueue {}
