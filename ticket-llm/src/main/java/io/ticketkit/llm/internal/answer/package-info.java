/** Reads what a model answered. */
@NullMarked
package io.ticketkit.llm.internal.answer;

import org.jspecify.annotations.NullMarked;
