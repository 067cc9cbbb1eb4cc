/** What a storage plug-in implements. */
@NullMarked
package io.ticketkit.spi;

import org.jspecify.annotations.NullMarked;
