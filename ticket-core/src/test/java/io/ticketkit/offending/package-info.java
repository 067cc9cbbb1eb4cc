/** Classes that break the architecture rules, to prove that the rules notice. */
@NullMarked
package io.ticketkit.offending;

import org.jspecify.annotations.NullMarked;
