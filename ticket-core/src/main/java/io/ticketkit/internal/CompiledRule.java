package io.ticketkit.internal;

import io.ticketkit.Category;
import io.ticketkit.RoutingReport.Condition;
import io.ticketkit.RoutingRule;
import io.ticketkit.Taxonomy;
import io.ticketkit.Ticket;
import io.ticketkit.spi.SearchText;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rule, ready to be compared with many tickets.
 *
 * @param rule the rule
 * @param categories those of the taxonomy that it names
 * @param texts the words of each text
 */
record CompiledRule(RoutingRule rule, Set<Category> categories, List<List<String>> texts) {
    /** Refuses a rule that no ticket could ever fit: it is a mistake. */
    static CompiledRule of(RoutingRule rule, Taxonomy taxonomy) {
        Set<Category> categories = rule.categories().stream()
                .map(name -> taxonomy.resolve(name)
                        .orElseThrow(() -> new IllegalStateException("The routing rule \"" + rule.name()
                                + "\" names the category \"" + name + "\", which the taxonomy does not have.")))
                .collect(Collectors.toUnmodifiableSet());
        List<List<String>> texts = rule.texts().stream().map(SearchText::words).toList();
        if (texts.contains(List.<String>of())) {
            throw new IllegalStateException(
                    "The routing rule \"" + rule.name() + "\" has a text without a letter or digit.");
        }
        return new CompiledRule(rule, categories, texts);
    }

    /** The first condition that does not hold; empty when the ticket fits. */
    Optional<Condition> failed(Ticket ticket) {
        if (!categories.isEmpty() && !categories.contains(ticket.category())) {
            return Optional.of(Condition.CATEGORY);
        } else if (!rule.priorities().isEmpty() && !rule.priorities().contains(ticket.priority())) {
            return Optional.of(Condition.PRIORITY);
        } else if (!rule.tags().isEmpty() && Collections.disjoint(rule.tags(), ticket.tags())) {
            return Optional.of(Condition.TAG);
        } else if (!rule.requesters().isEmpty() && !isOfRequester(ticket)) {
            return Optional.of(Condition.REQUESTER);
        }
        return texts.isEmpty() || hasText(ticket) ? Optional.empty() : Optional.of(Condition.TEXT);
    }

    private boolean isOfRequester(Ticket ticket) {
        return ticket.requester()
                .filter(requester -> rule.requesters().stream().anyMatch(wanted -> isMeant(wanted, requester)))
                .isPresent();
    }

    private static boolean isMeant(String wanted, String requester) {
        return wanted.startsWith("*")
                ? requester
                        .toLowerCase(Locale.ROOT)
                        .endsWith(wanted.substring(1).toLowerCase(Locale.ROOT))
                : wanted.equals(requester);
    }

    private boolean hasText(Ticket ticket) {
        String text = SearchText.of(ticket.title(), ticket.description());
        return texts.stream().anyMatch(words -> SearchText.matches(text, words));
    }
}
