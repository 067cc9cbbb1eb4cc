/** A host application that embeds TicketKit. */
@NullMarked
package io.ticketkit.demo;

import org.jspecify.annotations.NullMarked;
