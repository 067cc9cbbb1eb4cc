/** How a request gets to a provider and back: addresses, limits, failures; nothing of what is said. */
@NullMarked
package io.ticketkit.llm.internal.http;

import org.jspecify.annotations.NullMarked;
