/** The engine behind the ticket service; not for use by hosts. */
@NullMarked
package io.ticketkit.internal;

import org.jspecify.annotations.NullMarked;
