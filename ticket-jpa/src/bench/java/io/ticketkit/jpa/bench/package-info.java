/** Benchmarks of the JPA storage, run by hand: docs/performance.md. */
@NullMarked
package io.ticketkit.jpa.bench;

import org.jspecify.annotations.NullMarked;
