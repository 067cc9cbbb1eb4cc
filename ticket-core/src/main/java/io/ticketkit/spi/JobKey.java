package io.ticketkit.spi;

/**
 * What makes a processing job unique.
 *
 * @param tenant whose
 * @param name 1 to 100 letters (A to Z), digits, {@code -}, {@code _}, {@code .} or {@code :}
 */
public record JobKey(String tenant, String name) {}
