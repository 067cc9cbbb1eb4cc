package io.ticketkit.internal;

import io.ticketkit.ClassificationRun;
import io.ticketkit.ClassifiedField;
import io.ticketkit.Origin;
import io.ticketkit.RunValue;
import io.ticketkit.Ticket;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Finds out which values of runs became those of a ticket. */
final class Fates {
    private Fates() {}

    /** The runs as those of the ticket: a field's value is applied in the first run that it can come from. */
    static List<ClassificationRun> of(List<ClassificationRun> runs, Ticket ticket, Set<ClassifiedField> scored) {
        Set<ClassifiedField> open = EnumSet.noneOf(ClassifiedField.class);
        scored.stream()
                .filter(field -> ticket.origin(field).chosenBy().isEmpty())
                .forEach(open::add);
        return runs.stream().map(run -> of(run, ticket, open)).toList();
    }

    private static ClassificationRun of(ClassificationRun run, Ticket ticket, Set<ClassifiedField> open) {
        ClassificationRun.Builder builder = run.toBuilder().ticket(ticket.id());
        run.values().forEach((field, value) -> {
            boolean applied = open.contains(field) && isValueOf(ticket, field, value) && open.remove(field);
            builder.value(field, value.with(applied ? RunValue.Fate.APPLIED : RunValue.Fate.OFFERED));
        });
        return builder.build();
    }

    private static boolean isValueOf(Ticket ticket, ClassifiedField field, RunValue value) {
        Origin origin = ticket.origin(field);
        return origin.source() == value.source()
                && origin.confidence().equals(OptionalDouble.of(value.confidence()))
                && FieldTexts.of(ticket, field).equals(value.suggested());
    }
}
