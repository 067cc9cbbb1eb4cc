package io.ticketkit.demo.zendesk;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items at most as many as were asked for
 * @param cursor where to go on, as Zendesk names it; empty when there is no more
 * @param more whether there is more right now
 * @param <T> of what
 */
public record ZendeskPage<T>(List<T> items, String cursor, boolean more) {
    /** Nothing of the items. */
    @Override
    public String toString() {
        return "ZendeskPage[" + items.size() + (more ? ", goes on]" : "]");
    }
}
