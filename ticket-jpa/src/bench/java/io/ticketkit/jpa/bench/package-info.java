/** Measures the storage beside raw JDBC on the same tables: {@code mvn -Pbench verify -pl ticket-jpa -am}. */
@NullMarked
package io.ticketkit.jpa.bench;

import org.jspecify.annotations.NullMarked;
