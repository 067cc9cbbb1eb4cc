/** What the README shows, compiled and run. */
@NullMarked
package io.ticketkit.jpa.examples;

import org.jspecify.annotations.NullMarked;
