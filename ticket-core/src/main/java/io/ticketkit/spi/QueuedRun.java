package io.ticketkit.spi;

import io.ticketkit.ClassificationRun;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to be made in the background, or is being made.
 *
 * @param run the run: waiting or started
 * @param textHash tells the text it is about from others, 64 hexadecimal digits; null when the ticket was erased
 * @param at when it is due; once started, until when its lease runs
 * @param attempt which attempt at this text it is, from 1
 */
public record QueuedRun(ClassificationRun run, @Nullable String textHash, Instant at, int attempt) {}
