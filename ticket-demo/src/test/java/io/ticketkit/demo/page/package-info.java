/** The page, in a real browser. */
@NullMarked
package io.ticketkit.demo.page;

import org.jspecify.annotations.NullMarked;
