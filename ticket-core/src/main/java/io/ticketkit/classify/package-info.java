/** Offline classifiers, and combinators that chain and cache classifiers. */
@NullMarked
package io.ticketkit.classify;

import org.jspecify.annotations.NullMarked;
