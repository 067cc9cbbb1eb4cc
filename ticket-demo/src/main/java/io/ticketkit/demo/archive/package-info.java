/** Files of whole tickets, as JSON Lines and as CSV: written, read, and what is wrong with a line. */
@NullMarked
package io.ticketkit.demo.archive;

import org.jspecify.annotations.NullMarked;
