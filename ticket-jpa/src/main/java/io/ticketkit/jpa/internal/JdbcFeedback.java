package io.ticketkit.jpa.internal;

import io.ticketkit.spi.FeedbackWriter;

/** What people think of the help they got, by SQL. */
abstract class JdbcFeedback implements FeedbackWriter {}
