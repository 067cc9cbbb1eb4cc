package io.ticketkit.jpa.internal;

import io.ticketkit.spi.CommentWriter;

/** What was said on tickets, by SQL. */
final class JdbcComments implements CommentWriter {}
