/** The architecture rules that every module of this project keeps. */
@NullMarked
package io.ticketkit.conventions;

import org.jspecify.annotations.NullMarked;
