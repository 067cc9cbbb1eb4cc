/** The in-memory storage, a full implementation. */
@NullMarked
package io.ticketkit.memory;

import org.jspecify.annotations.NullMarked;
