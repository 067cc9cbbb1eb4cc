/** Who may be connected to, when an address comes from the settings. */
@NullMarked
package io.ticketkit.demo.net;

import org.jspecify.annotations.NullMarked;
