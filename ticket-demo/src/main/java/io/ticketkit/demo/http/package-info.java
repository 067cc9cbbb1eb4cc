/** The HTTP API and the page. */
@NullMarked
package io.ticketkit.demo.http;

import org.jspecify.annotations.NullMarked;
