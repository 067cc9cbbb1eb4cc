/** What a model is asked. */
@NullMarked
package io.ticketkit.llm.internal.prompt;

import org.jspecify.annotations.NullMarked;
