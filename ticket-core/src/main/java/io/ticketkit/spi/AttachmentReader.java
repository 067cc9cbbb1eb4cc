package io.ticketkit.spi;

/** Files that hang on tickets, as {@link TicketReader#attachments()} gives them. Not thread-safe. */
public interface AttachmentReader {}
