/** Settings that admins change while the demo runs: stored in the database, laid over the environment. */
@NullMarked
package io.ticketkit.demo.administration;

import org.jspecify.annotations.NullMarked;
