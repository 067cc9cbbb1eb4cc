/** Measures the demo under load, as a process of its own on a real PostgreSQL. Compiled by the profile {@code load} only. */
@NullMarked
package io.ticketkit.demo.bench;

import org.jspecify.annotations.NullMarked;
