/** Tests of what admins set. */
@NullMarked
package io.ticketkit.demo.administration;

import org.jspecify.annotations.NullMarked;
