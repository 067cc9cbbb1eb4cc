/** Who has an account: passwords, tokens, roles, and how often one may try. */
@NullMarked
package io.ticketkit.demo.users;

import org.jspecify.annotations.NullMarked;
