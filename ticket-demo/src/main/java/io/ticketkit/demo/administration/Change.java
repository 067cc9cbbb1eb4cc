package io.ticketkit.demo.administration;

import java.time.Instant;

/**
 * One setting, changed.
 *
 * @param id of the change
 * @param version of the settings that came of it
 * @param at when
 * @param by who did
 * @param field the setting
 * @param from what was in force before; of a secret only whether there was one
 * @param to what is in force since
 */
public record Change(long id, long version, Instant at, String by, String field, String from, String to) {}
