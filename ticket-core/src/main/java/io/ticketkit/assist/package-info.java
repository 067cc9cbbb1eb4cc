/** Titles, summaries, drafts and chat: the interfaces and their offline forms. */
@NullMarked
package io.ticketkit.assist;

import org.jspecify.annotations.NullMarked;
