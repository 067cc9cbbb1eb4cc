package io.ticketkit.jpa.internal;

import io.ticketkit.spi.OutboxQueue;

/** The events that wait to be delivered, by SQL. */
final class JdbcOutboxQueue implements OutboxQueue {}
