/** A running demo, and a client, for the tests. */
@NullMarked
package io.ticketkit.demo.testing;

import org.jspecify.annotations.NullMarked;
