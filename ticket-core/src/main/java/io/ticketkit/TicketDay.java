package io.ticketkit;

import java.time.LocalDate;

/**
 * What machines spent on one ticket in one period, a day for example.
 *
 * @param start {@link TrendRange.Period#start()}
 * @param spend on which ticket, and how much
 */
public record TicketDay(LocalDate start, TicketSpend spend) {}
