package io.ticketkit.demo.zendesk;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items at most as many as one request brings
 * @param next what to ask for the following part with; empty at the end
 * @param <T> of what
 */
public record ZendeskPage<T>(List<T> items, Optional<String> next) {
    /** Nothing of the items: a search in the address may be personal. */
    @Override
    public String toString() {
        return "ZendeskPage[" + items.size() + (next.isPresent() ? ", goes on]" : "]");
    }
}
