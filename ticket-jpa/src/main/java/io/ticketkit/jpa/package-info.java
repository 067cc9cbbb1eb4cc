/** The storage on relational databases through Jakarta Persistence. */
@NullMarked
package io.ticketkit.jpa;

import org.jspecify.annotations.NullMarked;
