/** Judges classifiers on a host's own tickets: {@code evaluate}. */
@NullMarked
package io.ticketkit.demo.evaluate;

import org.jspecify.annotations.NullMarked;
