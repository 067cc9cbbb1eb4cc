/** For authors of language models: the contract they keep. */
@NullMarked
package io.ticketkit.llm.testkit;

import org.jspecify.annotations.NullMarked;
