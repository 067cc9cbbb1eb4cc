package io.ticketkit.memory;

import io.ticketkit.Scope;
import io.ticketkit.Status;
import io.ticketkit.Ticket;
import io.ticketkit.memory.MemoryState.Entry;
import io.ticketkit.spi.WordReader;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The words of tickets. */
record MemoryWords(MemoryState state) implements WordReader {
    private static final Comparator<Entry> NEWEST = Comparator.comparing(
                    (Entry entry) -> entry.stored().ticket().createdAt())
            .thenComparing(entry -> entry.stored().ticket().id())
            .reversed();

    @Override
    public List<Words> newest(String tenant, Scope scope, int limit) {
        return words(standing(tenant, scope), limit);
    }

    @Override
    public List<Words> containing(String tenant, Scope scope, Set<Status> statuses, List<List<Term>> anyOf, int limit) {
        return words(
                standing(tenant, scope)
                        .filter(entry ->
                                statuses.contains(entry.stored().ticket().status()))
                        .filter(entry -> anyOf.stream().anyMatch(all -> hasAll(entry.searchText() + ' ', all))),
                limit);
    }

    /** Those that were not merged. */
    private Stream<Entry> standing(String tenant, Scope scope) {
        return state.tickets.values().stream().filter(entry -> {
            Ticket ticket = entry.stored().ticket();
            return ticket.tenant().equals(tenant)
                    && scope.includes(ticket)
                    && !state.merges.containsKey(ticket.id().value());
        });
    }

    private static boolean hasAll(String text, List<Term> terms) {
        return terms.stream().allMatch(term -> text.contains(' ' + term.text() + (term.beginning() ? "" : " ")));
    }

    private static List<Words> words(Stream<Entry> entries, int limit) {
        return entries.sorted(NEWEST).limit(limit).map(MemoryWords::words).toList();
    }

    private static Words words(Entry entry) {
        Ticket ticket = entry.stored().ticket();
        String text = entry.searchText();
        return new Words(
                ticket.id(),
                ticket.title(),
                ticket.status(),
                ticket.category(),
                text.substring(0, Math.min(text.length(), SEARCH_TEXT)));
    }
}
