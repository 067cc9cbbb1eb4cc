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
    /** What a row needs that says next to nothing: names, times, objects. */
    private static final int ROW = 300;

    /** Those to begin with, so that memory is bounded however much was said. */
    List<StoredTicket> notTooMuch(String tenant, List<StoredTicket> page, boolean backward) {
        List<TicketId> ids = page.stream().map(stored -> stored.ticket().id()).toList();
        OfTickets these = new OfTickets(layout, tenant, ids);
        Sql sql = Sql.of("select x.ticket_id, sum(x.size) from (")
                .plus(these.select(size("c.content"), "ticket_comment", "c"))
                .plus(" union all ")
                .plus(these.select(size("e.content"), "ticket_comment_edit", "e"))
                .plus(" union all ")
                .plus(these.select(size("f.content"), "ticket_answer_feedback", "f"))
                .plus(" union all ")
                .plus(these.select(size("h.old_value", "h.new_value"), "ticket_history", "h"))
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

    private static String size(String... texts) {
        StringBuilder size = new StringBuilder(String.valueOf(ROW));
        for (String text : texts) {
            size.append(" + coalesce(char_length(").append(text).append("), 0)");
        }
        return size + " as size";
    }
}
