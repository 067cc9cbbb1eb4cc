/** Entities and queries of the storage; not for use by hosts. */
@NullMarked
package io.ticketkit.jpa.internal;

import org.jspecify.annotations.NullMarked;
