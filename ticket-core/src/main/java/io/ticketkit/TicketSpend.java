package io.ticketkit;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What machines spent on one ticket: time and money.
 *
 * @param ticket for which
 * @param runs how many runs of classifiers, assistants and models ended
 * @param time how long they took together
 * @param cost what they cost, in US dollars, as far as that is known
 * @param unknownCosts how many of them may have cost something of which the amount is not known
 */
public record TicketSpend(TicketId ticket, long runs, Duration time, BigDecimal cost, long unknownCosts) {}
