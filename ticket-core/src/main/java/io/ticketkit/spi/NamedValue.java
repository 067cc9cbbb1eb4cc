package io.ticketkit.spi;

import io.ticketkit.FieldChange;
import io.ticketkit.TicketField;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the id of a person stands in an old or new value of a line of history: as the whole value where the field names a
 * person, and where a field has many values as one of them. A score of 42 is no person 42. One place for all storages.
 */
public final class NamedValue {
    private NamedValue() {}

    /**
     * What stands before a value where a line tells many, each with a comma behind it.
     *
     * @param field which field
     * @return one character, or empty where a line tells one value
     */
    public static Optional<String> mark(TicketField field) {
        return switch (field) {
            case TAGS -> Optional.of(",");
            case ATTRIBUTES -> Optional.of("=");
            case HOST_REFERENCE -> Optional.of(":");
            default -> Optional.empty();
        };
    }

    /** {@return the fields whose values are ids of people} */
    public static Set<TicketField> people() {
        return EnumSet.of(TicketField.REQUESTER, TicketField.ASSIGNEE);
    }

    /**
     * A change with another name in the place of a person's.
     *
     * @param change what changed
     * @param person the id
     * @param name what stands there then
     * @return an equal change where the id does not stand in it
     */
    public static FieldChange renamed(FieldChange change, String person, String name) {
        return new FieldChange(
                change.field(),
                renamed(change.field(), change.from(), person, name),
                renamed(change.field(), change.to(), person, name));
    }

    private static @Nullable String renamed(TicketField field, @Nullable String value, String person, String name) {
        String mark = mark(field).orElse(null);
        if (value == null || mark == null) {
            return people().contains(field) && person.equals(value) ? name : value;
        }
        // the first of the tags has no comma before it
        String before = field == TicketField.TAGS ? mark : "";
        String all = (before + value + ",").replace(mark + person + ",", mark + name + ",");
        return all.substring(before.length(), all.length() - 1);
    }
}
