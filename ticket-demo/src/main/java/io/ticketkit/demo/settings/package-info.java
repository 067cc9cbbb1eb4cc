/** What the environment says. */
@NullMarked
package io.ticketkit.demo.settings;

import org.jspecify.annotations.NullMarked;
