/** Makes text fit to be sent, and to be shown. */
@NullMarked
package io.ticketkit.llm.internal.text;

import org.jspecify.annotations.NullMarked;
