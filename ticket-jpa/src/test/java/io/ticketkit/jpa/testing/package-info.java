/** What tests of other modules use too. */
@NullMarked
package io.ticketkit.jpa.testing;

import org.jspecify.annotations.NullMarked;
