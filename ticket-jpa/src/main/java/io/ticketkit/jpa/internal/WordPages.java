package io.ticketkit.jpa.internal;

import io.ticketkit.TicketSelection;
import io.ticketkit.spi.Seek;

/**
 * Pages of tickets that have certain words, on PostgreSQL. Frequent words are found fastest by going through the list, rare
 * ones by the index of words; which of it is better, PostgreSQL guesses wrong: it takes every beginning of a word for a frequent
 * one, and then reads a million tickets to find one. So it is tried out, on the first tickets of the list, in the same statement;
 * unless the words are known to be in so many tickets that the index, which gives all of them, must not be read.
 *
 * @param layout the tables
 * @param conditions of selections
 * @param frequencies of words
 */
record WordPages(Layout layout, Conditions conditions, WordFrequencies frequencies) {
    /** As many are read by the index of words in less than a tenth of a second. */
    private static final int MANY = 20_000;

    /** How many are tried. */
    private static final int TRIED = 200;
    /** With as many hits among them, a page is found within some thousand tickets. */
    private static final int FREQUENT = 2;

    Sql page(SqlSession session, TicketSelection selection, Keyset keyset, Seek seek) {
        return frequencies.tickets(session, layout, Conditions.words(selection)) > MANY
                ? byList(selection, keyset, seek)
                : tried(selection, keyset, seek);
    }

    private Sql byList(TicketSelection selection, Keyset keyset, Seek seek) {
        return TicketRows.select(layout, selection.scope())
                .plus(" where ")
                .plus(conditions.withoutWords(selection))
                .plus(" and (")
                .plus(conditions.wordsOfAnyFrequency(selection))
                // so that the index of words cannot be used
                .plus(") is true")
                .plus(keyset.after(null, seek));
    }

    private Sql tried(TicketSelection selection, Keyset keyset, Seek seek) {
        String ticket = " from " + layout.name("ticket") + " t where ";
        Sql others = conditions.withoutWords(selection);
        Sql words = conditions.wordsOfAnyFrequency(selection);
        // without the words these are the first tickets of the list: all of them when they are fewer
        Sql tried = Sql.of("with tried as materialized (select count(*) as seen, count(*) filter (where ")
                .plus(words)
                .plus(") as hits from (select t.search_vector" + ticket)
                .plus(others)
                .plus(keyset.after(null, new Seek(seek.from(), seek.backward(), TRIED)))
                .plus(") t), ");
        String frequent = "seen < " + TRIED + " or hits >= " + FREQUENT;
        // with what a list may be ordered by
        String columns = "(select " + TicketRows.COLUMNS + ", t.priority_rank";
        // "is true": so that the index of words cannot be used
        Sql byList = Sql.of(columns + ticket + "(select " + frequent + " from tried) and ")
                .plus(others)
                .plus(" and (")
                .plus(words)
                .plus(") is true")
                .plus(keyset.after(null, seek))
                .plus(")");
        // "offset 0": so that no other index than that of words is used
        Sql byWords = Sql.of(columns + " from (select t.*" + ticket)
                .plus(conditions.of(selection.tenant()))
                .plus(" and ")
                .plus(words)
                .plus(" offset 0) t where (select not (" + frequent + ") from tried) and ")
                .plus(others)
                .plus(keyset.after(null, seek))
                .plus(")");
        return tried.plus("found as (")
                .plus(byList)
                .plus(" union all ")
                .plus(byWords)
                .plus(") ")
                .plus(TicketRows.selectFrom("found", layout, selection.scope()))
                .plus(keyset.order(seek));
    }
}
