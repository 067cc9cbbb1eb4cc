/** Builds and closes a TicketKit: the one place that knows all the others. */
@NullMarked
package io.ticketkit.setup;

import org.jspecify.annotations.NullMarked;
