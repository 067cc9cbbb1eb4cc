package io.ticketkit.memory;

import io.ticketkit.spi.AttachmentWriter;

/** Files that hang on tickets, in maps. */
final class MemoryAttachments implements AttachmentWriter {}
