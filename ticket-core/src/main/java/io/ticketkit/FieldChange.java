package io.ticketkit;

import org.jspecify.annotations.Nullable;

/**
 * How one field changed.
 *
 * @param field the field
 * @param from the old value as text (wire name, or tags joined by comma), or null when there was none
 * @param to the new value as text, or null when there is none
 */
public record FieldChange(
        TicketField field, @Nullable String from, @Nullable String to) {
    /** Only the field: values may be personal. */
    @Override
    public String toString() {
        return "FieldChange[" + field.wireName() + "]";
    }
}
