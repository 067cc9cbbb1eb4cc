/** The values and interfaces a host application works with. */
@NullMarked
package io.ticketkit;

import org.jspecify.annotations.NullMarked;
