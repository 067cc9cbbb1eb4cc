/** How each provider is spoken to, and the one engine behind all of them. */
@NullMarked
package io.ticketkit.llm.internal.provider;

import org.jspecify.annotations.NullMarked;
