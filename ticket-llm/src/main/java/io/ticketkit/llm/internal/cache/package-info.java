/** Keeps answers, and asks once for what is asked at the same time. */
@NullMarked
package io.ticketkit.llm.internal.cache;

import org.jspecify.annotations.NullMarked;
