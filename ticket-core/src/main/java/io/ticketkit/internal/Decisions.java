package io.ticketkit.internal;

import io.ticketkit.ClassifiedField;
import io.ticketkit.Origin;
import io.ticketkit.Source;
import io.ticketkit.Ticket;
import io.ticketkit.spi.RunWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a change of a ticket says about the values that runs gave it. */
final class Decisions {
    private static final List<ClassifiedField> CHOSEN = List.of(ClassifiedField.CATEGORY, ClassifiedField.PRIORITY);

    private Decisions() {}

    static List<Consumer<RunWriter>> of(Ticket before, Ticket after, Set<ClassifiedField> accepted) {
        List<Consumer<RunWriter>> decisions = new ArrayList<>();
        for (ClassifiedField field : CHOSEN) {
            String value = FieldTexts.of(after, field);
            boolean changed = !value.equals(FieldTexts.of(before, field));
            if (isPersons(after.origin(field)) && (changed || accepted.contains(field))) {
                decisions.add(runs -> runs.decide(after.tenant(), after.id(), field, value));
            } else if (changed) {
                decisions.add(runs -> runs.supersede(after.tenant(), after.id(), field));
            }
        }
        return decisions;
    }

    private static boolean isPersons(Origin origin) {
        return origin.source() == Source.PERSON && origin.chosenBy().isPresent();
    }
}
