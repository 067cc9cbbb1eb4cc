/** The HTTP contract, row by row, on both databases. */
@NullMarked
package io.ticketkit.demo.contract;

import org.jspecify.annotations.NullMarked;
