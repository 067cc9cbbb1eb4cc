/** Sample tickets: as many as wanted, varied, dated, and the same every time. */
@NullMarked
package io.ticketkit.demo.seed;

import org.jspecify.annotations.NullMarked;
