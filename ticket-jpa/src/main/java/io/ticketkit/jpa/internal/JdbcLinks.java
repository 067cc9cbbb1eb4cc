package io.ticketkit.jpa.internal;

import io.ticketkit.spi.LinkWriter;

/** How tickets belong together, by SQL. */
final class JdbcLinks implements LinkWriter {}
