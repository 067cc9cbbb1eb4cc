/** What docs/classification.md shows, compiled and run. */
@NullMarked
package io.ticketkit.llm.examples;

import org.jspecify.annotations.NullMarked;
