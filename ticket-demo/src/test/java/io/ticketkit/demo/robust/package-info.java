/** The demo as a process under rough treatment: killed, stopped, loaded, fed nonsense. */
@NullMarked
package io.ticketkit.demo.robust;

import org.jspecify.annotations.NullMarked;
