/** What calls of a model cost, and how much may be spent. */
@NullMarked
package io.ticketkit.llm.cost;

import org.jspecify.annotations.NullMarked;
