package io.ticketkit.spi;

/** Writes what {@link LinkReader} reads. Not thread-safe. */
public interface LinkWriter extends LinkReader {}
