/** Tests of accounts, without HTTP. */
@NullMarked
package io.ticketkit.demo.users;

import org.jspecify.annotations.NullMarked;
