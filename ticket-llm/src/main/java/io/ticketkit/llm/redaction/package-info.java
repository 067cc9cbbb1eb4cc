/** Takes out of a text what must not leave the process. */
@NullMarked
package io.ticketkit.llm.redaction;

import org.jspecify.annotations.NullMarked;
