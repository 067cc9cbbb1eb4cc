package io.ticketkit.jpa.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of who reads by hand.
 *
 * @param h2 for H2, which follows an index only when the columns that have one value go first in the order
 */
record RawSql(boolean h2) {
    private static final String NEWEST_FIRST = "t.created_at desc, t.id desc";

    private String columns() {
        return RawTicket.COLUMNS.formatted(h2 ? "listagg" : "string_agg");
    }

    String find() {
        return "select " + columns() + " from ticket t where t.tenant = ? and t.id = ?";
    }

    /** Parameters: tenant, values of the filter, on H2 the key once more, key, id, limit. */
    String page(Filter filter, boolean further) {
        String key = filter.byUrgency() ? "t.urgency_score" : "t.created_at";
        StringBuilder sql = new StringBuilder("select " + columns() + " from ticket t where t.tenant = ?");
        filter.columns().forEach(column -> sql.append(" and t.").append(column).append(" = ?"));
        if (filter.review()) {
            sql.append(" and t.needs_review");
        }
        if (further) {
            sql.append(
                    h2
                            ? " and " + key + " <= ? and (" + key + " < ? or t.id < ?)"
                            : " and (" + key + ", t.id) < (?, ?)");
        } else if (h2) {
            sql.append(" and " + key + " >= 0");
        }
        return sql + " order by " + lead(filter) + key + " desc, t.id desc fetch first ? rows only";
    }

    private String lead(Filter filter) {
        if (!h2) {
            return "";
        }
        List<String> columns = new ArrayList<>(filter.byUrgency() ? List.of() : filter.columns());
        if (filter.review()) {
            columns.add("needs_review");
        }
        // one index for each, and the most selective is the best
        String selective = List.of("requester", "assignee", "category", "status", "needs_review").stream()
                .filter(columns::contains)
                .findFirst()
                .map(column -> "t." + column + " desc, ")
                .orElse("");
        return "t.tenant desc, " + selective;
    }

    /** Parameters: tenant, word, limit. Who knows how rare a word is knows what to go through. */
    String search(boolean rare) {
        if (h2) {
            return "select " + columns() + " from ticket t where t.tenant = ? and t.search_text like ? and t.created_at >= 0"
                    + " order by t.tenant desc, " + NEWEST_FIRST + " fetch first ? rows only";
        }
        return rare
                ? "with found as materialized (select * from ticket t where t.tenant = ?"
                        + " and t.search_vector @@ cast(? as tsquery)) select " + columns() + " from found t order by "
                        + NEWEST_FIRST + " fetch first ? rows only"
                : "select " + columns() + " from ticket t where t.tenant = ?"
                        + " and (t.search_vector @@ cast(? as tsquery)) is true order by " + NEWEST_FIRST
                        + " fetch first ? rows only";
    }

    /** Parameter: tenant. */
    String stats() {
        return "select category, priority, status, sentiment, count(*), sum(urgency_score) from ticket where tenant = ?"
                + " group by category, priority, status, sentiment";
    }

    /** Parameter: tenant. */
    String days() {
        return "select count(*) from (select created_at / 86400000000 as d from ticket where tenant = ? group by "
                + (h2 ? "created_at / 86400000000" : "1") + ") d";
    }
}
