package io.ticketkit.internal;

import io.ticketkit.Scope;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.TicketId;
import io.ticketkit.spi.SearchText;
import io.ticketkit.spi.WordReader;
import io.ticketkit.spi.WordReader.Words;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds tickets that share rare words with a text. The newest tickets tell how rare words are, and are looked at themselves;
 * older ones are found by the words that are rare.
 */
final class SimilarTickets {
    private static final int SAMPLE = 500;
    private static final int CANDIDATES = 500;
    private static final int SHARED_WORDS = 8;

    private final WordReader reader;
    private final String tenant;
    private final Scope scope;

    SimilarTickets(WordReader reader, String tenant, Scope scope) {
        this.reader = reader;
        this.tenant = tenant;
        this.scope = scope;
    }

    /** To a text, without the ticket it is of. */
    List<SimilarTicket> to(String title, String description, @Nullable TicketId itself, SimilarQuery query) {
        List<Words> newest = reader.newest(tenant, scope, SAMPLE);
        WordWeights weights = new WordWeights(
                newest.stream().filter(words -> !words.id().equals(itself)).toList());
        String searchText = SearchText.of(title, description);
        WordWeights.Vector text =
                weights.vector(title, searchText.substring(0, Math.min(searchText.length(), WordReader.SEARCH_TEXT)));
        Map<TicketId, Words> candidates = new LinkedHashMap<>();
        newest.forEach(words -> candidates.put(words.id(), words));
        if (newest.size() == SAMPLE) {
            reader.containing(tenant, scope, query.statuses(), text.telling(), CANDIDATES)
                    .forEach(words -> candidates.put(words.id(), words));
        }
        return candidates.values().stream()
                .filter(words -> !words.id().equals(itself) && query.statuses().contains(words.status()))
                .flatMap(words -> compared(text, words, weights, query.minScore()).stream())
                .sorted(Comparator.comparingDouble(SimilarTicket::score)
                        .reversed()
                        .thenComparing(SimilarTicket::id))
                .limit(query.limit())
                .toList();
    }

    private static Optional<SimilarTicket> compared(
            WordWeights.Vector text, Words words, WordWeights weights, double minScore) {
        WordWeights.Vector other = weights.vector(words.title(), words.searchText());
        double score = text.similarity(other);
        if (score == 0 || score < minScore) {
            return Optional.empty();
        }
        return Optional.of(SimilarTicket.builder(words.id(), words.title(), words.status(), words.category())
                .score(score)
                .sharedWords(text.shared(other, SHARED_WORDS))
                .build());
    }
}
