package io.ticketkit;

/**
 * Marks a place in a list. Opaque: pass it back as it came. It is bound to filter, order, tenant and actor; it is
 * not a secret and grants nothing.
 *
 * @param token letters, digits, {@code -} and {@code _}; safe in a URL
 */
public record Cursor(String token) {}
