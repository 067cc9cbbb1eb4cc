@NullMarked
package io.ticketkit.demo.evaluate;

import org.jspecify.annotations.NullMarked;
