package io.ticketkit.jpa.internal;

import io.ticketkit.TicketId;
import io.ticketkit.spi.StoredTicket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much hangs on tickets, so that no page of an archive is too large for the memory. */
record ArchiveSizes(SqlSession session, Layout layout) {
    /** Characters of what hangs on the tickets of a page; a single ticket may have more. */
    private static final long MUCH = 4_000_000;

    /** Those to begin with, so that memory is bounded however much was said. */
    List<StoredTicket> notTooMuch(String tenant, List<StoredTicket> page, boolean backward) {
        List<TicketId> ids = page.stream().map(stored -> stored.ticket().id()).toList();
        Sql sql = Sql.of("select x.ticket_id, sum(x.size) from (")
                .plus(JdbcArchive.select(layout, "char_length(c.content) as size", "ticket_comment", "c", tenant, ids))
                .plus(" union all ")
                .plus(JdbcArchive.select(
                        layout, "char_length(e.content) as size", "ticket_comment_edit", "e", tenant, ids))
                .plus(" union all ")
                .plus(JdbcArchive.select(
                        layout,
                        "coalesce(char_length(h.old_value), 0) + coalesce(char_length(h.new_value), 0) as size",
                        "ticket_history",
                        "h",
                        tenant,
                        ids))
                .plus(") x group by x.ticket_id");
        Map<TicketId, Long> sizes = new HashMap<>();
        session.call(connection -> sql.list(connection, row -> sizes.put(new TicketId(row.number()), row.number())));
        long size = 0;
        int count = 0;
        while (count < page.size()) {
            int next = backward ? page.size() - 1 - count : count;
            size += sizes.getOrDefault(page.get(next).ticket().id(), 0L);
            if (size > MUCH && count > 0) {
                break;
            }
            count++;
        }
        return backward ? page.subList(page.size() - count, page.size()) : page.subList(0, count);
    }
}
