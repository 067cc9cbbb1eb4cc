/** Contract suites, fixtures and a settable clock for authors of plug-ins. */
@NullMarked
package io.ticketkit.testkit;

import org.jspecify.annotations.NullMarked;
