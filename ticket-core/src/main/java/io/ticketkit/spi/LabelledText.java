package io.ticketkit.spi;

import io.ticketkit.Category;
import io.ticketkit.Priority;
import io.ticketkit.TicketId;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's text and what a person decided about it.
 *
 * @param id of the ticket
 * @param title its title
 * @param description its description
 * @param category its category, when a person chose it; else null
 * @param priority its priority, when a person chose it; else null
 */
public record LabelledText(
        TicketId id,
        String title,
        String description,
        @Nullable Category category,
        @Nullable Priority priority) {
    /** Nothing of the text. */
    @Override
    public String toString() {
        return "LabelledText[" + id + ", " + category + ", " + priority + "]";
    }
}
