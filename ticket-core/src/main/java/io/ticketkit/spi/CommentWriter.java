package io.ticketkit.spi;

/** Writes what {@link CommentReader} reads. Not thread-safe. */
public interface CommentWriter extends CommentReader {}
