package io.ticketkit.jpa.bench;

/**
 * What is searched for.
 *
 * @param text a whole word
 * @param rare whether it is in a few tickets only
 */
record Word(String text, boolean rare) {}
