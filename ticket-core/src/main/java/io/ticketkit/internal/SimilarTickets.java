package io.ticketkit.internal;

import io.ticketkit.Scope;
import io.ticketkit.SimilarQuery;
import io.ticketkit.SimilarTicket;
import io.ticketkit.TicketId;
import io.ticketkit.internal.WordWeights.Text;
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
    private static final int SAMPLE = 300;
    private static final int CANDIDATES = 300;
    /** So many of them are compared in full. */
    private static final int COMPARED = 100;

    private static final int SHARED_WORDS = 8;

    private final WordReader reader;
    private final String tenant;
    private final Scope scope;

    SimilarTickets(WordReader reader, String tenant, Scope scope) {
        this.reader = reader;
        this.tenant = tenant;
        this.scope = scope;
    }

    /** A ticket, and its words taken apart. */
    private record Candidate(Words ticket, Text text) {
        Candidate(Words ticket) {
            this(ticket, new Text(ticket.searchText()));
        }
    }

    /** A candidate, and about how similar it is. */
    private record Rough(Candidate candidate, double score) {}

    /** To a text, without the ticket it is of. */
    List<SimilarTicket> to(String title, String description, @Nullable TicketId itself, SimilarQuery query) {
        List<Words> newest = reader.newest(tenant, scope, SAMPLE);
        Map<TicketId, Candidate> candidates = new LinkedHashMap<>();
        newest.forEach(words -> candidates.put(words.id(), new Candidate(words)));
        candidates.keySet().removeIf(id -> id.equals(itself));
        WordWeights weights = new WordWeights(
                candidates.values().stream().map(Candidate::text).toList());
        String searchText = SearchText.of(title, description);
        WordWeights.Vector text = weights.vector(
                title, new Text(searchText.substring(0, Math.min(searchText.length(), WordReader.SEARCH_TEXT))));
        if (newest.size() == SAMPLE) {
            reader.containing(tenant, scope, query.statuses(), text.telling(), CANDIDATES)
                    .forEach(words -> candidates.computeIfAbsent(words.id(), id -> new Candidate(words)));
        }
        return candidates.values().stream()
                .filter(candidate -> !candidate.ticket().id().equals(itself)
                        && query.statuses().contains(candidate.ticket().status()))
                .map(candidate -> new Rough(candidate, text.roughly(candidate.text())))
                .filter(rough -> rough.score() > 0)
                .sorted(Comparator.comparingDouble(Rough::score).reversed())
                .limit(COMPARED)
                .flatMap(rough -> compared(text, rough.candidate(), weights, query.minScore()).stream())
                .sorted(Comparator.comparingDouble(SimilarTicket::score)
                        .reversed()
                        .thenComparing(SimilarTicket::id))
                .limit(query.limit())
                .toList();
    }

    private static Optional<SimilarTicket> compared(
            WordWeights.Vector text, Candidate candidate, WordWeights weights, double minScore) {
        Words words = candidate.ticket();
        WordWeights.Vector other = weights.vector(words.title(), candidate.text());
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
