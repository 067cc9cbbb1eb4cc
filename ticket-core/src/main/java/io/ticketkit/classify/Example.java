package io.ticketkit.classify;

import org.jspecify.annotations.Nullable;

/**
 * A text and what a person decided about it: what is learned from.
 *
 * @param id tells it from other examples; for a ticket its id
 * @param title the title, or null when there is none
 * @param description the text
 * @param label a category's code, or a priority's wire name
 */
public record Example(long id, @Nullable String title, String description, String label) {
    /** Nothing of the text. */
    @Override
    public String toString() {
        return "Example[" + id + ", " + label + "]";
    }
}
