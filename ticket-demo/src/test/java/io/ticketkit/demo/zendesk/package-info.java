/** Tests of the work with Zendesk, against a server on this machine. */
@NullMarked
package io.ticketkit.demo.zendesk;

import org.jspecify.annotations.NullMarked;
