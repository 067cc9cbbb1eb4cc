package io.ticketkit.jpa.internal;

import io.ticketkit.spi.AttachmentWriter;

/** Files that hang on tickets, by SQL. */
abstract class JdbcAttachments implements AttachmentWriter {}
