package io.ticketkit.memory;

import io.ticketkit.spi.CommentWriter;

/** What was said on tickets, in maps. */
final class MemoryComments implements CommentWriter {}
