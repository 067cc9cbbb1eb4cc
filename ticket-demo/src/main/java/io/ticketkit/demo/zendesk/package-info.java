/** A help desk at Zendesk, over its API. */
@NullMarked
package io.ticketkit.demo.zendesk;

import org.jspecify.annotations.NullMarked;
