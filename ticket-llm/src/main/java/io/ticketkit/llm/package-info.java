/** Classification and assistance by language models. */
@NullMarked
package io.ticketkit.llm;

import org.jspecify.annotations.NullMarked;
