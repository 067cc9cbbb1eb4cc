/** What talks to a language model: the interface a provider implements, and the values that go in and out. */
@NullMarked
package io.ticketkit.llm.chat;

import org.jspecify.annotations.NullMarked;
