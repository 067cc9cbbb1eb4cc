package io.ticketkit.jpa.internal;

import io.ticketkit.Breakdown;
import io.ticketkit.TicketDimension;
import io.ticketkit.TicketSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Counts tickets by their values, in one statement: the tickets are gone through once for all columns, and the groups, of
 * which there are few, are added up for each.
 *
 * @param layout the tables
 * @param conditions of the selection
 * @param selection which tickets
 */
record Breakdowns(Layout layout, Conditions conditions, TicketSelection selection) {
    private record Counted(TicketDimension dimension, Breakdown.Share share, long allTickets, long allValues) {}

    List<Breakdown> of(Connection connection, Set<TicketDimension> dimensions, int limit) throws SQLException {
        if (dimensions.isEmpty()) {
            return List.of();
        }
        Map<TicketDimension, List<Counted>> counts = mostFrequent(connection, dimensions, limit)
                .list(
                        connection,
                        row -> new Counted(
                                row.code(TicketDimension::parse),
                                new Breakdown.Share(row.textOrNull(), row.number()),
                                row.number(),
                                row.number()))
                .stream()
                .collect(Collectors.groupingBy(Counted::dimension));
        return EnumSet.copyOf(dimensions).stream()
                .map(dimension -> breakdown(dimension, counts.getOrDefault(dimension, List.of())))
                .toList();
    }

    private static Breakdown breakdown(TicketDimension dimension, List<Counted> counts) {
        List<Breakdown.Share> shares = counts.stream().map(Counted::share).toList();
        long told = shares.stream().mapToLong(Breakdown.Share::tickets).sum();
        return Breakdown.builder(dimension)
                .shares(shares)
                .others(first(counts, Counted::allTickets) - told, first(counts, Counted::allValues) - shares.size())
                .build();
    }

    private static long first(List<Counted> counts, Function<Counted, Long> number) {
        return counts.stream().findFirst().map(number).orElse(0L);
    }

    private Sql mostFrequent(Connection connection, Set<TicketDimension> dimensions, int limit) throws SQLException {
        Set<TicketDimension> columns = EnumSet.copyOf(dimensions);
        boolean byTag = columns.remove(TicketDimension.TAG);
        List<Sql> ranked = new ArrayList<>();
        for (TicketDimension dimension : columns) {
            String column = column(dimension);
            ranked.add(ranked(
                    dimension,
                    Sql.of("select g." + column + " as chosen, sum(g.tickets) as tickets from g group by g."
                            + column)));
        }
        if (byTag) {
            ranked.add(ranked(TicketDimension.TAG, tags(connection)));
        }
        return groups(columns)
                .plus("select b.dimension, b.chosen, b.tickets, b.all_tickets, b.all_values from ")
                .plus(Sql.join(" union all ", ranked, ""))
                .plus(Sql.of(" b where b.place <= ? order by b.dimension, b.place", limit));
    }

    private Sql groups(Collection<TicketDimension> dimensions) {
        if (dimensions.isEmpty()) {
            return Sql.of("");
        }
        String columns =
                dimensions.stream().map(Breakdowns::column).map("t."::concat).collect(Collectors.joining(", "));
        return Sql.of("with g as (select " + columns + ", count(*) as tickets from " + layout.name("ticket")
                        + " t where ")
                .plus(conditions.of(selection))
                .plus(" group by " + columns + ") ");
    }

    private Sql ranked(TicketDimension dimension, Sql counts) {
        return Sql.of("select '" + dimension.wireName() + "' as dimension, c.chosen, c.tickets,"
                        + " sum(c.tickets) over () as all_tickets, count(*) over () as all_values,"
                        + " row_number() over (order by c.tickets desc, c.chosen"
                        + layout.dialect().byCharacters()
                        + " nulls last) as place from (")
                .plus(counts)
                .plus(") c");
    }

    /**
     * Tickets of some time have ids that are near each other, unless they were taken in from elsewhere: who knows between which
     * they are needs not read the tags of all.
     */
    private Sql tags(Connection connection) throws SQLException {
        Sql bounds = Sql.of("select coalesce(min(t.id), 0), coalesce(max(t.id), 0) from " + layout.name("ticket")
                        + " t where ")
                .plus(conditions.of(selection));
        String between = bounds.list(connection, row -> " between " + row.number() + " and " + row.number())
                .get(0);
        return Sql.of("select g.tag as chosen, count(*) as tickets from " + layout.name("ticket") + " t left join "
                        + layout.name("ticket_tag") + " g on g.tenant = t.tenant and g.ticket_id = t.id"
                        + " and g.ticket_id" + between + " where t.id" + between + " and ")
                .plus(conditions.of(selection))
                .plus(" group by g.tag");
    }

    private static String column(TicketDimension dimension) {
        return switch (dimension) {
            case CATEGORY -> "category";
            case PRIORITY -> "priority";
            case STATUS -> "status";
            case SENTIMENT -> "sentiment";
            case SOURCE -> "category_source";
            case CHANNEL -> "channel";
            case ASSIGNEE -> "assignee";
            case TEAM -> "team";
            case TAG -> throw new IllegalArgumentException("a ticket has many tags");
        };
    }
}
