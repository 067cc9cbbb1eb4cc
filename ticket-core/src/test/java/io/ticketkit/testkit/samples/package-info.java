/** Sample tickets: for demonstrations, benchmarks and development databases. */
@NullMarked
package io.ticketkit.testkit.samples;

import org.jspecify.annotations.NullMarked;
