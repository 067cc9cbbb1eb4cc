package io.ticketkit.jpa.bench;

import io.ticketkit.Cursor;
import io.ticketkit.TicketQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page begins: all that each way needs for it, prepared.
 *
 * @param cursor where TicketKit begins, or null for the start of the list
 * @param sql what raw JDBC asks
 * @param values of the filter, in the order of the parameters behind the tenant
 * @param key where raw JDBC begins, behind this value of what the list is ordered by
 * @param id and behind this id
 */
record Place(TicketQuery query, @Nullable Cursor cursor, String sql, List<String> values, long key, long id) {}
