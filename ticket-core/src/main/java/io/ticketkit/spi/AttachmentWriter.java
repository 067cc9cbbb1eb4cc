package io.ticketkit.spi;

/** Writes what {@link AttachmentReader} reads. Not thread-safe. */
public interface AttachmentWriter extends AttachmentReader {}
